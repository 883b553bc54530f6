// Taking along: what was received as files, which source gave what, a backup that is
// asked for, and removing one entry.
import { readFileSync } from "node:fs";
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";

const text = nl.taking;

async function saved(page, press) {
  const download = page.waitForEvent("download");
  await press();
  return readFileSync(await (await download).path());
}

test("what was received goes along as it came, with a list of who gave what", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await page.goto("/meenemen");
  await expect(app.heading(page, text.title)).toBeVisible();
  await expect(app.button(page, text.save_all)).toBeVisible();
  await accessible(page, "taking along");
  const first = app.button(page, say(text.save_of, { name: app.WATERLELIE }));
  const bundle = JSON.parse(await saved(page, () => first.click()));
  expect(bundle.resourceType).toBe("Bundle");
  expect(bundle.entry.length).toBeGreaterThan(1);
  const zip = await saved(page, () => app.button(page, text.save_all).click());
  expect(zip.subarray(0, 2).toString()).toBe("PK");
  const list = await saved(page, () => app.button(page, text.list_save).click());
  expect(list.toString()).toContain(app.WATERLELIE);
  await page.goto("/logboek");
  await expect(page.getByText("Bestand gemaakt: gegevens zoals ontvangen.").first()).toBeVisible();
});

test("a backup is asked for after own data, and an entry can be removed", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await page.goto("/dossier/klachten-en-ziektes");
  const rows = page.locator("a.row");
  await expect(rows.first()).toBeVisible();
  const before = await rows.count();
  await rows.first().click();
  await app.button(page, nl.added.add_note).click();
  const form = page.getByRole("dialog", { name: nl.added.add_note });
  await form.locator("#own-note").fill("Vraag dit na");
  await app.button(form, nl.added.keep).click();
  await expect(page.locator(".added-text")).toBeVisible();
  await app.button(page, text.remove).click();
  const dialog = page.getByRole("dialog", { name: text.remove_title });
  await expect(dialog).toContainText(say(text.remove_remains, { source: app.WATERLELIE }));
  await accessible(page, "removing an entry");
  await app.button(dialog, text.remove_go).click();
  await expect(rows).toHaveCount(before - 1);
  await app.menu(page, nl.nav.overview);
  await expect(page.getByText(text.only_here.one)).toBeVisible();
});

test("the record is one document, and a backup merges with what is here", async ({ page }, info) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await page.goto("/meenemen");
  const download = page.waitForEvent("download");
  await app.button(page, nl.settings.backup_make).click();
  const file = info.outputPath("copy.backup");
  await (await download).saveAs(file);
  await page.getByText(text.merge, { exact: true }).click();
  await page.locator("#merge-file").setInputFiles(file);
  await page.locator("#secret").fill(app.PASSPHRASE);
  await app.button(page, text.merge_go).click();
  await expect(page.getByText(text.merged, { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(text.merged_nothing, { exact: true })).toBeVisible();
  await page.getByRole("link", { name: text.read_go }).click();
  await expect(app.heading(page, text.read)).toBeVisible();
  await expect(page.locator(".reading-copy article").first()).toBeVisible();
  await accessible(page, "the record as a document");
});

test("a backup joins only once she says whose it is", async ({ page, browser }, info) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await page.goto("/meenemen");
  const download = page.waitForEvent("download");
  await app.button(page, nl.settings.backup_make).click();
  const file = info.outputPath("copy.backup");
  await (await download).saveAs(file);

  const other = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "nl-NL" });
  const phone = await other.newPage();
  await app.makeVault(phone);
  await phone.goto("/meenemen");
  await phone.getByText(text.merge, { exact: true }).click();
  await phone.locator("#merge-file").setInputFiles(file);
  await phone.locator("#secret").fill(app.PASSPHRASE);
  await app.button(phone, text.merge_go).click();
  await expect(phone.getByText(text.whose, { exact: true })).toBeVisible({ timeout: 60_000 });
  await accessible(phone, "whose a backup is");
  // It joins the file that she was asked about, also when none is chosen any more.
  await phone.locator("#merge-file").setInputFiles([]);
  await app.button(phone, text.whose_yes).click();
  await expect(phone.getByText(text.merged, { exact: true })).toBeVisible({ timeout: 60_000 });
  await app.menu(phone, nl.nav.dossier);
  await expect(app.heading(phone, nl.dossier.title)).toBeVisible();
  await other.close();
});

test("a link of a vault that is erased opens nothing any more", async ({ page, browser }) => {
  const name = "Mijn dossier";
  await app.makeVault(page, { name });
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await app.menu(page, nl.links.title);
  await page.getByRole("link", { name: nl.links.make, exact: true }).click();
  await page.locator("#link-name").fill("Voor Anna");
  await app.button(page, nl.links.go).click();
  await expect(page.locator(".link-passcode")).toHaveText(/^\d{6}$/);
  const link = await page.locator(".link-text").textContent();
  const code = await page.locator(".link-passcode").textContent();
  await page.goto("/instellingen");
  await app.button(page, nl.settings.erase_open).click();
  await page.locator("#erase-name").fill(name);
  await app.button(page, nl.settings.erase_go).click();
  await expect(page.locator("#erase-name")).toBeHidden({ timeout: 30_000 });

  const other = await browser.newContext({ locale: "nl-NL" });
  const phone = await other.newPage();
  await phone.goto(link);
  await phone.locator("#along-who").fill("Anna de Vries");
  await phone.locator("#along-code").fill(code);
  await app.button(phone, nl.along.go).click();
  await expect(phone.getByText(nl.along.nothing, { exact: true })).toBeVisible();
  await other.close();
});
