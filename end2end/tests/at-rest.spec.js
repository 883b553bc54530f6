// What stays on the disk: nothing that anybody can read.
import { chromium } from "@playwright/test";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserPath, flags } from "../lib/browser.js";
import { ABOUT, CLINIC, record, writeData } from "../lib/data.js";
import { dump, scan } from "../lib/scan.js";
import { expect, test } from "../lib/test.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

// Random, so that nothing compresses them away; letters, so that all of them
// are words a name or a drug could have.
const canaries = new Map();
function canary(what) {
  const letters = [...randomBytes(14)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
  const word = `Zq${letters}`;
  canaries.set(word, what);
  return word;
}
const { 48: bgz, 51: letters } = record(canary);
const data = writeData("at-rest", { kliniekdeproef: { about: ABOUT, services: { 48: bgz, 51: letters } } });
test.use({ data });

async function profile(network, watch, use) {
  const folder = mkdtempSync(join(tmpdir(), "inzage-profile-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: browserPath(),
    args: flags(),
    baseURL: network.url,
    locale: "nl-NL",
  });
  await watch.over(context);
  try {
    return await use(context.pages()[0], folder, context);
  } finally {
    await context.close().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

const words = () => [...canaries.keys(), app.PASSPHRASE];

test("the scanner finds what is stored in the clear", async ({ network, watch }) => {
  await profile(network, watch, async (page, folder, context) => {
    await page.goto("/");
    await page.evaluate(async (words) => {
      const opened = indexedDB.open("plain", 1);
      await new Promise((resolve) => {
        opened.onupgradeneeded = () => opened.result.createObjectStore("plain");
        opened.onsuccess = resolve;
      });
      const transaction = opened.result.transaction("plain", "readwrite", { durability: "strict" });
      for (const word of words) transaction.objectStore("plain").put({ word }, word);
      await new Promise((resolve) => (transaction.oncomplete = resolve));
      opened.result.close();
    }, words());
    const { text } = await dump(page);
    expect(words().filter((word) => !text.includes(word))).toEqual([]);
    await context.close();
    expect(words().filter((word) => !scan(folder, words()).has(word))).toEqual([]);
  });
});

test("nothing readable is on the disk: unlocked, locked, after a crash, after closing", async ({ network, watch }) => {
  watch.allow(/crashed/);
  await profile(network, watch, async (page, folder, context) => {
    const key = await app.makeVault(page, { name: "Proefkluis" });
    await app.collectAll(page, [CLINIC], "mens");
    // It was really collected: the words are on the screen.
    await page.goto("/dossier/klachten-en-ziektes");
    await page.locator("a.row").first().click();
    const shown = [...canaries].filter(([, what]) => what === "toelichting").map(([word]) => word);
    await expect(page.getByText(shown[0]).first()).toBeVisible();
    await page.goto("/documenten");
    await page.getByRole("button", { name: new RegExp(`^${nl.documents.open} `) }).first().click();
    await expect(page.locator("pre.paper")).toContainText("Zq");
    await page.getByRole("button", { name: nl.documents.close }).click();
    await page.goto("/zoeken");
    await page.getByRole("searchbox").or(page.locator("input[type=search], main input")).first().fill(shown[0]);
    await expect(page.locator("a.row").first()).toBeVisible();

    const secrets = [...words(), key, key.replaceAll("-", "")];
    const nothing = async (when) => {
      expect([...scan(folder, secrets)].map(([word, file]) => `${canaries.get(word) ?? "secret"} in ${file}`), when).toEqual([]);
      for (const page of context.pages()) {
        const { text, records } = await dump(page);
        expect(records, "the vault is there").toBeGreaterThan(5);
        expect(secrets.filter((word) => text.includes(word)), when).toEqual([]);
      }
    };
    await nothing("unlocked");
    await app.lock(page);
    await nothing("locked");
    const session = await context.newCDPSession(page);
    const crashed = page.waitForEvent("crash");
    // A page that crashes does not answer.
    session.send("Page.crash").catch(() => undefined);
    await crashed;
    expect([...scan(folder, secrets)], "after a crash").toEqual([]);
    await context.close();
    expect([...scan(folder, secrets)], "after closing").toEqual([]);
  });
});

test("no log of the gateway holds anything of it", async ({ network, page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [CLINIC], "mens");
  const log = network.log();
  expect(log.length).toBeGreaterThan(100);
  expect(words().filter((word) => log.includes(word))).toEqual([]);
  for (const secret of ["access_token", "refresh_token", "code=", "Bearer "]) expect(log).not.toContain(secret);
});
