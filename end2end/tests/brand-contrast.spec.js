// The theme in the strongest contrast (brands/contrast), in the light and in the dark.
import { expect, test } from "../lib/test.js";
import { everyTheme } from "../lib/theme.js";
import * as app from "../lib/app.js";

test.use({ brand: "contrast/brand.toml" });

test("every screen in black and white, and readable", async ({ page }) => {
  test.setTimeout(600_000);
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe(colorScheme === "dark" ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)");
  }
  await everyTheme(page);
});
