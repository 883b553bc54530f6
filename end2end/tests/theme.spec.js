// The default theme: every screen, in each language and at both widths.
import { test } from "../lib/test.js";
import { everyTheme } from "../lib/theme.js";
import * as app from "../lib/app.js";

test("every screen in the default theme", async ({ page }) => {
  test.setTimeout(600_000);
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await everyTheme(page);
});
