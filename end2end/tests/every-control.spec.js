// Every control of every screen with the keyboard alone, narrow, where a bar stands in
// front of the page.
import { expect, test } from "../lib/test.js";
import { everyScreen, tabbed, unfold } from "../lib/screens.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

test("everything that can be pressed or filled in takes the focus, and is seen to", async ({ page }) => {
  test.setTimeout(900_000);
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.VENNEBOS, app.LINDE], "riet");
  await page.goto("/metingen/gewicht/nieuw");
  await page.locator("#weight").fill("72,4");
  await app.button(page, nl.measure.keep).click();
  await expect(page.getByText(nl.measure.kept_value)).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  const been = await everyScreen(page, {
    missing: () => undefined,
    look: async (route, path) => {
      // Hundreds of ticks that are one as another stay folded.
      if (!["/delen/nieuw", "/meenemen"].includes(route)) await unfold(page);
      await tabbed(page, path);
    },
  });
  expect(been.length).toBeGreaterThan(80);
});
