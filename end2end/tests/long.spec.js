// Long lists come in parts: the next part is one press away, paper has all of them.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const rows = (page) => page.locator("a.row");
const more = (page) => page.getByRole("button", { name: /^(Meer tonen|Nog 1 tonen)/ });

test("more of a long list is put below it, the focus goes on there, and paper has all of it", async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => { window.printed = document.querySelectorAll("a.row").length; };
  });
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.VENNEBOS, app.LINDE], "riet");
  await app.menu(page, nl.nav.timeline);
  await expect(rows(page)).toHaveCount(40);
  const total = Number((await page.locator("p.hint[role=status]").textContent()).match(/\d+/)[0]);
  expect(total).toBeGreaterThan(80);
  const first = await rows(page).first().getAttribute("href");
  await more(page).press("Enter");
  await expect(rows(page)).toHaveCount(80);
  await expect(rows(page).nth(40)).toBeFocused();
  await expect(rows(page).first()).toHaveAttribute("href", first);
  await accessible(page, "two parts of the timeline");
  await app.button(page, nl.paper.print).click();
  await expect.poll(() => page.evaluate(() => window.printed), { timeout: 30_000 }).toBe(total);
  await expect(more(page)).toHaveCount(0);
});
