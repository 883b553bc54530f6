// Every screen in a theme: readable in each language, in light and dark, at the width
// of a phone and of a desk.
import { expect } from "@playwright/test";
import * as app from "./app.js";
import { readable } from "./brand.js";
import { everyScreen, open, unfold } from "./screens.js";
import { nl } from "./words.js";

/** What who looks along sees, besides one entry. */
const ALONG = [
  "/dossier",
  "/dossier/klachten-en-ziektes",
  "/dossier/behandelwensen",
  "/uitslagen-in-de-tijd",
  "/medicatie",
  "/documenten",
  "/tijdlijn",
  "/zoeken",
];

/** The screens before there is a vault; then one is made, with data. `look` is called
    with each screen too. */
export async function fromTheDoor(page, look = async () => {}) {
  for (const path of ["/terugzetten", "/welkom"]) {
    await page.goto(path);
    await expect(page.locator("h1")).toBeVisible();
    await look(page, path);
    await readable(page, path);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
}

/** Goes through all screens in Dutch and light, then in English and dark, as the owner
    and as who looks along with a link; `look` is called with each too. */
export async function everyTheme(page, browser, look = async () => {}) {
  const made = await share(page);
  await walk(page, look);
  await along(browser, made, look, "Nederlands", "light");
  await app.lock(page);
  await look(page, "/ontgrendelen");
  await readable(page, "/ontgrendelen");
  await app.unlock(page);
  await expect(app.button(page, nl.nav.lock).first()).toBeVisible();
  await open(page, "/instellingen");
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.emulateMedia({ colorScheme: "dark" });
  await walk(page, look);
  await along(browser, made, look, "English", "dark");
}

function walk(page, look) {
  return everyScreen(page, {
    missing: () => undefined,
    look: async (_, path) => {
      await look(page, path);
      await readable(page, path);
    },
  });
}

/** A link for somebody who looks along. */
async function share(page) {
  await open(page, "/delen/nieuw");
  await page.locator("#link-name").fill("Voor Anna");
  await app.button(page, nl.links.go).click();
  const code = page.locator(".link-passcode");
  await expect(code).toBeVisible();
  return { link: await page.locator(".link-text").textContent(), code: await code.textContent() };
}

async function along(browser, { link, code }, look, language, colorScheme) {
  const other = await browser.newContext({ locale: "nl-NL", colorScheme });
  const page = await other.newPage();
  const see = async (path) => {
    await look(page, `${path}, looking along`);
    await readable(page, `${path}, looking along`);
  };
  await page.goto(link);
  await expect(page.locator("#along-who")).toBeVisible();
  await unfold(page);
  await page.getByLabel(language, { exact: true }).check();
  await see("the door");
  await page.locator("#along-who").fill("Anna");
  await page.locator("#along-code").fill(code);
  await page.locator("#along-code").press("Enter");
  await expect(page.locator("#along-code")).toHaveCount(0);
  await expect(page.locator("main .loading")).toHaveCount(0);
  await see("/meekijken");
  const links = new Set();
  for (const path of ALONG) {
    await open(page, path);
    await see(path);
    const found = await page.locator("main a[href^='/dossier/']").evaluateAll((all) => all.map((one) => one.pathname));
    for (const one of found) links.add(one);
  }
  const entry = [...links].find((one) => /^\/dossier\/[\w-]+\/[\w-]+$/.test(one));
  await open(page, entry);
  await see(entry);
  await other.close();
}
