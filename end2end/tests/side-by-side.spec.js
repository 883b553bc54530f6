// Sources side by side: a collection as one whole, two compared, where sources
// disagree, the list to take along, why something is empty, who cares.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";

const OFFICIAL = 18;
const section = (page, name) => page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name, exact: true }) });

/** In the page: the second time, one weight less and one allergy more. */
function changeAnswers() {
  const fetched = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await fetched(...asked);
    const address = asked[0] instanceof Request ? asked[0].url : String(asked[0]);
    if (!/services\/48\/fhir\/AllergyIntolerance/.test(address)) return answer;
    const bundle = await answer.json();
    const { identifier, ...like } = bundle.entry[0].resource;
    bundle.entry[0].resource.note = [{ text: "Nieuwe toelichting" }];
    bundle.entry.push({ resource: { ...like, id: "later", code: { text: "Bijenstof" } } });
    const { status, headers } = answer;
    return new Response(JSON.stringify(bundle), { status, headers });
  };
}

test("a collection is one whole in its chapters, and two of them are compared", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.LINDE, app.VENNEBOS], "riet");
  await app.menu(page, nl.nav.dossier);
  await page.getByRole("link", { name: nl.sources.title, exact: true }).click();
  await expect(app.heading(page, nl.sources.title)).toBeFocused();
  await accessible(page, "per source");
  const card = page.locator("li.card").filter({ has: page.getByRole("heading", { name: app.VENNEBOS }) });
  // Two logins, each with services of its own: nothing to compare yet.
  await expect(card.getByRole("link", { name: nl.sources.compare_last })).toHaveCount(0);
  await card.locator("a.row").filter({ hasText: "Basisgegevens" }).press("Enter");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(new RegExp(`^${app.VENNEBOS}, \\d`));
  // Whose it is, who composed it, when, which services, its own number.
  for (const label of [nl.sources.provider, nl.sources.composed, nl.sources.collected, nl.sources.services, nl.sources.number]) {
    await expect(page.locator("dt").filter({ hasText: new RegExp(`^${label}$`) })).toBeVisible();
  }
  await expect(page.locator("main")).toContainText(nl.sources.whole);
  const chapters = page.locator("section.held");
  expect(await chapters.count()).toBeGreaterThanOrEqual(OFFICIAL);
  const titles = await chapters.locator("h2").allTextContents();
  expect(new Set(titles).size).toBe(titles.length);
  // Only of this source; the merged record has more.
  const rows = await chapters.locator("a.row").count();
  await expect(page.locator("section.held a.row").filter({ hasText: app.LINDE })).toHaveCount(0);
  await accessible(page, "one collection");
  await page.emulateMedia({ media: "print" });
  // Each sheet names the sources with their dates, in this order.
  await expect(page.locator(".sheet-line")).toHaveText(new RegExp(`Bronnen: .*${app.VENNEBOS}, opgehaald op \\d.*Geprint op \\d`));
  await expect(chapters.last()).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  expect(rows).toBeGreaterThan(20);

  await app.menu(page, nl.nav.dossier);
  await page.getByRole("link", { name: nl.sources.title, exact: true }).click();
  await page.locator("li.card").filter({ has: page.getByRole("heading", { name: app.LINDE }) }).locator("a.row").first().click();
  await expect(chapters.first()).toBeVisible();
  // A chapter without anything says so, and why.
  const empty = chapters.filter({ hasText: nl.sources.nothing });
  expect(await empty.count()).toBeGreaterThan(0);
  for (const one of await empty.all()) await expect(one.locator(".empties > li").first()).toContainText(/\w{4,} \w+/);

  await page.addInitScript(changeAnswers);
  await page.reload();
  await app.plan(page);
  await app.startPlan(page);
  await app.walk(page, "riet");
  await page.goto("/bronnen");
  await card.getByRole("link", { name: nl.sources.compare_last }).press("Enter");
  await expect(app.heading(page, say(nl.compare.title, { source: app.VENNEBOS }))).toBeVisible();
  await expect(page.locator(".lead")).toHaveText(/tussen \d.* en \d/);
  await expect(section(page, nl.compare.new)).toContainText("Bijenstof");
  await expect(section(page, nl.compare.changed)).toContainText("Nieuwe toelichting");
  await expect(section(page, nl.compare.gone)).toContainText(nl.compare.none);
  await section(page, nl.compare.same).locator("summary").click();
  await expect(section(page, nl.compare.same).locator("a.row").first()).toBeVisible();
  await accessible(page, "two collections compared");
});

test("a difference with both sides goes on the list to take along, with an own question, and on paper", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.VENNEBOS], "riet");
  await app.menu(page, nl.nav.overview);
  await page.getByRole("link", { name: nl.disagree.look }).click();
  await expect(app.heading(page, nl.disagree.title)).toBeFocused();
  const first = page.locator("section.held").filter({ hasText: nl.disagree.strength }).first();
  const sides = first.locator(".side");
  for (const provider of [app.WATERLELIE, app.VENNEBOS]) await expect(sides.filter({ hasText: provider }).first()).toBeVisible();
  for (const side of await sides.all()) await expect(side).toContainText(/\d{4}/);
  const subject = await first.getByRole("heading", { level: 2 }).textContent();
  await app.button(first, nl.discuss.this).press("Enter");
  await expect(first.getByText(nl.discuss.added)).toBeVisible();
  await accessible(page, "where sources disagree");
  await first.getByRole("link", { name: nl.discuss.to_list }).click();

  const items = page.locator("ol.discuss > li");
  await expect(items).toHaveCount(1);
  await expect(items.first()).toContainText(subject);
  await expect(items.first()).toContainText(nl.disagree.strength);
  await items.first().getByLabel(nl.discuss.question).fill("Welke sterkte is goed?");
  await page.getByLabel(nl.discuss.own_label).fill("Mag ik weer zwemmen?");
  await app.button(page, nl.discuss.add).press("Enter");
  await expect(items).toHaveCount(2);
  await accessible(page, "the list to take along");
  await page.reload();
  await expect(items).toHaveCount(2);
  await page.emulateMedia({ media: "print" });
  for (const words of ["Welke sterkte is goed?", "Mag ik weer zwemmen?", subject, app.VENNEBOS, app.WATERLELIE]) {
    await expect(page.locator("main")).toContainText(words);
  }
  await expect(items.first().getByText("Welke sterkte is goed?")).toBeVisible();
  await expect(items.first().getByRole("textbox")).toBeHidden();
  await expect(page.locator(".sheet-line")).toBeVisible();
});

test("why a chapter is empty is said per provider and service", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.LINDE, app.VENNEBOS], "riet");
  await page.goto("/bronnen/aanbod");
  await expect(app.heading(page, nl.offers.title)).toBeVisible();
  const providers = page.locator("section.held");
  await expect(providers).toHaveCount(2);
  for (const provider of await providers.all()) {
    await expect(provider.getByRole("heading", { name: nl.offers.services })).toBeVisible();
    await expect(provider.locator("ul > li").first()).toContainText(/^\D+ \(dienst \d+\)/);
    // Every chapter that a service can fill has a count or a reason.
    const answers = await provider.locator(".field-pair").evaluateAll((pairs) => pairs.map((pair) => pair.querySelector("dd")?.textContent.trim() ?? ""));
    expect(answers.length).toBeGreaterThan(5);
    expect(answers.filter((answer) => !/\w{4,}/.test(answer))).toEqual([]);
  }
  await expect(providers.filter({ hasText: nl.offers.not_offered }).first()).toBeVisible();
  await accessible(page, "why is this empty");
  const chapter = providers.first().locator("dt a").first();
  const name = await chapter.textContent();
  await chapter.press("Enter");
  await expect(app.heading(page, name)).toBeFocused();
});

test("the network of carers with an addition of one's own, its history, and on paper", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await page.goto("/zorgnetwerk");
  await expect(app.heading(page, nl.network.title)).toBeVisible();
  const cards = page.locator(".network-card");
  await expect(cards.first()).toBeVisible();
  const found = await cards.count();
  await app.button(page, nl.network.add).press("Enter");
  await expect(page.locator("#network-name")).toBeFocused();
  await app.button(page, nl.network.save).click();
  await expect(page.getByText(nl.network.needs_name)).toBeVisible();
  await page.locator("#network-name").fill("Buurvrouw Ans");
  await page.locator("#network-phone").fill("06 12 34 56 78");
  await page.locator("#network-purpose").fill("vervoer naar de dialyse");
  await accessible(page, "somebody new");
  await page.locator("#network-purpose").press("Enter");
  const ans = cards.filter({ hasText: "Buurvrouw Ans" });
  await expect(cards).toHaveCount(found + 1);
  await expect(ans).toContainText(nl.network.yours);
  await expect(ans.getByRole("link", { name: "06 12 34 56 78" })).toHaveAttribute("href", "tel:0612345678");
  await ans.getByRole("button", { name: new RegExp(`^${nl.network.change}`) }).press("Enter");
  await page.locator("#network-phone").fill("06 87 65 43 21");
  await app.button(page, nl.network.save).click();
  await expect(ans.getByRole("link", { name: "06 87 65 43 21" })).toBeVisible();
  await ans.locator("summary").filter({ hasText: nl.network.history }).press("Enter");
  await expect(ans).toContainText("06 12 34 56 78");
  await accessible(page, "the network");
  await page.reload();
  await expect(ans).toContainText("vervoer naar de dialyse");
  await page.emulateMedia({ media: "print" });
  await expect(ans).toBeVisible();
  await expect(page.locator(".sheet-line")).toBeVisible();
  await expect(app.button(page, nl.network.add)).toBeHidden();
});
