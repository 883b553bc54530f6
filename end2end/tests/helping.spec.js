// "Ik help iemand": a caregiver who keeps the links of two people, goes from one to the
// other, and has a copy of the one who stops.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl, say, startsAs } from "../lib/words.js";
import * as app from "../lib/app.js";

const { links, along, helping } = nl;

/** A patient who shares: her page, the link and its code. */
async function sharing(page, provider, persona) {
  await app.makeVault(page);
  await app.collectAll(page, [provider], persona);
  await app.menu(page, links.title);
  await page.getByRole("link", { name: links.make, exact: true }).click();
  await page.locator("#link-name").fill(`Van ${persona}`);
  await app.button(page, links.go).click();
  await expect(page.locator(".link-passcode")).toBeVisible();
  const link = await page.locator(".link-text").textContent();
  return { page, link, code: await page.locator(".link-passcode").textContent() };
}

/** Fills in who she is and the code, and looks. */
async function lookThrough(phone, code) {
  await phone.locator("#along-who").fill("Anna de Vries");
  await phone.locator("#along-code").fill(code);
  await app.button(phone, along.go).click();
  await expect(phone.getByText(along.left_out_more)).toBeVisible();
}

async function keep(phone, name) {
  await phone.locator("#along-name").fill(name);
  await app.button(phone, helping.keep_go).click();
  await expect(phone.getByText(say(helping.kept, { name }))).toBeVisible();
}

/** What stands in the record of whoever is looked at, as text. */
async function chapters(phone) {
  await app.menu(phone, nl.nav.dossier);
  await expect(app.heading(phone, nl.dossier.title)).toBeVisible();
  await expect(phone.locator(".chapter").first()).toBeVisible();
  return phone.locator("main").textContent();
}

test("who helps two people keeps their links, sees each by herself, and has a copy when one stops", async ({ page, browser, network }) => {
  const riet = await sharing(page, app.WATERLELIE, "riet");
  const other = await browser.newContext({ baseURL: network.url, locale: "nl-NL" });
  const daan = await sharing(await other.newPage(), app.LINDE, "daan");

  const hers = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "nl-NL" });
  const phone = await hers.newPage();
  await phone.goto(riet.link);
  await lookThrough(phone, riet.code);
  const whose = await phone.getByRole("heading", { level: 1 }).textContent();
  await app.button(phone, helping.keep_start).click();
  await expect(phone.locator("#vault-name")).toHaveValue(helping.people);
  await accessible(phone, "making a list");
  await app.lockVault(phone);
  await keep(phone, "Tante Riet");
  await app.button(phone, helping.copy_go).click();
  await expect(app.button(phone, helping.copy_drop)).toBeVisible();
  await accessible(phone, "a link that is kept, with a copy");
  await app.button(phone, helping.back).click();
  await expect(phone.getByRole("heading", { name: "Tante Riet", exact: true })).toBeVisible();

  await phone.locator("#along-link").fill("https://example.nl/geen-link");
  await app.button(phone, helping.paste_go).click();
  await expect(phone.getByText(helping.paste_wrong)).toBeVisible();
  await phone.locator("#along-link").fill(daan.link);
  await app.button(phone, helping.paste_go).click();
  await lookThrough(phone, daan.code);
  await keep(phone, "Daan");
  await expect(phone.getByRole("heading", { level: 1 })).not.toHaveText(whose);
  await app.menu(phone, nl.nav.search);
  await phone.locator("input[type=search]").fill("dialyse");
  await app.menu(phone, along.short);
  await app.button(phone, say(helping.look, { name: "Tante Riet" })).click();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText(whose);
  await app.menu(phone, nl.nav.search);
  await expect(phone.locator("input[type=search]")).toHaveValue("");
  const about = await chapters(phone);
  expect(about).toContain(app.WATERLELIE);
  expect(about).not.toContain(app.LINDE);

  // A week more, by its owner.
  const state = riet.page.getByText(/^Werkt tot /);
  const before = await state.first().textContent();
  await app.button(riet.page, startsAs(links.extend)).click();
  await expect(state.first()).not.toHaveText(before);
  await app.button(riet.page, links.stop).first().click();
  await app.button(riet.page, links.stop_go).click();
  await expect(riet.page.getByText(links.state_stopped, { exact: true }).first()).toBeVisible();

  // Another day: the list is locked.
  await phone.reload();
  await expect(app.heading(phone, helping.title)).toBeVisible();
  await accessible(phone, "the list, locked");
  await phone.locator("#secret").fill(app.PASSPHRASE);
  await app.button(phone, nl.unlock.open).click();
  await app.button(phone, say(helping.look, { name: "Tante Riet" })).click();
  await expect(phone.getByText(helping.nothing)).toBeVisible();
  await accessible(phone, "the list of whom she helps");
  await phone.getByRole("button", { name: /^Bekijk uw kopie van/ }).click();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText(whose);
  await expect(phone.getByText(/^Dit is uw kopie van/)).toBeVisible();
  await accessible(phone, "a copy");
  await app.button(phone, helping.copy_drop).click();
  await expect(app.button(phone, say(helping.remove, { name: "Tante Riet" }))).toBeVisible();
  await app.button(phone, say(helping.remove, { name: "Tante Riet" })).click();
  await app.button(phone, helping.remove_go).first().click();
  await expect(phone.getByRole("heading", { name: "Tante Riet", exact: true })).toBeHidden();
  await expect(phone.getByRole("heading", { name: "Daan", exact: true })).toBeVisible();
  await hers.close();
  await other.close();
});

test("somebody who helps is led to where looking along is", async ({ page, network }) => {
  await page.goto("/");
  await page.getByRole("link", { name: nl.welcome.helping, exact: true }).click();
  await expect(app.heading(page, helping.title)).toBeVisible();
  await accessible(page, "where looking along is");
  await page.getByRole("link", { name: helping.elsewhere_go, exact: true }).click();
  await expect(page.locator("#along-link")).toBeVisible();
  expect(page.url().startsWith(network.shareUrl)).toBe(true);
  await accessible(page, "looking along without a link");
});
