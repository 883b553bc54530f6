// The module "beoordeling": nowhere while it is off; with it the word, the limit,
// its source and its date, and no limit before the person said what holds for her.
// The gateway's own part is tested in crates/gateway; here its answers are given.
import { readFileSync } from "node:fs";
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const text = nl.measure;
const file = (name) => readFileSync(new URL(`../../crates/judge/${name}`, import.meta.url), "utf8");

test.use({ timezoneId: "Europe/Amsterdam" });

/** The answers of a gateway whose operator switched the module on. */
async function switchOn(page) {
  await page.route("**/api/about", (route) =>
    route.fulfill({ json: { version: "0.1.0", development: true, judging: true } }),
  );
  await page.route("**/api/judging", (route) =>
    route.fulfill({
      json: { manufacturer: "Voorbeeld Medisch BV", limits: file("limits.tsv"), words: file("words.tsv") },
    }),
  );
}

/** A reading of now. */
async function pressure(page, systolic, diastolic) {
  await app.menu(page, nl.nav.measure);
  await page.locator(".measure-way", { hasText: text.blood_pressure }).click();
  await page.locator("#systolic").fill(`${systolic}`);
  await page.locator("#diastolic").fill(`${diastolic}`);
  await app.button(page, text.keep).first().click();
  await expect(page.getByText(text.kept_value).first()).toBeVisible();
}

async function readings(page) {
  await page.getByRole("link", { name: text.see, exact: true }).click();
}

test("while it is off nothing of it is asked for or shown", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await app.makeVault(page);
  await pressure(page, 150, 95);
  await readings(page);
  await expect(page.getByText("150/95 mmHg").first()).toBeVisible();
  await expect(page.locator(".beside")).toHaveCount(0);
  expect(asked).toContain("/api/about");
  expect(asked).not.toContain("/api/judging");
  await expect(page.locator("body")).not.toContainText("boven de grens");
});

test("while it is on the word, the limit, its source and date stand beside the mean", async ({ page }) => {
  test.slow();
  await switchOn(page);
  await app.makeVault(page);
  await pressure(page, 150, 80);
  await readings(page);
  await expect(page.locator(".beside")).toContainText("geboortedatum is niet bekend");
  await app.collectAll(page, [app.LINDE], "daan");
  for (let nth = 1; nth < 12; nth += 1) await pressure(page, 150, 80);
  await readings(page);
  const beside = page.locator(".beside");
  await expect(beside).toContainText("Wat geldt voor u?");
  await accessible(page, "what holds for the person");
  await app.button(beside, "Bewaar").click();
  await expect(beside).toContainText("boven de grens");
  await expect(beside).toContainText("NHG-Standaard Cardiovasculair risicomanagement");
  await expect(beside).toContainText("juni 2019");
  await expect(beside).toContainText("Voorbeeld Medisch BV");
  await accessible(page, "readings beside general limits");
  // On dialysis none is applied any more.
  await beside.locator("summary", { hasText: "Wijzig wat voor u geldt" }).click();
  await beside.getByLabel("Ik krijg dialyse").check();
  await app.button(beside, "Bewaar").click();
  await expect(beside).toContainText("Bij dialyse gebruiken wij geen algemene grenzen");
  await expect(beside).not.toContainText("boven de grens");
});
