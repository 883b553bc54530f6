// Without a network, in two tabs, and on another device.
import { expect, test } from "../lib/test.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

test("reading works without a network, letters too", async ({ page, context, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  // The service worker has what it needs, also for letters.
  await page.waitForFunction(async () => {
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) if (url.endsWith("/pdf.worker.mjs")) return true;
    }
    return false;
  }, undefined, { timeout: 60_000 });
  await context.setOffline(true);
  await page.goto("/dossier/medicijnen");
  // What kept the vault open is with the gateway, which is out of reach.
  await expect(app.heading(page, nl.unlock.title)).toBeVisible();
  await app.unlock(page);
  await expect(page).toHaveURL(/\/dossier\/medicijnen$/);
  await page.locator("a.row").first().click();
  await expect(page.locator("article.entry h1")).toBeVisible();
  await expect(page.getByText(nl.common.offline)).toBeVisible();
  await app.menu(page, nl.nav.documents);
  await page.getByRole("button", { name: new RegExp(`^${nl.documents.open} `) }).first().click();
  await expect(page.locator(".pdf-page").first()).toHaveAttribute("data-drawn", "true");
  await page.getByRole("button", { name: nl.documents.close }).click();
  await context.setOffline(false);
});

test("the service worker keeps files of the app and nothing else", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.LINDE], "riet");
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const kept = await page.evaluate(async () => {
    const paths = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
    }
    return paths;
  });
  expect(kept).toContain("/");
  expect(kept.filter((path) => /^\/(api|oauth|healthz|readyz|metrics)/.test(path))).toEqual([]);
});

test("two tabs share one vault, and locking one locks both", async ({ page, context }) => {
  await app.makeVault(page);
  const other = await context.newPage();
  await other.goto("/");
  await app.unlock(other);
  await expect(app.heading(other, nl.overview.title)).toBeVisible();
  await app.addProvider(page, app.LINDE);
  await app.menu(other, nl.nav.providers);
  await expect(other.getByText(app.LINDE).first()).toBeVisible();
  await app.lock(page);
  await expect(app.heading(other, nl.unlock.title)).toBeVisible();
});

test("a backup makes the vault again on a bare browser", async ({ page, browser, network, watch }, info) => {
  const key = await app.makeVault(page);
  await app.collectAll(page, [app.LINDE], "riet");
  await app.menu(page, nl.nav.dossier);
  await expect(page.locator(".chapter").first()).toBeVisible();
  const chapters = await page.locator(".chapter").allTextContents();
  await page.goto("/instellingen");
  const saved = page.waitForEvent("download");
  await app.button(page, nl.settings.backup_make).click();
  const file = info.outputPath("copy.backup");
  await (await saved).saveAs(file);

  for (const secret of ["passphrase", "recovery key"]) {
    const bare = await browser.newContext({ baseURL: network.url, locale: "nl-NL" });
    await watch.over(bare);
    const elsewhere = await bare.newPage();
    await elsewhere.goto("/terugzetten");
    await elsewhere.locator("input[type=file]").setInputFiles(file);
    if (secret === "recovery key") {
      await app.button(elsewhere, nl.unlock.with_recovery).click();
      await elsewhere.locator("#secret").fill(key);
    } else {
      await elsewhere.locator("#secret").fill(app.PASSPHRASE);
    }
    await app.button(elsewhere, nl.restore.go).click();
    await expect(elsewhere.getByText(nl.restore.done)).toBeVisible({ timeout: 60_000 });
    await elsewhere.getByRole("link", { name: nl.unlock.title }).click();
    await app.unlock(elsewhere);
    await app.menu(elsewhere, nl.nav.dossier);
    await expect(elsewhere.locator(".chapter").first()).toBeVisible();
    expect(await elsewhere.locator(".chapter").allTextContents()).toEqual(chapters);
    await bare.close();
  }
});

test("the vault stays open over a reload, and a wrong backup is refused in words", async ({ page }) => {
  await app.makeVault(page);
  await page.reload();
  await expect(app.heading(page, nl.overview.title)).toBeVisible();
  await page.goto("/terugzetten");
  await page.locator("input[type=file]").setInputFiles({ name: "x.backup", mimeType: "application/octet-stream", buffer: Buffer.from("geen kopie") });
  await page.locator("#secret").fill(app.PASSPHRASE);
  await app.button(page, nl.restore.go).click();
  await expect(page.getByText(nl.trouble.bad_backup)).toBeVisible();
});
