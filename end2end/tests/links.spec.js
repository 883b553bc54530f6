// Sharing with a link: making it, looking along on somebody else's phone, who looked,
// pausing it.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";

const links = nl.links;
const along = nl.along;

test("a caregiver looks along on a phone of her own until the link is paused", async ({ page, browser }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await app.menu(page, links.title);
  await expect(page.getByText(links.none, { exact: true })).toBeVisible();
  await page.getByRole("link", { name: links.make, exact: true }).click();
  await page.locator("#link-name").fill("Voor Anna");
  await accessible(page, "making a link");
  await app.button(page, links.look).click();
  await expect(page.getByText(along.previewing)).toBeVisible();
  await app.button(page, along.back).click();
  await expect(page.locator("#link-name")).toHaveValue("Voor Anna");
  await app.button(page, links.go).click();
  await expect(page.locator(".link-passcode")).toHaveText(/^\d{6}$/);
  await accessible(page, "a link");
  const link = await page.locator(".link-text").textContent();
  const code = await page.locator(".link-passcode").textContent();

  const bare = await browser.newContext();
  const nothing = await bare.newPage();
  await nothing.goto(link.split("#")[0]);
  await expect(app.heading(nothing, nl.helping.title)).toBeVisible();
  await bare.close();

  const other = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "nl-NL" });
  const phone = await other.newPage();
  await phone.goto(link);
  await expect(app.heading(phone, along.title)).toBeVisible();
  expect(new URL(phone.url()).hash).toBe("");
  await accessible(phone, "the door of a link");
  await phone.locator("#along-who").fill("Anna de Vries");
  await phone.locator("#along-code").fill("000000");
  await app.button(phone, along.go).click();
  await expect(phone.getByText(along.wrong_code)).toBeVisible();
  await phone.locator("#along-code").fill(code);
  await app.button(phone, along.go).click();
  await expect(phone.getByText(along.left_out_more)).toBeVisible();
  await accessible(phone, "whose data it is");
  await app.menu(phone, nl.nav.dossier);
  await expect(app.heading(phone, nl.dossier.title)).toBeVisible();
  expect(await phone.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);

  await app.menu(page, links.title);
  await page.reload();
  await expect(page.getByText(/Anna de Vries/)).toBeVisible();
  await page.getByRole("link", { name: "Voor Anna", exact: true }).click();
  await expect(page.getByText(links.wrong_code)).toBeVisible();
  await app.button(page, links.pause).click();
  await expect(page.getByText(links.state_paused)).toBeVisible();
  const again = await other.newPage();
  await again.goto(link);
  await again.locator("#along-who").fill("Anna de Vries");
  await again.locator("#along-code").fill(code);
  await app.button(again, along.go).click();
  await expect(again.getByText(along.nothing, { exact: true })).toBeVisible();
  await other.close();
});
