// Sharing own measurements with a provider: what was seen is what arrives, and
// only the rest is offered again.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";

async function weigh(page, kilograms, note = "") {
  await page.goto("/metingen/gewicht/nieuw");
  await page.locator("#weight").fill(kilograms);
  if (note) {
    await page.getByText(nl.measure.details).click();
    await page.locator("#note").fill(note);
  }
  await app.button(page, nl.measure.keep).click();
  await expect(page.getByText(nl.measure.kept_value)).toBeVisible();
}

/** Riet, known at the dialysis centre, with three weights of today. */
async function measured(page) {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  for (const kilograms of ["70,5", "71,0", "71,5"]) await weigh(page, kilograms, "Na het ontbijt");
}

async function chooseAndLook(page) {
  await page.goto("/metingen/delen");
  await expect(app.heading(page, nl.sharing.title)).toBeVisible();
  await app.button(page, nl.sharing.look).click();
  await expect(page.getByRole("heading", { name: say(nl.sharing.look_title, { name: app.WATERLELIE }) })).toBeVisible();
}

/** From the button to the provider, and back after confirming (or not). */
async function logIn(page, name, answer = "ja") {
  await app.button(page, name).click();
  await page.waitForURL((url) => url.hostname !== "inzage.localhost");
  await app.digid(page, "riet");
  await expect(page.locator("#langdurig")).toHaveCount(0);
  await page.locator(`#${answer}`).click();
  await page.waitForURL(/inzage\.localhost.*\/metingen\/delen$/);
}

async function arrived(network) {
  const all = await network.get("received");
  return all.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === "Observation");
}

test("a partial refusal, and only the rest is sent again", async ({ page, network }) => {
  await measured(page);
  await network.post("fault", { kind: "refuse_entries", service: "53", times: 1 });
  await chooseAndLook(page);
  await expect(page.locator(".sharing-lines > li")).toHaveCount(3);
  await expect(page.getByText("Na het ontbijt")).toHaveCount(0);
  await expect(page.getByText("geslacht vrouw")).toBeVisible();
  await accessible(page, "what is sent");
  await logIn(page, nl.sharing.send);

  await expect(page.getByText(nl.sharing.done_part)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("heading", { name: `${nl.sharing.refused} (1)` })).toBeVisible();
  await expect(page.getByRole("heading", { name: `${nl.sharing.accepted} (2)` })).toBeVisible();
  await expect(page.getByText("deze meting kan niet worden verwerkt")).toBeVisible();
  await accessible(page, "a partial refusal");
  const first = await arrived(network);
  expect(first).toHaveLength(2);
  expect(first.every(({ comment }) => comment === undefined)).toBe(true);

  await logIn(page, nl.sharing.again);
  await expect(page.getByText(nl.sharing.done_all)).toBeVisible({ timeout: 30_000 });
  const weights = (await arrived(network)).map(({ valueQuantity }) => valueQuantity.value);
  expect(weights.sort()).toEqual([70.5, 71, 71.5]);

  // Each reading carries with whom it was shared, and when.
  await page.goto("/metingen/gewicht");
  await expect(page.locator(".chart-table tbody tr", { hasText: `gedeeld met ${app.WATERLELIE} op` })).toHaveCount(3);
  await page.locator(".chart-table tbody a").first().click();
  await expect(page.getByRole("heading", { name: nl.measure.shared, exact: true })).toBeVisible();
  await expect(page.getByText(`gedeeld met ${app.WATERLELIE} op`)).toBeVisible();

  // Chosen anew, nothing is offered that arrived.
  await chooseAndLook(page);
  await expect(page.locator(".sharing-lines > li")).toHaveCount(0);
  await expect(page.getByText(say(nl.sharing.before.other, { n: 3 }))).toBeVisible();
});

test("without an answer it is uncertain, and nothing is sent again by itself", async ({ page, network }) => {
  await measured(page);
  await network.post("fault", { kind: "no_body", service: "53", times: 1 });
  await chooseAndLook(page);
  await logIn(page, nl.sharing.send);
  await expect(page.getByRole("heading", { name: `${nl.sharing.uncertain} (3)` })).toBeVisible({ timeout: 30_000 });
  await expect(app.button(page, nl.sharing.again)).toHaveCount(0);
  expect(await arrived(network)).toHaveLength(3);
  await page.reload();
  await page.goto("/metingen/delen");
  await app.button(page, nl.sharing.earlier_open).or(page.getByRole("button", { name: new RegExp(`^${nl.sharing.earlier_open}`) })).first().click();
  await expect(page.getByRole("heading", { name: `${nl.sharing.uncertain} (3)` })).toBeVisible();
  expect(await arrived(network)).toHaveLength(3);
  await logIn(page, nl.sharing.again_uncertain);
  await expect(page.getByText(nl.sharing.done_all)).toBeVisible({ timeout: 30_000 });
});

test("not confirmed at the provider, and nothing has left", async ({ page, network }) => {
  await measured(page);
  await chooseAndLook(page);
  await logIn(page, nl.sharing.send, "nee");
  await expect(page.getByText(nl.trouble.access_denied)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("heading", { name: `${nl.sharing.waiting} (3)` })).toBeVisible();
  expect(await arrived(network)).toHaveLength(0);
});
