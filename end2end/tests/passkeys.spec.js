// Passkeys, by an authenticator of Chromium that is not there: made, opened with,
// removed; and one that gives no key.
import { accessible } from "../lib/axe.js";
import { authenticator } from "../lib/passkey.js";
import { expect, test } from "../lib/test.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

async function toSecurity(page) {
  await page.goto("/instellingen/beveiliging");
  await expect(page.getByRole("heading", { level: 1, name: nl.security.title })).toBeVisible();
}

async function addPasskey(page, name) {
  await app.button(page, nl.security.passkey_add).click();
  await page.locator("#secret").fill(app.PASSPHRASE);
  await page.locator("#passkey-name").fill(name);
  await app.button(page, nl.common.next).click();
}

const home = (page) => expect(page.getByRole("heading", { level: 1, name: nl.security.title })).toBeVisible();

test("a passkey is added, named, opens the vault, and opens nothing once it was removed", async ({ page }) => {
  await authenticator(page, true);
  await app.makeVault(page);
  await toSecurity(page);
  await app.button(page, nl.security.passkey_add).click();
  await accessible(page, "add a passkey");
  await app.button(page, nl.common.cancel).click();
  await addPasskey(page, "Telefoon");
  await expect(page.getByText(nl.security.done_added)).toBeVisible();
  await expect(page.getByRole("heading", { level: 3, name: "Telefoon" })).toBeVisible();
  await accessible(page, "security with a passkey");
  await page.getByRole("button", { name: nl.security.passkey_rename_of.replace("{name}", "Telefoon") }).click();
  await page.locator("#passkey-name").fill("Mijn telefoon");
  await app.button(page, nl.security.passkey_save).click();
  await expect(page.getByRole("heading", { level: 3, name: "Mijn telefoon" })).toBeVisible();

  await app.lock(page);
  await accessible(page, "unlock with a passkey");
  await app.button(page, nl.unlock.with_passkey).click();
  await home(page);

  const before = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await page.getByRole("button", { name: nl.security.passkey_remove_title.replace("{name}", "Mijn telefoon") }).click();
  await accessible(page, "remove a passkey");
  // It may say itself that it is to go.
  await app.button(page, nl.security.by_passkey).click();
  await expect(page.getByText(nl.security.done_passkey)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(0);
  const after = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(after.filter((name) => before.includes(name)), "only the directory is the same").toEqual(["inzage"]);
  await app.lock(page);
  await expect(app.button(page, nl.unlock.with_passkey)).toHaveCount(0);
  await app.unlock(page);
  await home(page);
});

test("a passkey that does not know the person opens nothing, and her passphrase still does", async ({ page }) => {
  const { session, authenticatorId } = await authenticator(page, true);
  await app.makeVault(page);
  await toSecurity(page);
  await addPasskey(page, "Telefoon");
  await expect(page.getByText(nl.security.done_added)).toBeVisible();
  await app.lock(page);
  await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await app.button(page, nl.unlock.with_passkey).click();
  await expect(page.getByText(nl.trouble.passkey_refused)).toBeVisible();
  await app.unlock(page);
  await home(page);
});

test("a passkey that gives no key is said to be of no use here, and nothing is kept of it", async ({ page }) => {
  await authenticator(page, false);
  await app.makeVault(page);
  await toSecurity(page);
  await addPasskey(page, "Oude sleutel");
  await expect(page.getByText(nl.trouble.passkey_no_prf)).toBeVisible();
  await expect(page.getByText(nl.trouble.passkey_left), "and where to take it away").toBeVisible();
  await app.button(page, nl.common.cancel).click();
  await home(page);
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(0);
  await app.lock(page);
  await expect(app.button(page, nl.unlock.with_passkey)).toHaveCount(0);
});
