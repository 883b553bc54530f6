// What the gateway gets of a link: nothing that it can read.
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ABOUT, CLINIC, record, writeData } from "../lib/data.js";
import { expect, test } from "../lib/test.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const links = nl.links;
const canaries = new Set();
/** A word that is nowhere else. */
function canary() {
  const letters = [...randomBytes(14)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
  canaries.add(`Zq${letters}`);
  return `Zq${letters}`;
}
const { 48: bgz, 51: letters } = record(canary);
while (canaries.size < 210) {
  const subject = { reference: "Patient/mens" };
  bgz.push({ resourceType: "Condition", id: `k${canaries.size}`, clinicalStatus: "active", code: { text: canary() }, subject });
}
const data = writeData("links-blind", { kliniekdeproef: { about: ABOUT, services: { 48: bgz, 51: letters } } });
test.use({ data });

/** The log of the gateway and the files of its database. */
function atTheGateway(network) {
  const folder = dirname(network.gatewayLog);
  const names = readdirSync(folder).filter((name) => name === basename(network.gatewayLog) || name.startsWith("inzage.sqlite"));
  expect(names.some((name) => name.startsWith("inzage.sqlite"))).toBe(true);
  return names.map((name) => [name, readFileSync(join(folder, name))]);
}

test("neither the database nor the log nor what is sent holds a word of it", async ({ page, browser, network }) => {
  const sent = [];
  const listen = (page) =>
    page.on("request", (request) => {
      if (/\/(api\/shares|shl)\b/.test(request.url())) sent.push([request.url(), request.postDataBuffer() ?? Buffer.alloc(0)]);
    });
  listen(page);
  await app.makeVault(page);
  await app.collectAll(page, [CLINIC], "mens");
  const secrets = [...canaries];
  for (const sort of [links.sort_care, links.sort_plain]) {
    const name = canary();
    await app.menu(page, links.title);
    await page.getByRole("link", { name: links.make, exact: true }).click();
    await page.getByLabel(sort, { exact: true }).check();
    await page.locator("#link-name").fill(name);
    for (const box of await page.locator(".chooser-sensitive input").all()) await box.check();
    await app.button(page, links.go).click();
    await expect(page.locator(".link-passcode")).toBeVisible();
    const link = await page.locator(".link-text").textContent();
    const passcode = await page.locator(".link-passcode").textContent();
    secrets.push(name, link.split("#")[1]);
    // That of a plain link is shown to the server, which asks for it.
    if (sort === links.sort_care) secrets.push(passcode);
    const other = await browser.newContext({ locale: "nl-NL" });
    const phone = await other.newPage();
    listen(phone);
    await phone.goto(link);
    await phone.locator("#along-who").fill("Anna");
    await phone.locator("#along-code").fill(passcode);
    await app.button(phone, nl.along.go).click();
    await expect(phone.getByText(nl.along.left_out_more)).toBeVisible();
    await app.menu(phone, nl.nav.dossier);
    await phone.locator('main a[href="/dossier/klachten-en-ziektes"]').click();
    await expect(phone.getByText(/Zq[a-z]{14}/).first()).toBeVisible();
    await other.close();
  }
  expect(canaries.size).toBeGreaterThan(200);
  expect(sent.length).toBeGreaterThan(8);
  for (const [where, bytes] of [...atTheGateway(network), ...sent]) {
    // In the times of a log any six digits may stand.
    const words = secrets.filter((word) => word.length > 6 || !where.endsWith(".log"));
    expect(words.filter((word) => bytes.includes(word) || where.includes(word)), where.slice(0, 60)).toEqual([]);
  }
});
