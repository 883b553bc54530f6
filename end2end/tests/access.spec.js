// Who used the data, as a provider tells it: asked with collecting, read, asked about.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";

const text = nl.access;
const lines = (page) => page.locator(".log-line");

test("who used the data is told, chosen from, asked about, and said on the overview", async ({ page, network }) => {
  await app.makeVault(page);
  await app.menu(page, nl.nav.logbook);
  await page.getByRole("link", { name: text.title, exact: true }).click();
  await expect(page.getByText(nl.asking.no_place)).toBeVisible();
  await app.collectAll(page, [app.WATERLELIE, app.LINDE], "riet");
  await app.menu(page, nl.nav.overview);
  await expect(page.getByText(text.since_first)).toBeVisible();
  await page.getByRole("link", { name: text.since_all, exact: true }).click();
  await expect(app.heading(page, text.title)).toBeVisible();
  await expect(page.getByText(text.not_offered)).toBeVisible();
  await expect(lines(page).first()).toContainText(app.WATERLELIE);
  await accessible(page, "who used the data");

  await page.locator(".filter summary").click();
  await page.locator("#access-role").selectOption({ label: await page.locator("#access-role option", { hasText: "Kwaliteitsmedewerker" }).textContent() });
  const odd = lines(page).first();
  await expect(odd).toContainText("Kwaliteitsmedewerker, Bestuursbureau");
  await expect(odd).toContainText("Bekeken: Volledig dossier");
  await expect(odd).toContainText(say(text.why, { why: "Kwaliteitscontrole" }));
  await expect(page).toHaveURL(/\/logboek\/gebruik$/);

  await odd.getByRole("button", { name: new RegExp(`^${text.unknown}`) }).click();
  await expect(page.locator("#text")).toHaveValue(/Volledig dossier/);
  await accessible(page, "a question about it");
  await page.locator("#text").fill("Wie was dit, en waarom 's avonds?");
  await app.button(page, nl.asking.look).click();
  await expect(page.locator(".asking-words")).toContainText("Wie was dit, en waarom 's avonds?");
  await app.button(page, nl.asking.send).click();
  await page.waitForURL((url) => url.hostname !== "inzage.localhost");
  await app.digid(page, "riet");
  await page.locator("#ja").click();
  await expect(page.getByText(say(nl.asking.state_sent_vendor, { name: app.WATERLELIE }))).toBeVisible({ timeout: 30_000 });
  const [sent] = await network.get("vendor/requests");
  expect(sent.request.kind).toBe("question");
  expect(sent.request.about_event).toMatch(/^inzage-/);
  await page.goto("/logboek/gebruik");
  await expect(page.getByText(text.asked).first()).toBeVisible();
});

test("an audit trail that does not come, or means harm, is told as that", async ({ page, network }) => {
  await app.makeVault(page);
  await network.fault({ kind: "html", at: "vendor", times: 1 });
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await page.goto("/logboek/gebruik");
  await expect(page.getByText(/Er kwam geen antwoord dat wij konden lezen/)).toBeVisible();
  await network.fault({ kind: "hostile", at: "vendor", times: 1 });
  await app.collectAll(page, [], "riet");
  await page.goto("/logboek/gebruik");
  await expect(lines(page).first()).toContainText("<script>window.inzageHacked=1</script>");
  expect(await page.evaluate(() => window.inzageHacked)).toBeUndefined();
  await accessible(page, "a hostile audit trail");
});

/** From now on the engine's worker, which reads the clock of the device itself, is a
    week ahead, as the page and the network are. */
async function aWeekLater(page, network) {
  const week = 7 * 24 * 3600;
  const script = await page.locator('meta[name="inzage-engine"]').getAttribute("content");
  const { source, headers } = await page.evaluate(async (from) => {
    const answer = await fetch(from);
    return { source: await answer.text(), headers: Object.fromEntries(answer.headers) };
  }, script);
  const ahead = `{ const Real = Date; const now = () => Real.now() + ${week * 1000}; self.Date = class extends Real { constructor(...given) { super(...(given.length ? given : [now()])); } static now() { return now(); } }; }\n`;
  delete headers["content-encoding"];
  delete headers["content-length"];
  await page.route((url) => url.pathname === script, (route) => route.fulfill({ headers, body: ahead + source }));
  await network.post("clock", { advance: week });
  await app.later(page, Date.now() + week * 1000);
}

test.describe("a week later", () => {
  // Else the service worker answers for the engine's script.
  test.use({ serviceWorkers: "block" });

  test("the overview says who used the data since the last visit", async ({ page, network }) => {
    await app.makeVault(page);
    await app.collectAll(page, [app.WATERLELIE], "riet");
    await app.menu(page, nl.nav.overview);
    await expect(page.getByText(text.since_first)).toBeVisible();
    // Meanwhile people at the centre work with her record.
    await aWeekLater(page, network);
    await app.menu(page, nl.nav.overview);
    const [before] = text.since_not_asked.split("{visit}");
    await expect(page.getByText(new RegExp(`^${before}`))).toBeVisible();
    await app.collectAll(page, [], "riet");
    await app.menu(page, nl.nav.overview);
    const block = page.locator("section").filter({ has: page.getByRole("link", { name: text.since_all, exact: true }) });
    await expect(block).toContainText("Sinds uw vorige bezoek op");
    await expect(block).toContainText(new RegExp(`Dialyseverpleegkundige, Dialyse \\(${app.WATERLELIE}\\): \\d+ keer`));
    await accessible(page, "who looked since the last visit");
  });
});
