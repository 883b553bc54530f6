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
  await page.getByRole("link", { name: text.read_go }).click();
  await expect(app.heading(page, text.read)).toBeVisible();
  await expect(page.locator(".reading-copy article").first()).toBeVisible();
  await accessible(page, "the record as a document");
});
