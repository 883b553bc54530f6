// What goes along: the warning tells of everything that hangs together with what stays,
// and what never goes along with a kind of link is said there.
import { expect, test } from "../lib/test.js";
import { open } from "../lib/screens.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";

const links = nl.links;

test("everything that hangs together with what stays can be seen", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.LINDE, app.VENNEBOS], "riet");
  await open(page, "/delen/nieuw");
  // Every other entry is about her.
  await page.getByRole("checkbox", { name: /^Uw gegevens \(/ }).uncheck();
  await expect(page.getByText(links.linked)).toBeVisible();
  const rows = page.locator("#linked li");
  const more = page.locator("#linked + button");
  const shown = await rows.count();
  const rest = (await more.textContent()).match(/\d+/)[0];
  await expect(more).toHaveText(say(nl.finding.more, { n: Number(rest) }));
  while ((await more.count()) > 0) {
    const before = await rows.count();
    await more.click();
    await expect.poll(() => rows.count()).toBeGreaterThan(before);
  }
  expect(await rows.count()).toBe(shown + Number(rest));
});

test("own measurements go with a caregiver's link only, and the others say so", async ({ page }) => {
  await app.makeVault(page);
  await open(page, "/metingen/gewicht/nieuw");
  await page.locator("#weight").fill("72");
  await app.button(page, nl.measure.keep).first().click();
  await expect(page.getByRole("link", { name: nl.measure.see, exact: true })).toBeVisible();
  await open(page, "/delen/nieuw");
  const own = page.getByRole("checkbox", { name: new RegExp(`^${links.readings}`) });
  await expect(own).toBeChecked();
  for (const sort of [links.sort_plain, links.sort_desk]) {
    await page.getByLabel(sort, { exact: true }).check();
    await expect(page.getByText(say(links.readings_stay, { what: `${links.readings} (1)` }))).toBeVisible();
    await expect(own).toHaveCount(0);
  }
});
