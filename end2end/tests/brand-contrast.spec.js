// The theme in the strongest contrast (brands/contrast), in the light and in the dark.
import { expect, test } from "../lib/test.js";
import { readable } from "../lib/brand.js";
import { open } from "../lib/screens.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

test.use({ brand: "contrast/brand.toml" });

test("black and white, and readable", async ({ page }) => {
  test.setTimeout(300_000);
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe(colorScheme === "dark" ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)");
    for (const path of ["/", "/dossier", "/medicatie", "/metingen", "/instellingen", "/hulp", "/hulp/probleem"]) {
      await open(page, path);
      await readable(page, `${path} ${colorScheme}`);
    }
  }
  await expect(app.heading(page, nl.help.report)).toBeVisible();
});
