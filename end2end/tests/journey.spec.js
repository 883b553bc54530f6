// From welcome to reading, with three providers.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

test("a patient collects from three providers, reads, reloads, locks and unlocks", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.VENNEBOS, app.LINDE], "riet");
  await accessible(page, "the end of collecting");
  await page.getByRole("link", { name: nl.collect.read }).click();
  await expect(app.heading(page, nl.dossier.title)).toBeVisible();

  await page.getByRole("link", { name: /Medicijnen/ }).first().click();
  await expect(page.locator("a.row").first()).toBeVisible();
  await page.locator("a.row").first().click();
  const title = await page.getByRole("heading", { level: 1 }).textContent();
  await expect(page).toHaveURL(/\/dossier\/medicijnen\/[A-Za-z0-9_-]+$/);

  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);

  await app.lock(page);
  await app.unlock(page, "niet de goede wachtzin");
  await expect(page.getByRole("alert")).toBeVisible();
  await app.unlock(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
});

test("collecting twice changes nothing but the time", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.LINDE], "riet");
  const count = async () => {
    await app.menu(page, nl.nav.dossier);
    await expect(page.locator(".chapter").first()).toBeVisible();
    return page.locator(".chapter").allTextContents();
  };
  const before = await count();
  await app.plan(page);
  await app.startPlan(page);
  await app.walk(page, "riet");
  expect(await count()).toEqual(before);
});

test("a letter opens inside the app, with its text for screen readers", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto("/documenten");
  await expect(app.heading(page, nl.documents.title)).toBeVisible();
  await page.getByRole("button", { name: new RegExp(`^${nl.documents.open} `) }).first().click();
  const paper = page.locator(".pdf-page").first();
  await expect(paper).toHaveAttribute("data-drawn", "true");
  await expect(paper.locator(".textLayer")).toContainText(/\w{4,}/);
  expect(loaded.some((path) => path.endsWith("/pdf.mjs"))).toBe(true);
  await accessible(page, "a letter");
  await page.getByRole("button", { name: nl.documents.close }).click();
  await expect(paper).toHaveCount(0);
});
