// What a person does in the app, named as she would.
import { expect } from "@playwright/test";
import { nl, say } from "./words.js";

export const PASSPHRASE = "paraplu kruiwagen zolderkamer mandarijn";
export const WATERLELIE = "Dialysecentrum De Waterlelie";
export const VENNEBOS = "Ziekenhuis Vennebos";
export const LINDE = "Huisartsenpraktijk De Linde";

export function button(page, name) {
  return page.getByRole("button", { name, exact: true });
}

/** Makes a vault from the first screen on; returns its recovery key. */
export async function makeVault(page, { name = "Mijn dossier", passphrase = PASSPHRASE } = {}) {
  await page.goto("/");
  await expect(page).toHaveURL(/\/welkom$/);
  await button(page, nl.welcome.start).click();
  return fillVault(page, { name, passphrase });
}

/** The form of a new vault, and its recovery key typed back. */
export async function fillVault(page, { name, passphrase }) {
  await page.locator("#vault-name").fill(name);
  const key = await lockVault(page, passphrase);
  await expect(heading(page, nl.overview.title)).toBeVisible();
  return key;
}

/** A passphrase for a vault that has a name, and its recovery key typed back. */
export async function lockVault(page, passphrase = PASSPHRASE) {
  await page.locator("#passphrase").fill(passphrase);
  await page.locator("#passphrase-again").fill(passphrase);
  await expect(page.locator(".strength-enough")).toBeVisible();
  await button(page, nl.create.make).click();
  await expect(page.locator(".recovery-key span").first()).toBeVisible();
  const groups = await page.locator(".recovery-key span").allTextContents();
  const key = groups.join("-");
  await button(page, nl.create.recovery_saved).click();
  await page.locator("#recovery-typed").fill(key);
  await button(page, nl.create.confirm).click();
  return key;
}

export function heading(page, name) {
  return page.getByRole("heading", { level: 1, name, exact: true });
}

/** Goes to a screen by its link in the menu, without loading the page anew. */
export async function menu(page, name) {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).first().click();
}

/** Finds a provider by typing `query` and adds it. */
export async function addProvider(page, name, query = name) {
  await menu(page, nl.nav.providers);
  await page.getByRole("link", { name: nl.providers.add, exact: true }).first().click();
  await page.locator("#provider-name").fill(query);
  await page.getByRole("button", { name: new RegExp(escape(name)) }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: say(nl.add.add_named, { name }), exact: true }).click();
  await expect(dialog.getByText(say(nl.add.done, { name }))).toBeVisible();
  await button(dialog, nl.common.close).first().click();
}

/** From wherever to the plan, with all providers chosen. */
export async function plan(page) {
  await menu(page, nl.nav.providers);
  await page.getByRole("link", { name: nl.providers.collect_all, exact: true }).first().click();
  await expect(heading(page, nl.collect.title)).toBeVisible();
}

export async function startPlan(page) {
  await button(page, nl.collect.plan_start).click();
}

/** The card of one login while collecting. */
export function card(page, provider) {
  return page.locator("li.card").filter({ has: page.getByRole("heading", { name: provider }) });
}

/** Goes to the provider's own pages. */
export async function goToLogin(page) {
  await button(page, nl.collect.login_go).first().click();
  await page.waitForURL((url) => url.hostname !== "inzage.localhost");
}

/** Landing page and DigiD look-alike, as one of the made-up people. */
export async function digid(page, persona) {
  await page.locator("#verder").click();
  await page.locator(`input[name=persona][value="${persona}"]`).check();
  await page.locator("#inloggen").click();
}

/** The consent question. `services`: only these; absent: all that is asked. */
export async function consent(page, { lasting = false, services } = {}) {
  if (services) {
    for (const box of await page.locator("input[name=dienst]").all()) {
      await box.setChecked(services.includes(await box.getAttribute("value")));
    }
  }
  await expect(page.locator("#langdurig")).not.toBeChecked();
  if (lasting) await page.locator("#langdurig").check();
  await page.locator("#ja").click();
  await page.waitForURL(/inzage\.localhost.*\/ophalen/);
}

/** One whole login, from the app and back. */
export async function logIn(page, persona, options) {
  await goToLogin(page);
  await digid(page, persona);
  await consent(page, options);
}

/** Waits until a login has ended: done, partly done, or failed. */
export async function ended(page, provider) {
  const words = [nl.collect.done, nl.collect.partly, nl.collect.failed, nl.collect.stopped];
  const ends = new RegExp(`^(${words.map(escape).join("|")})$`);
  await expect(card(page, provider).locator(".state, [class*=state]").filter({ hasText: ends }).first()).toBeVisible({
    timeout: 90_000,
  });
}

/** "Dit bent u: …" after the first collection. */
export async function confirmPerson(page) {
  await button(page, nl.person.first_yes).first().click();
}

/** Everything at once: adds providers and collects from all of them. */
export async function collectAll(page, providers, persona) {
  for (const provider of providers) await addProvider(page, provider);
  await plan(page);
  await startPlan(page);
  await walk(page, persona);
}

/** Walks through every login that is left, and confirms the person once. */
export async function walk(page, persona) {
  const over = button(page, nl.collect.again);
  const next = button(page, nl.collect.login_go);
  const first = button(page, nl.person.first_yes);
  for (;;) {
    await expect(over.or(next).or(first).first()).toBeVisible({ timeout: 90_000 });
    if (await first.isVisible()) {
      await first.click();
      await expect(first).toBeHidden();
    } else if (await next.first().isVisible()) {
      await logIn(page, persona);
    } else {
      return;
    }
  }
}

export async function unlock(page, passphrase = PASSPHRASE) {
  await page.locator("#secret").fill(passphrase);
  await button(page, nl.unlock.open).click();
}

export async function lock(page) {
  await button(page, nl.nav.lock).first().click();
  await expect(heading(page, nl.unlock.title)).toBeVisible();
}

/** Time passes while the vault is locked, as it would be by then. */
export async function later(page, when) {
  await lock(page);
  await page.clock.setSystemTime(new Date(when));
  await unlock(page);
  await expect(button(page, nl.nav.lock).first()).toBeVisible();
}

export function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
