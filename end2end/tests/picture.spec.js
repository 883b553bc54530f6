// Makes the picture in the readme, when asked: INZAGE_PICTURE=1.
import { test } from "../lib/test.js";
import * as app from "../lib/app.js";

test.skip(!process.env.INZAGE_PICTURE, "only when asked");

test("the picture in the readme", async ({ page }) => {
  await page.setViewportSize({ width: 1200, height: 900 });
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.VENNEBOS, app.LINDE], "riet");
  await page.goto("/");
  await page.locator("a.row").first().waitFor();
  await page.screenshot({ path: "../docs/images/overview.png" });
});
