// Looking along: every way leads somewhere, nothing speaks to the owner, and nothing
// of it stays in the browser.
import { randomBytes } from "node:crypto";
import { ABOUT, CLINIC, record, writeData } from "../lib/data.js";
import { dump } from "../lib/scan.js";
import { open, tabbed, unfold } from "../lib/screens.js";
import { expect, test } from "../lib/test.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const { links, along, settings } = nl;
const canaries = new Set();
/** A word that is nowhere else. */
function canary() {
  const letters = [...randomBytes(14)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
  canaries.add(`Zq${letters}`);
  return `Zq${letters}`;
}
const data = writeData("links-viewer", { kliniekdeproef: { about: ABOUT, services: record(canary) } });
test.use({ data });

/** What is said to the owner of a record only. */
const TO_OWNER = [
  nl.dossier.lead,
  nl.dossier.empty_title,
  nl.dossier.empty_text,
  nl.overview.add_first,
  nl.overview.collect,
  nl.collect.to_providers,
  nl.common.nothing,
  nl.documents.empty,
  nl.documents.empty_why,
  nl.documents.missing,
  nl.entry.not_found_title,
  nl.medication.none_text,
  nl.medication.own_add,
  nl.medication.own_medicines,
  nl.medication.own_medicine_add,
  nl.medication.said_same,
  nl.asking.about_button,
  nl.discuss.this,
  nl.discuss.title,
  nl.sources.title,
  nl.added.on_entry,
  nl.added.own,
  nl.added.add_note,
  nl.added.add_paper,
  nl.timeline.none_text,
];
const SPOKEN_TO = /\buw (dossier|kluis|zorgaanbieder|zorgverlener|gegevens|medicijn|lichaam|partner)|\bhaal (eerst |opnieuw )?(gegevens )?op\b|\bvan uzelf\b/i;
/** What is for whoever reads, in every part of the app. */
const HELP = /^\/hulp/;

/** A link of this kind, made by her. */
async function make(page, sort) {
  await app.menu(page, links.title);
  await page.getByRole("link", { name: links.make, exact: true }).click();
  await page.getByLabel(sort, { exact: true }).check();
  await page.locator("#link-name").fill("Voor Anna");
  await app.button(page, links.go).click();
  await expect(page.locator(".link-passcode")).toBeVisible();
  return { link: await page.locator(".link-text").textContent(), code: await page.locator(".link-passcode").textContent() };
}

/** Makes the letters larger, fills in who she is and the code, by keyboard alone. */
async function lookThrough(phone, { link, code }) {
  await phone.goto(link);
  await expect(phone.locator("#along-who")).toBeVisible();
  await unfold(phone);
  await tabbed(phone, "the door");
  await phone.getByLabel(settings.size_larger, { exact: true }).focus();
  await phone.keyboard.press("Space");
  await expect(phone.locator("html")).toHaveAttribute("data-text", "larger");
  await phone.locator("#along-who").focus();
  await phone.keyboard.type("Anna de Vries");
  await phone.keyboard.press("Tab");
  await expect(phone.locator("#along-code")).toBeFocused();
  await phone.keyboard.type(code);
  await phone.keyboard.press("Enter");
  await expect(phone.getByText(along.left_out_more)).toBeVisible();
}

/** Every screen that can be reached by a link, each once: what it says. */
async function everywhere(phone) {
  const seen = new Map();
  const wait = ["/meekijken"];
  await expect(phone).toHaveURL(/\/meekijken$/);
  while (wait.length > 0) {
    const path = wait.shift();
    if (seen.has(path)) continue;
    // She begins on the first one.
    if (seen.size > 0) await open(phone, path);
    const here = new URL(phone.url()).pathname;
    expect(here, `where ${path} leads`).toBe(path);
    const found = await phone.evaluate(() => ({
      text: document.querySelector("main").innerText,
      ways: [...document.querySelectorAll("main a[href]")].filter((a) => a.origin === location.origin).map((a) => a.pathname),
    }));
    seen.set(path, found.text);
    wait.push(...found.ways);
  }
  return seen;
}

/** Her record, with something of her own. */
async function fill(page) {
  await app.makeVault(page);
  await app.collectAll(page, [CLINIC], "mens");
  await page.goto("/metingen/gewicht/nieuw");
  await page.locator("#weight").fill("71,5");
  await app.button(page, nl.measure.keep).click();
  await expect(page.getByText(nl.measure.kept_value)).toBeVisible();
}

test("what she sees beforehand is what the other sees, screen by screen", async ({ page, browser }) => {
  await fill(page);
  await app.menu(page, links.title);
  await page.getByRole("link", { name: links.make, exact: true }).click();
  await app.button(page, links.look).click();
  await expect(page.getByText(along.previewing)).toBeVisible();
  const beforehand = await everywhere(page);
  await open(page, "/meekijken");
  await app.button(page, along.back).click();
  await expect(app.button(page, links.go)).toBeVisible();

  const other = await browser.newContext({ viewport: { width: 1100, height: 900 }, locale: "nl-NL" });
  const phone = await other.newPage();
  await lookThrough(phone, await make(page, links.sort_care));
  const seen = await everywhere(phone);
  await other.close();

  // What says how it is looked at stands on every screen; the first one leads back.
  const how = (line) => line === along.previewing || line.startsWith("U kijkt mee met ");
  const told = (all) => {
    const screens = [...all].filter(([path]) => path !== "/meekijken" && !HELP.test(path));
    return new Map(screens.map(([path, text]) => [path, text.split("\n").filter((line) => !how(line))]));
  };
  expect(told(beforehand)).toEqual(told(seen));
  expect(seen.size).toBeGreaterThan(25);
});

test("every way leads somewhere, nothing speaks to the owner, and nothing stays in the browser", async ({ page, browser }) => {
  await fill(page);

  for (const sort of [links.sort_care, links.sort_plain]) {
    const made = await make(page, sort);
    const other = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "nl-NL" });
    const phone = await other.newPage();
    await lookThrough(phone, made);
    await expect(phone.getByRole("heading", { level: 1 })).toHaveText(/^Gegevens van .*Zq[a-z]{14}/);

    await unfold(phone);
    await tabbed(phone, "whose data it is");
    await phone.getByLabel("English", { exact: true }).check();
    await expect(phone.getByText(/^This is how they were on \d+ [A-Z][a-z]+ \d{4}/)).toBeVisible();
    await unfold(phone);
    await phone.getByLabel("Nederlands", { exact: true }).check();
    await expect(phone.getByText(along.left_out_more)).toBeVisible();

    const seen = await everywhere(phone);
    expect(seen.size).toBeGreaterThan(25);
    for (const [path, text] of seen) {
      expect(text, path).not.toContain(nl.missing.title);
      if (HELP.test(path)) continue;
      expect(TO_OWNER.filter((words) => text.includes(words)), path).toEqual([]);
      expect(text.match(SPOKEN_TO)?.[0], path).toBeUndefined();
    }
    expect(seen.get("/dossier/behandelwensen")).toContain(along.not_shared);
    expect(seen.get("/dossier")).toContain(along.not_shared_short);
    if (sort === links.sort_care) expect(seen.get("/tijdlijn")).toContain("71,5");
    const told = [...seen.values()].join(" ");
    const shown = [...canaries].filter((word) => told.includes(word));
    expect(shown.length).toBeGreaterThan(10);

    for (const path of ["/dossier", "/dossier/klachten-en-ziektes", "/medicatie"]) {
      await open(phone, path);
      await tabbed(phone, path);
    }
    await expect(phone.locator("html")).toHaveAttribute("data-text", "larger");

    const kept = await dump(phone);
    const secrets = [...shown, "Anna de Vries", made.code, made.link.split("#")[1], "inzage.text", "inzage.lang"];
    expect([kept.records, secrets.filter((word) => kept.text.includes(word))]).toEqual([0, []]);

    // Closed, or somewhere else and back: what was on the screen is gone.
    await open(phone, "/dossier/klachten-en-ziektes");
    await expect(phone.getByText(/Zq[a-z]{14}/).first()).toBeVisible();
    if (sort === links.sort_care) {
      await phone.goto("about:blank");
    } else {
      await app.menu(phone, along.short);
      await app.button(phone, along.close).click();
      await expect(app.button(phone, along.close)).toHaveCount(0);
    }
    await phone.goBack();
    await expect(phone.locator("main h1").first()).toBeVisible();
    await expect(phone.getByText(/Zq[a-z]{14}/)).toHaveCount(0);
    await other.close();
  }
});
