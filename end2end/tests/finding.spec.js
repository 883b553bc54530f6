// Finding and following: search, timeline, what is new, what is covered.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const field = (page) => page.locator("#search-words");
const rows = (page) => page.locator("a.row");

/** In the page: laboratory results come with one more, and one with another value
    (and JavaScript writes 5.20 as 5.2, which is another number as written). */
function changeLaboratory() {
  const fetched = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await fetched(...asked);
    const address = asked[0] instanceof Request ? asked[0].url : String(asked[0]);
    if (!/services\/48\/fhir\/Observation.*275711006/.test(address)) return answer;
    const bundle = await answer.json();
    const like = bundle.entry.map(({ resource }) => resource).find(({ valueQuantity }) => valueQuantity);
    const { valueQuantity, identifier, ...rest } = like;
    bundle.entry.push({ resource: { ...rest, id: "nieuw-1", code: { text: "HIV-antistoffen" }, valueString: "niet gevonden" } });
    like.valueQuantity = { ...valueQuantity, value: 99.9 };
    const { status, headers } = answer;
    return new Response(JSON.stringify(bundle), { status, headers });
  };
}

test("search forgives typing, knows everyday words, and stays while an entry is read", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.LINDE], "riet");
  await app.menu(page, nl.nav.search);
  await expect(field(page)).toBeVisible();
  await field(page).fill("metoprlol");
  await expect(rows(page).filter({ hasText: /metoprolol/i }).first()).toBeVisible();
  await accessible(page, "search");
  await field(page).fill("hoge bloeddruk");
  await expect(rows(page).first()).toBeVisible();
  await expect(page.locator(".hits")).toContainText(/hypertensie|bloeddruk/i);
  const found = await rows(page).first().textContent();
  await rows(page).first().press("Enter");
  await expect(page.locator("article.entry h1")).toBeVisible();
  expect(page.url()).not.toContain("bloeddruk");
  await page.goBack();
  await expect(field(page)).toHaveValue("hoge bloeddruk");
  await expect(rows(page).first()).toHaveText(found);
  await field(page).fill("xqzxqz");
  await expect(page.getByText(nl.search.none)).toBeVisible();
});

test("the timeline leads to a year and shows a part", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.LINDE], "riet");
  await app.menu(page, nl.nav.timeline);
  await expect(app.heading(page, nl.timeline.title)).toBeVisible();
  await accessible(page, "timeline");
  const year = page.locator(".year").nth(2);
  const name = await year.textContent();
  await expect(year).toHaveAccessibleName(new RegExp(`^${name}, \\d+ gegevens$`));
  await year.press("Enter");
  await expect(page.locator("#first-year")).toHaveText(name);
  await expect(page.locator("#first-year")).toBeFocused();
  await page.locator(".filter summary").click();
  await page.locator("#filter-chapter").selectOption({ index: 1 });
  await expect(page.locator(".filter-on")).toBeVisible();
  await accessible(page, "part of the timeline");
});

test("after collecting again it says what is new, and a sensitive result is covered", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.VENNEBOS], "riet");
  await page.goto("/nieuw");
  await expect(page.getByText(nl.news.none)).toBeVisible();
  await page.addInitScript(changeLaboratory);
  await page.reload();
  await app.plan(page);
  await app.startPlan(page);
  await app.walk(page, "riet");
  await page.goto("/nieuw");
  await expect(page.getByText(/: 1 nieuw, \d gewijzigd/)).toBeVisible();
  await accessible(page, "what is new");
  await expect(page.locator("main")).not.toContainText("HIV-antistoffen");
  await rows(page).filter({ hasText: nl.news.covered }).click();
  await expect(page.getByText(nl.news.cover_title)).toBeVisible();
  await expect(page.locator("main")).not.toContainText("niet gevonden");
  await accessible(page, "a covered result");
  await app.button(page, nl.news.cover_now).press("Enter");
  await expect(page.locator("article.entry")).toContainText("niet gevonden");
  await expect(page.locator("article.entry h1")).toBeFocused();
  await page.goto("/nieuw");
  await expect(page.getByText(/: \d gewijzigd/)).toBeVisible();
  await app.button(page, nl.news.all_read).click();
  await expect(page.getByText(nl.news.none)).toBeVisible();
});
