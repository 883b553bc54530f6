// Medicines: treatments of four providers, both sides of a difference, a day, paper.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const medicine = (page, name) => page.locator(".medicine").filter({ hasText: name });

test("medicines of three providers: one row per treatment, differences with both sides, a day", async ({ page }) => {
  await app.makeVault(page);
  await app.menu(page, nl.nav.medication);
  await expect(page.getByRole("heading", { name: nl.medication.none })).toBeVisible();

  await app.collectAll(page, [app.WATERLELIE, app.VENNEBOS, app.LINDE], "riet");
  await app.menu(page, nl.nav.overview);
  await expect(page.getByRole("heading", { name: nl.medication.in_use })).toBeVisible();
  await page.getByRole("link", { name: nl.medication.all, exact: true }).click();
  await expect(app.heading(page, nl.medication.title)).toBeVisible();

  const sections = page.locator("main h2");
  await expect(sections.first()).toContainText("Nu in gebruik");
  await expect(sections.filter({ hasText: "Gestopt" })).toBeVisible();

  // The hospital says 100 mg, the dialysis centre 50: both, and neither wins.
  const strong = medicine(page, "Metoprolol tablet mga 100 mg").first();
  const difference = strong.locator(".medicine-differs").first();
  await expect(difference).toBeVisible();
  await expect(difference).toContainText(app.VENNEBOS);
  await expect(difference).toContainText("50 mg");
  await expect(difference).toContainText("100 mg");

  // By keyboard: everything about one medicine, and to its entry.
  const fold = strong.locator("summary");
  await fold.focus();
  await page.keyboard.press("Enter");
  await expect(strong.getByRole("heading", { name: "Afgesproken door de arts" })).toBeVisible();
  await expect(strong.getByRole("heading", { name: "U gebruikt" })).toBeVisible();
  await accessible(page, "the medicines");
  await strong.locator(".voice-part a").first().press("Enter");
  await expect(page).toHaveURL(/\/dossier\/medicijnen\/[A-Za-z0-9_-]+$/);

  await page.goto("/medicatie/dag");
  await page.locator("#medication-day").fill("2026-03-16");
  await expect(page.getByRole("heading", { name: "maandag 16 maart 2026" })).toBeVisible();
  const part = (name) => page.locator("section").filter({ has: page.getByRole("heading", { name, exact: true }) });
  await expect(part("Avond")).toContainText("Amlodipine");
  await expect(part("Bij de maaltijd")).toContainText("Sevelameer");
  await expect(part("Tijdstip niet aangegeven")).toContainText("Foliumzuur");
  await expect(part("Niet op deze dag")).toContainText("Furosemide");
  await accessible(page, "a day of medicines");
  await app.button(page, nl.medication.day_after).click();
  await expect(page.getByRole("heading", { name: "dinsdag 17 maart 2026" })).toBeVisible();
  await expect(part("Niet op deze dag")).toContainText("Foliumzuur");
  await expect(page).toHaveURL(/\/medicatie\/dag$/);
});

test("on paper: title, sources, dates, allergies, not checked", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.VENNEBOS], "riet");
  await app.menu(page, nl.nav.medication);
  await expect(page.locator(".medicine").first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  const paper = page.locator(".paper-list");
  await expect(paper).toBeVisible();
  for (const words of [nl.medication.paper_title, nl.medication.unchecked, nl.medication.paper_allergies, app.VENNEBOS, "Claritromycine", "Van Riet van den Berg-Postma. Gemaakt op "]) {
    await expect(paper).toContainText(words);
  }
  await expect(page.locator(".medicine").first()).toBeHidden();
});

test("what the person really uses stands beside what sources say, with its history", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.LINDE], "riet");
  await app.menu(page, nl.nav.medication);
  const row = page.locator(".medicine").first();
  const fold = row.locator("summary");
  await fold.press("Enter");
  const dialog = page.getByRole("dialog", { name: nl.medication.own_title });
  await row.getByRole("button", { name: new RegExp(`^${nl.medication.own_add}`) }).press("Enter");
  await dialog.getByLabel(nl.medication.own_differently).check();
  await dialog.getByLabel(nl.medication.own_words).fill("een halve tablet");
  await accessible(page, "own use");
  await app.button(dialog, nl.medication.own_save).click();
  await expect(row.locator(".own")).toContainText(nl.medication.own_filled);
  await expect(row.locator(".own")).toContainText("een halve tablet");
  // Also while the row is closed.
  await expect(row.locator(".own-short")).toContainText("een halve tablet");

  await app.button(page, nl.medication.own_medicine_add).click();
  await app.button(dialog, nl.medication.own_save).click();
  await expect(dialog.getByText(nl.medication.own_medicine_missing)).toBeVisible();
  await dialog.getByLabel(nl.medication.own_medicine_name).fill("Paracetamol 500 mg");
  await app.button(dialog, nl.medication.own_save).click();
  await expect(page.locator(".medicine").filter({ hasText: "Paracetamol 500 mg" })).toBeVisible();

  await page.reload();
  await fold.click();
  await row.getByRole("button", { name: new RegExp(`^${nl.medication.own_change}`) }).click();
  await dialog.getByLabel(nl.medication.own_no_longer).check();
  await app.button(dialog, nl.medication.own_save).click();
  await expect(row.locator(".own")).toContainText(nl.medication.own_no_longer);
  await expect(row.locator(".own")).toContainText(nl.medication.own_differently);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".paper-list")).toContainText("Paracetamol 500 mg");
  await expect(page.locator(".paper-list")).toContainText(nl.medication.own_filled);
});
