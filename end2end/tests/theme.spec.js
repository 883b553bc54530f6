// The default theme: every screen, in each language and at both widths.
import { test } from "../lib/test.js";
import { everyTheme, fromTheDoor } from "../lib/theme.js";

test("every screen in the default theme", async ({ page, browser }) => {
  test.setTimeout(900_000);
  await fromTheDoor(page);
  await everyTheme(page, browser);
});
