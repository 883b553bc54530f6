// Every screen, by keyboard and by axe, in both languages and both themes.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const CHAPTERS = [
  "uw-gegevens", "verzekering", "behandelwensen", "contactpersonen", "wat-u-zelf-kunt", "klachten-en-ziektes",
  "leefstijl-en-wonen", "waarschuwingen", "allergieen", "medicijnen", "hulpmiddelen", "prikken",
  "bloeddruk-gewicht-lengte", "uitslagen", "operaties-en-ingrepen", "opnames", "wat-gepland-is",
  "uw-zorgverleners", "documenten", "huisarts", "eigen-metingen",
];

test("every screen before there is a vault is accessible", async ({ page }) => {
  await page.goto("/");
  await expect(app.heading(page, nl.welcome.title)).toBeVisible();
  await accessible(page, "welcome");
  await page.goto("/terugzetten");
  await expect(app.heading(page, nl.restore.title)).toBeVisible();
  await accessible(page, "restore");
  await page.goto("/niet-gevonden");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await accessible(page, "not found");
  await page.goto("/welkom");
  await app.button(page, nl.welcome.start).click();
  await expect(app.heading(page, nl.create.title)).toBeVisible();
  await accessible(page, "make a vault");
});

test("every screen of an empty record is accessible", async ({ page }) => {
  await app.makeVault(page);
  await accessible(page, "empty overview");
  for (const path of ["/zorgaanbieders", "/zorgaanbieders/toevoegen", "/ophalen", "/dossier", "/documenten", "/zoeken", "/toestemmingen", "/instellingen", "/meer", "/dossier/allergieen"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await accessible(page, `empty ${path}`);
  }
});

test("every screen of a full record is accessible, in both themes and languages", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.LINDE], "riet");
  for (const path of ["/", "/zorgaanbieders", "/dossier", "/documenten", "/toestemmingen", "/instellingen"]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await accessible(page, `${path} ${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  for (const chapter of CHAPTERS) {
    await page.goto(`/dossier/${chapter}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await accessible(page, chapter);
    const row = page.locator("a.row").first();
    if (await row.isVisible()) {
      await row.click();
      await expect(page.locator("article.entry h1")).toBeVisible();
      for (const fold of await page.locator("details > summary").all()) await fold.click();
      await accessible(page, `an entry of ${chapter}`);
    }
  }
  await page.goto("/instellingen");
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await accessible(page, "settings in English");
});

test("a narrow screen at large text scrolls in one direction only", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.LINDE], "riet");
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ["/", "/dossier", "/dossier/medicijnen", "/zorgaanbieders", "/instellingen"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider, path).toBeLessThanOrEqual(0);
  }
});

test("the whole way to a vault can be gone with the keyboard", async ({ page }) => {
  await page.goto("/");
  await expect(app.heading(page, nl.welcome.title)).toBeVisible();
  const reach = async (target) => {
    for (let presses = 0; presses < 40; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("the keyboard does not get there");
  };
  await reach(app.button(page, nl.welcome.start));
  await page.keyboard.press("Enter");
  await expect(app.heading(page, nl.create.title)).toBeFocused();
  await reach(page.locator("#vault-name"));
  await page.keyboard.type("Mijn dossier");
  await reach(page.locator("#passphrase"));
  await page.keyboard.type(app.PASSPHRASE);
  await reach(page.locator("#passphrase-again"));
  await page.keyboard.type(app.PASSPHRASE);
  await expect(page.locator(".strength-enough")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(app.heading(page, nl.create.recovery_title)).toBeFocused();
});
