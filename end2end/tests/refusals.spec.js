// What goes otherwise: refused, cancelled, failed, somebody else.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

async function planFor(page, ...providers) {
  await app.makeVault(page);
  for (const provider of providers) await app.addProvider(page, provider);
  await app.plan(page);
  await app.startPlan(page);
}

test("refused consent is told as it is, and the next try works", async ({ page }) => {
  await planFor(page, app.LINDE);
  await app.goToLogin(page);
  await app.digid(page, "riet");
  await page.locator("#nee").click();
  await expect(page.getByText(nl.trouble.access_denied)).toBeVisible();
  await accessible(page, "refused consent");
  await app.button(page, nl.collect.login_again).click();
  await page.waitForURL((url) => url.hostname !== "inzage.localhost");
  await app.digid(page, "riet");
  await app.consent(page);
  await app.walk(page, "riet");
  await expect(page.getByText(nl.collect.result_title, { exact: true })).toBeVisible();
});

test("refused consent and no data read the same", async ({ page }) => {
  const read = async (answer) => {
    await app.goToLogin(page);
    await answer();
    await page.waitForURL(/\/ophalen$/);
    return page.locator("li.card").first().locator("[role=alert], .notice").first().textContent();
  };
  await planFor(page, app.LINDE);
  const refused = await read(async () => {
    await app.digid(page, "riet");
    await page.locator("#nee").click();
  });
  await app.plan(page);
  await app.button(page, nl.collect.again).or(app.button(page, nl.collect.plan_start)).first().click();
  if (await app.button(page, nl.collect.plan_start).isVisible()) await app.startPlan(page);
  const nothing = await read(async () => {
    await app.digid(page, "sem");
    await page.locator("a[href*='/oauth/callback']").click();
  });
  expect(nothing.replace(/[0-9a-f-]{20,}/g, "")).toEqual(refused.replace(/[0-9a-f-]{20,}/g, ""));
});

test("cancelling on the provider's page leads back, with nothing lost", async ({ page }) => {
  await planFor(page, app.LINDE);
  await app.goToLogin(page);
  await page.locator("button:not(#verder)").first().click();
  await expect(page.getByText(nl.trouble.access_denied)).toBeVisible();
  await expect(app.button(page, nl.collect.login_again)).toBeVisible();
});

test("going back with the browser leaves the login to be tried again", async ({ page }) => {
  await planFor(page, app.LINDE);
  await app.goToLogin(page);
  await page.goBack();
  await expect(app.button(page, nl.collect.login_again).or(app.button(page, nl.collect.login_go)).first()).toBeVisible();
});

test("a provider that is down is named as the one at fault", async ({ page, network, watch }) => {
  watch.allow(/Failed to load resource/);
  await planFor(page, app.LINDE);
  await network.fault({ kind: "status", at: "token", status: 503 });
  await app.logIn(page, "riet");
  const card = app.card(page, app.LINDE);
  await expect(card.getByText(nl.trouble.side_provider).first()).toBeVisible({ timeout: 60_000 });
  await accessible(page, "a provider that is down");
});

test("what failed is told per part, and only that is asked again", async ({ page, network, watch }) => {
  watch.allow(/Failed to load resource/);
  await planFor(page, app.VENNEBOS);
  await network.fault({ kind: "status", query: "Condition", status: 500 });
  await app.logIn(page, "riet");
  await app.walk(page, "riet");
  await expect(page.getByText(nl.collect.result_title_partial)).toBeVisible();
  await accessible(page, "part of it failed");
  await network.fault({ clear: true });
  const before = (await network.get("requests")).length;
  await app.button(page, nl.collect.retry_failed).click();
  await expect(page.getByText(nl.collect.result_title, { exact: true })).toBeVisible({ timeout: 60_000 });
  const asked = (await network.get("requests")).slice(before);
  const queries = asked.filter((request) => request.channel === "fhir").map((request) => request.uri);
  expect(queries.length).toBeGreaterThan(0);
  expect(queries.filter((uri) => !uri.includes("Condition"))).toEqual([]);
});

test("malformed, cut off and HTML answers lose nothing else", async ({ page, network }) => {
  await planFor(page, app.VENNEBOS);
  await network.fault({ kind: "malformed", query: "AllergyIntolerance" });
  await network.fault({ kind: "html", query: "Encounter" });
  await app.logIn(page, "riet");
  await app.walk(page, "riet");
  await page.getByRole("link", { name: nl.collect.read }).click();
  await page.getByRole("link", { name: /Klachten en ziektes/ }).first().click();
  await expect(page.locator("a.row").first()).toBeVisible();
});

test("somebody else's data are set aside until the person decides", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await app.addProvider(page, app.LINDE);
  await app.plan(page);
  await page.getByRole("checkbox", { name: new RegExp(app.WATERLELIE) }).uncheck();
  await app.startPlan(page);
  await app.logIn(page, "daan");
  await expect(page.getByText(nl.person.different_title).first()).toBeVisible({ timeout: 60_000 });
  await accessible(page, "somebody else's data");
  await app.menu(page, nl.nav.dossier);
  await expect(page.locator(".chapter").first()).toBeVisible();
  await expect(page.getByText("Visser")).toHaveCount(0);
  await app.menu(page, nl.nav.providers);
  await app.button(page, nl.person.discard).first().click();
  await expect(page.getByText(nl.person.different_title)).toHaveCount(0);
});

test("somebody else's data can move to a vault of their own", async ({ page }) => {
  await planFor(page, app.LINDE);
  await app.logIn(page, "riet");
  await app.walk(page, "riet");
  await app.plan(page);
  await app.button(page, nl.collect.again).or(app.button(page, nl.collect.plan_start)).first().click();
  await app.button(page, nl.collect.plan_start).click({ timeout: 2000 }).catch(() => {});
  await app.logIn(page, "daan");
  await expect(page.getByText(nl.person.different_title).first()).toBeVisible({ timeout: 60_000 });
  await app.button(page, nl.person.own_vault).first().click();
  await page.locator("#vault-name").fill("Daan");
  await page.locator("#passphrase").fill("zeester fluitketel morgendauw kapstok");
  await page.locator("#passphrase-again").fill("zeester fluitketel morgendauw kapstok");
  await expect(page.locator(".strength-enough")).toBeVisible();
  await app.button(page, nl.create.make).click();
  await expect(page.locator(".recovery-key span").first()).toBeVisible();
  await accessible(page, "the recovery key of a vault of their own");
  const key = (await page.locator(".recovery-key span").allTextContents()).join("-");
  await app.button(page, nl.create.recovery_saved).click();
  await page.locator("#recovery-typed").fill(key);
  await page.locator("form button[type=submit]").click();
  await expect(app.heading(page, nl.create.moved_title)).toBeVisible();
  await accessible(page, "moved to a vault of their own");
  await app.menu(page, nl.nav.dossier);
  await expect(page.locator(".chapter").first()).toBeVisible();
  await expect(page.getByText("Visser")).toHaveCount(0);
});

test("a lasting consent needs no login until it has lapsed", async ({ page, network, watch }) => {
  await planFor(page, app.LINDE);
  await app.logIn(page, "riet", { lasting: true });
  await app.walk(page, "riet");
  await again(page);
  await expect(page.getByText(nl.collect.result_title, { exact: true })).toBeVisible({ timeout: 60_000 });

  // Not used for longer than half a year: the provider refuses it.
  watch.allow(/Failed to load resource/);
  await network.post("clock", { advance: 200 * 24 * 3600 });
  await again(page);
  await expect(page.getByText(nl.trouble.lapsed).first()).toBeVisible({ timeout: 60_000 });
  await accessible(page, "a consent that has lapsed");
  await app.button(page, nl.collect.login_again).click();
  await page.waitForURL((url) => url.hostname !== "inzage.localhost");
});

/** Collects again where a lasting consent is kept: one press, no login. */
async function again(page) {
  await app.plan(page);
  const anew = app.button(page, nl.collect.again);
  await expect(anew.or(app.button(page, nl.collect.plan_start)).first()).toBeVisible();
  if (await anew.isVisible()) await anew.click();
  await app.startPlan(page);
  await app.button(page, nl.providers.collect_first).click();
}
