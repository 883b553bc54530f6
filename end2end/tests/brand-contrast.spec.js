// The theme in the strongest contrast (brands/contrast), in the light and in the dark.
import { expect, test } from "../lib/test.js";
import { everyTheme, fromTheDoor } from "../lib/theme.js";

test.use({ brand: "contrast/brand.toml" });

test("every screen in black and white, and readable", async ({ page, browser }) => {
  test.setTimeout(900_000);
  await fromTheDoor(page);
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe(colorScheme === "dark" ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)");
  }
  await everyTheme(page, browser);
});
