// Gegevensdiensten whose number the operator gives: the app knows them by name.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const VIJZEL = "Apotheek De Vijzel";

test("appointments and medication in R4 are collected under the numbers of the operator", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => {
    const found = /\/services\/([^/]+)\/fhir\/(\w+)/.exec(request.url());
    if (found) asked.push(`${found[1]} ${found[2]}`);
  });
  await app.makeVault(page);
  await app.collectAll(page, [VIJZEL], "riet");
  expect(asked).toContain("eafspraak Appointment");
  expect(asked).toContain("mp9-r4 MedicationDispense");

  await app.menu(page, nl.nav.overview);
  await expect(page.getByText("Bespreken van alle medicijnen met de apotheker").first()).toBeVisible();

  // What the pharmacy agreed, handed out and heard of is one treatment, and it is over.
  await app.menu(page, nl.nav.medication);
  const course = page.locator(".medicine").filter({ hasText: "Nitrofurantoïne" });
  await expect(course).toHaveCount(1);
  await course.locator("summary").first().press("Enter");
  await expect(course).toContainText("2 keer per dag 1 capsule");
  await expect(course).toContainText(VIJZEL);
  await accessible(page, "medicines of a pharmacy in R4");

  await app.menu(page, nl.nav.providers);
  for (const name of ["Afspraken", "Medicatiegegevens (MP9 3.0)"]) {
    await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
  }
});
