// Every screen of a full, an empty and a broken record: both languages, wide and
// narrow, light and dark. What each must be is in lib/screens.js.
import { expect, test } from "../lib/test.js";
import { breakAnswers } from "../lib/broken.js";
import { accessible } from "../lib/axe.js";
import { everything, fits, ROUTES } from "../lib/screens.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";

const EVERYBODY = [app.WATERLELIE, app.VENNEBOS, app.LINDE];

test("every screen before there is an open vault", async ({ page }) => {
  const look = async (path, title) => {
    for (const [width, colorScheme] of [[1280, "light"], [320, "dark"]]) {
      await page.setViewportSize({ width, height: 700 });
      await page.emulateMedia({ colorScheme });
      await expect(app.heading(page, title)).toBeVisible();
      await accessible(page, path);
      await fits(page, path);
    }
  };
  await page.goto("/welkom");
  await look("/welkom", nl.welcome.title);
  await page.goto("/terugzetten");
  await look("/terugzetten", nl.restore.title);
  await page.goto("/niet-gevonden");
  await look("/niet-gevonden", nl.missing.title);
  await page.goto("/welkom");
  await app.button(page, nl.welcome.start).click();
  await look("make a vault", nl.create.title);
  await app.fillVault(page, { name: "Mijn dossier", passphrase: app.PASSPHRASE });
  await page.setViewportSize({ width: 1280, height: 900 });
  await app.lock(page);
  await look("/ontgrendelen", nl.unlock.title);
});

/** One measurement at home. */
async function own(page, path, field) {
  await page.goto(`/metingen/${path}`);
  await page.locator(field).fill("72,4");
  await app.button(page, nl.measure.keep).click();
  await expect(page.getByText(nl.measure.kept_value)).toBeVisible();
}

/** A request that is not sent yet. */
async function request(page) {
  await page.goto("/verzoeken/nieuw/kopie");
  await page.locator("#provider").selectOption({ label: app.VENNEBOS });
  await app.button(page, nl.asking.look).click();
  await expect(page).toHaveURL(/\/verzoeken\/[0-9a-f-]{36}$/);
}

/** A document of one's own, with an entry. */
async function paper(page) {
  await page.goto("/dossier/klachten-en-ziektes");
  await page.locator("a.row").first().click();
  await app.button(page, nl.added.add_paper).click();
  const form = page.getByRole("dialog", { name: nl.added.add_paper });
  await form.locator("#own-title").fill("Brief van mijzelf");
  await form.locator("#own-file").setInputFiles({ name: "brief.txt", mimeType: "text/plain", buffer: Buffer.from("Wat ik wil zeggen") });
  await app.button(form, nl.added.keep).click();
  await expect(page.getByRole("button", { name: say(nl.documents.open_named, { name: "Brief van mijzelf" }) })).toBeVisible();
}

test("every screen of a full record", async ({ page }) => {
  test.setTimeout(900_000);
  await app.makeVault(page);
  await app.collectAll(page, EVERYBODY, "riet");
  // Twice, to compare; and something of one's own.
  await app.collectAll(page, [], "riet");
  await own(page, "gewicht/nieuw", "#weight");
  await own(page, "dialyse/nieuw", "#before-weight");
  await request(page);
  await paper(page);
  const been = await everything(page, { missing: () => undefined });
  const seen = (route) => been.some((path) => new RegExp(`^${route.replaceAll(":id", "[\\w-]+")}$`).test(path));
  // Nobody delivers measurements that the person did herself, and the test network has
  // no pages of an operator.
  const none = ROUTES.filter((route) => route.includes(":id") && !seen(route));
  // A link is seen in links.spec.js.
  const elsewhere = (route) => route.startsWith("/hulp/pagina/") || route.startsWith("/delen/");
  expect(none.filter((route) => !elsewhere(route))).toEqual(["/dossier/eigen-metingen/:id"]);
});

test("every screen of an empty record", async ({ page }) => {
  test.setTimeout(900_000);
  await app.makeVault(page);
  await everything(page, {
    // What is no number of a request is no address either.
    missing: (route) => /^\/verzoeken\/:id/.test(route) ? undefined : route.replace(":id/:id", "weg/1").replace(":id", "weg"),
  });
});

test("every screen of a broken record", async ({ page }) => {
  test.setTimeout(900_000);
  await page.addInitScript(breakAnswers);
  await app.makeVault(page);
  await app.collectAll(page, EVERYBODY, "riet");
  await everything(page, { missing: () => undefined, raw: true });
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
});
