// Who can open the vault: another passphrase, a new recovery key; and what is
// left on the disk of the old ones.
import { accessible } from "../lib/axe.js";
import { expect, test } from "../lib/test.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const NEW = "zonnebloem spijkerbroek orgelpijp kastanje";

const databases = (page) =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());

async function toSecurity(page) {
  await page.goto("/instellingen");
  await page.getByRole("link", { name: nl.security.settings_go }).click();
  await expect(page.getByRole("heading", { level: 1, name: nl.security.title })).toBeVisible();
}

test("another passphrase: the old one opens nothing, and its database is gone", async ({ page }) => {
  await app.makeVault(page);
  const before = await databases(page);
  await toSecurity(page);
  await accessible(page, "security");
  await app.button(page, nl.security.passphrase_go).click();
  await accessible(page, "another passphrase");
  await page.locator("#secret").fill("niet de goede");
  await page.locator("#passphrase").fill(NEW);
  await page.locator("#passphrase-again").fill(NEW);
  await expect(page.locator(".strength-enough")).toBeVisible();
  await app.button(page, nl.common.next).click();
  await expect(page.getByText(nl.trouble.wrong_passphrase)).toBeVisible();
  await page.locator("#secret").fill(app.PASSPHRASE);
  await app.button(page, nl.common.next).click();
  await expect(page.getByText(nl.security.done_passphrase)).toBeVisible({ timeout: 60_000 });
  const after = await databases(page);
  expect(after.length).toBe(before.length);
  expect(after.filter((name) => before.includes(name)), "only the directory is the same").toEqual(["inzage"]);

  // It stays open over a reload, and opens with the new passphrase only.
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: nl.security.title })).toBeVisible();
  await app.lock(page);
  await app.unlock(page, app.PASSPHRASE);
  await expect(page.getByText(nl.trouble.wrong_passphrase)).toBeVisible();
  await app.unlock(page, NEW);
  await expect(page.getByRole("heading", { level: 1, name: nl.security.title })).toBeVisible();
});

test("a window that holds the old vault does not stop new keys, and what it kept goes later", async ({ page }) => {
  await app.makeVault(page);
  await toSecurity(page);
  const before = (await databases(page)).filter((name) => name !== "inzage");
  // A window of before, which does not let go when it is asked to.
  await page.evaluate(([name]) => {
    indexedDB.open(name).onsuccess = ({ target }) => {
      window.held = target.result;
    };
  }, before);
  await expect.poll(() => page.evaluate(() => Boolean(window.held))).toBe(true);
  await app.button(page, nl.security.passphrase_go).click();
  await page.locator("#secret").fill(app.PASSPHRASE);
  await page.locator("#passphrase").fill(NEW);
  await page.locator("#passphrase-again").fill(NEW);
  await expect(page.locator(".strength-enough")).toBeVisible();
  await app.button(page, nl.common.next).click();
  await expect(page.getByText(nl.security.done_passphrase)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(nl.security.done_left)).toBeVisible();
  await page.evaluate(() => window.held.close());
  await app.lock(page);
  await app.unlock(page, NEW);
  await expect(page.getByRole("heading", { level: 1, name: nl.security.title })).toBeVisible();
  const after = await databases(page);
  expect(after.filter((name) => before.includes(name)), "the old one is gone").toEqual([]);
  expect(after.length).toBe(2);
});

test("a new recovery key is typed back, and the old one opens nothing", async ({ page }) => {
  const old = await app.makeVault(page);
  await toSecurity(page);
  await app.button(page, nl.security.recovery_go).click();
  await page.locator("#secret").fill(app.PASSPHRASE);
  await app.button(page, nl.common.next).click();
  await expect(page.locator(".recovery-key span").first()).toBeVisible();
  const key = (await page.locator(".recovery-key span").allTextContents()).join("-");
  await accessible(page, "new recovery key");
  await app.button(page, nl.create.recovery_saved).click();
  await page.locator("#recovery-typed").fill(old);
  await app.button(page, nl.common.next).click();
  await expect(page.getByText(nl.trouble.mismatch)).toBeVisible();
  await page.locator("#recovery-typed").fill(key);
  await app.button(page, nl.common.next).click();
  await expect(page.getByText(nl.security.done_recovery)).toBeVisible({ timeout: 60_000 });
  await app.lock(page);
  await page.getByText(nl.unlock.forgotten).click();
  await app.button(page, nl.unlock.with_recovery).click();
  await page.locator("#secret").fill(old);
  await app.button(page, nl.unlock.open).click();
  await expect(page.getByText(nl.trouble.wrong_recovery)).toBeVisible();
  await page.locator("#secret").fill(key);
  await app.button(page, nl.unlock.open).click();
  await expect(page.getByRole("heading", { level: 1, name: nl.security.title })).toBeVisible();
});
