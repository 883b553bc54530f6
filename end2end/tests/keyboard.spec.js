// What can be done with the keyboard alone.
import { expect, test } from "../lib/test.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

test("the whole way to a vault can be gone with the keyboard", async ({ page }) => {
  await page.goto("/");
  await expect(app.heading(page, nl.welcome.title)).toBeVisible();
  const reach = async (target) => {
    for (let presses = 0; presses < 40; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("the keyboard does not get there");
  };
  await reach(app.button(page, nl.welcome.start));
  await page.keyboard.press("Enter");
  await expect(app.heading(page, nl.create.title)).toBeFocused();
  await reach(page.locator("#vault-name"));
  await page.keyboard.type("Mijn dossier");
  await reach(page.locator("#passphrase"));
  await page.keyboard.type(app.PASSPHRASE);
  await reach(page.locator("#passphrase-again"));
  await page.keyboard.type(app.PASSPHRASE);
  await expect(page.locator(".strength-enough")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(app.heading(page, nl.create.recovery_title)).toBeFocused();
});
