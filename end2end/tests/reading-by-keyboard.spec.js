// Reading the dossier with the keyboard alone: the focus is never lost, and goes on
// where the person was.
import { expect, test } from "../lib/test.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";

/** Tab until `target` has the focus. */
async function reach(page, target) {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not get there");
}

/** Goes there with the keyboard and presses Enter. */
async function choose(page, target) {
  await reach(page, target);
  await page.keyboard.press("Enter");
}

/** A row that is at more than one source. */
const SEVERAL = new RegExp(say(nl.same.sources, { n: "\\d+" }));
const SAID_OTHER = new RegExp(nl.same.said_different.replace("{date}", ".*"));

const rows = (page) => page.locator("main a.row");
const more = (page) => page.getByRole("button", { name: /^(Meer tonen|Nog 1 tonen)/ });
const inside = (page, selector) => page.evaluate((part) => document.activeElement.closest(part) !== null, selector);

test("a dialog keeps the focus, and gives it back", async ({ page }) => {
  await app.makeVault(page);
  await app.menu(page, nl.nav.providers);
  await choose(page, page.getByRole("link", { name: nl.providers.add, exact: true }).first());
  await expect(app.heading(page, nl.add.title)).toBeFocused();
  await reach(page, page.locator("#provider-name"));
  await page.keyboard.type(app.LINDE);
  const hit = page.getByRole("button", { name: new RegExp(app.LINDE) });
  await choose(page, hit);
  const dialog = page.getByRole("dialog", { name: nl.add.what });
  await expect(dialog.getByRole("button", { name: say(nl.add.add_named, { name: app.LINDE }) })).toBeVisible();
  for (let presses = 0; presses < 6; presses += 1) {
    await page.keyboard.press("Tab");
    // After the last thing in it, the browser itself has a turn: the page has none.
    expect(await inside(page, "dialog, body:not(:has(:focus))"), "nothing behind the dialog has the focus").toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(hit).toBeFocused();
  await page.keyboard.press("Enter");
  await choose(page, dialog.getByRole("button", { name: say(nl.add.add_named, { name: app.LINDE }) }));
  await expect(dialog.getByText(say(nl.add.done, { name: app.LINDE }))).toBeVisible();
  await expect.poll(() => inside(page, "dialog")).toBe(true);
  await page.keyboard.press("Escape");
  await expect(hit).toBeFocused();
  // What was looked for has been found: the next search begins empty.
  await app.menu(page, nl.nav.providers);
  await page.getByRole("link", { name: nl.providers.add, exact: true }).first().click();
  await page.waitForTimeout(600);
  await expect(page.locator("#provider-name")).toHaveValue("");
});

test("lists, filters, doubles and the list to take along with the keyboard alone", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.VENNEBOS, app.LINDE], "riet");

  // A part of a chapter: it stays while an entry is read, and "everything" is everything.
  await page.goto("/dossier/uitslagen");
  await expect(rows(page).first()).toBeVisible();
  const all = await rows(page).count();
  const fold = page.locator(".filter summary");
  await choose(page, fold);
  await reach(page, page.locator("#filter-state"));
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => rows(page).count()).toBeLessThan(all);
  await expect(page.locator("#filter-state")).toBeFocused();
  const part = await rows(page).count();
  const state = await page.locator("#filter-state").inputValue();
  await choose(page, rows(page).first());
  await expect(page.locator("article.entry h1")).toBeFocused();
  await page.goBack();
  await expect(rows(page)).toHaveCount(part);
  await expect(page.locator("#filter-state")).toHaveValue(state);
  await choose(page, app.button(page, nl.finding.filter_clear));
  await expect(rows(page)).toHaveCount(all);
  await expect(page.locator("#filter-state")).toHaveValue("0");
  await expect(page.locator(".filter-on")).toHaveCount(0);
  await expect(app.button(page, nl.finding.filter_clear)).toBeFocused();

  // More of what is found.
  await page.goto("/zoeken");
  await reach(page, page.locator("#search-words"));
  await page.keyboard.type("bloed");
  await expect(page.getByRole("status").filter({ hasText: /\d+ / }).first()).toBeVisible();
  await expect(more(page)).toBeVisible();
  const shown = await rows(page).count();
  await choose(page, more(page));
  await expect(rows(page).nth(shown)).toBeFocused();

  // Two entries that may be the same, and taking it back.
  await page.goto("/dossier/allergieen");
  await choose(page, rows(page).filter({ hasText: nl.same.maybe }).first());
  const confirm = app.button(page, nl.same.confirm).first();
  const maybe = page.getByRole("heading", { name: nl.same.maybe_title });
  const said = page.getByRole("heading", { name: nl.same.said_title });
  await expect(maybe).toBeVisible();
  await choose(page, confirm);
  await expect(said).toBeVisible();
  await expect.poll(() => inside(page, "article.entry .section")).toBe(true);
  await choose(page, app.button(page, nl.same.undo).first());
  await expect(said).toHaveCount(0);
  await expect.poll(() => inside(page, "article.entry")).toBe(true);
  // Not the same: it is suggested no longer, until that is taken back.
  const refute = app.button(page, nl.same.refute);
  const suggested = await refute.count();
  await choose(page, refute.first());
  await expect(said).toBeVisible();
  await expect(refute).toHaveCount(suggested - 1);
  await expect.poll(() => inside(page, "article.entry")).toBe(true);
  await choose(page, app.button(page, nl.same.undo).first());
  await expect(said).toHaveCount(0);
  await expect(refute).toHaveCount(suggested);

  // On the list to take along, and off it.
  await choose(page, app.button(page, nl.discuss.this));
  const toList = page.getByRole("link", { name: nl.discuss.to_list });
  await expect(toList).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.heading(page, nl.discuss.title)).toBeFocused();
  const item = page.locator("ol.discuss > li");
  const check = app.button(item, nl.discuss.check);
  await choose(page, check);
  await expect(app.button(item, nl.discuss.undo_done)).toBeFocused();
  await choose(page, item.getByRole("button").last());
  await expect(item).toHaveCount(0);
  await expect.poll(() => inside(page, "main :focus")).toBe(true);

  // What stands at several sources and is shown as one can be set apart, and put back.
  await page.goto("/dossier/uw-zorgverleners");
  await choose(page, rows(page).filter({ hasText: SEVERAL }).first());
  const setApart = app.button(page, nl.same.part).first();
  await choose(page, setApart);
  await expect(page.getByText(SAID_OTHER).first()).toBeVisible();
  await expect.poll(() => inside(page, "article.entry")).toBe(true);
  await choose(page, app.button(page, nl.same.undo).first());
  await expect(setApart).toBeVisible();
  await expect.poll(() => inside(page, "article.entry")).toBe(true);
});
