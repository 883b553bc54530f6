// Plain links are SMART Health Links: a reader that others made opens them.
import { request } from "node:http";
import { compactDecrypt } from "jose";
import { SHLExpiredError, SHLInvalidPasscodeError, SHLManifestNotFoundError, SHLViewer } from "kill-the-clipboard";
import { expect, test } from "../lib/test.js";
import { nl, startsAs } from "../lib/words.js";
import * as app from "../lib/app.js";

const links = nl.links;
const READER = "Leesprogramma van elders";

/** Fetches as a program elsewhere does; names below localhost are this machine. */
function elsewhere(url, { method = "GET", headers, body } = {}) {
  const lookup = (_, options, found) =>
    options.all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4);
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, lookup }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve(new Response(Buffer.concat(parts), { status: answer.statusCode })));
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** Makes a link of this kind in the app; what there is to hand over. */
async function make(page, sort) {
  await app.menu(page, links.title);
  await page.getByRole("link", { name: links.make, exact: true }).click();
  await page.getByLabel(sort, { exact: true }).check();
  await page.locator("#link-name").fill("Voor elders");
  await app.button(page, links.go).click();
  await expect(page.locator(".link-text")).toBeVisible();
  const code = page.locator(".link-passcode");
  return {
    link: await page.locator(".link-text").textContent(),
    passcode: (await code.count()) > 0 ? await code.textContent() : undefined,
  };
}

const reader = (link) => new SHLViewer({ shlinkURI: link, fetch: elsewhere });

test("a reader that others made opens plain links, with passcode and end", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");

  const { link, passcode } = await make(page, links.sort_plain);
  const viewer = reader(link);
  expect([viewer.shl.flag, viewer.shl.label, viewer.shl.version]).toEqual(["LP", "Voor elders", 1]);
  const wrong = viewer.resolveSHL({ recipient: READER, passcode: "geen code" });
  await expect(wrong).rejects.toBeInstanceOf(SHLInvalidPasscodeError);
  const opened = await viewer.resolveSHL({ recipient: READER, passcode, embeddedLengthMax: 50_000_000 });
  const kinds = opened.fhirResources.flatMap((bundle) => bundle.entry.map((entry) => entry.resource.resourceType));
  expect(kinds).toContain("Patient");
  expect(kinds.length).toBeGreaterThan(20);
  expect(opened.manifest.files[0].fhirVersion).toBe("3.0.2");
  const key = Buffer.from(viewer.shl.key, "base64url");
  const { protectedHeader } = await compactDecrypt(opened.manifest.files[0].embedded, key);
  expect(protectedHeader).toEqual({ alg: "dir", enc: "A256GCM", cty: "application/fhir+json" });

  const days = (viewer.shl.exp - Date.now() / 1000) / 86_400;
  expect(days).toBeGreaterThan(6.9);
  expect(days).toBeLessThan(7.1);
  const now = Date.now;
  Date.now = () => viewer.shl.exp * 1000 + 1000;
  const late = viewer.resolveSHL({ recipient: READER, passcode });
  Date.now = now;
  await expect(late).rejects.toBeInstanceOf(SHLExpiredError);

  await app.menu(page, links.title);
  await page.getByRole("link", { name: "Voor elders", exact: true }).click();
  await expect(page.getByText(READER).first()).toBeVisible();
  await app.button(page, links.stop).click();
  await app.button(page, links.stop_go).click();
  await expect(page.getByText(links.state_stopped, { exact: true })).toBeVisible();
  const stopped = viewer.resolveSHL({ recipient: READER, passcode });
  await expect(stopped).rejects.toBeInstanceOf(SHLManifestNotFoundError);
});

test("who extends a link gives it again: the one from before ends in readers that others made", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  const { link: before, passcode } = await make(page, links.sort_plain);
  await expect(page.getByText(links.again)).toHaveCount(0);
  await app.button(page, startsAs(links.extend)).click();
  await expect(page.getByText(links.again)).toBeVisible();
  const after = await page.locator(".link-text").textContent();
  const ends = reader(before).shl.exp;
  expect(reader(after).shl.exp).toBe(ends + 7 * 86_400);
  const now = Date.now;
  Date.now = () => ends * 1000 + 1000;
  const old = reader(before).resolveSHL({ recipient: READER, passcode });
  const anew = reader(after).resolveSHL({ recipient: READER, passcode, embeddedLengthMax: 50_000_000 });
  Date.now = now;
  await expect(old).rejects.toBeInstanceOf(SHLExpiredError);
  expect((await anew).fhirResources.length).toBeGreaterThan(0);

  // She says that she gave it: that is kept.
  await app.button(page, links.given).click();
  await expect(page.getByText(links.again)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: links.hand_over, exact: true })).toBeFocused();
  await app.menu(page, links.title);
  await page.getByRole("link", { name: "Voor elders", exact: true }).click();
  await expect(page.locator(".link-text")).toBeVisible();
  await expect(page.getByText(links.again)).toHaveCount(0);

  // As long as a link may be: no way to more, and the log says only what happened.
  await app.menu(page, links.title);
  await page.getByRole("link", { name: links.make, exact: true }).click();
  await page.locator("#link-name").fill("Een maand");
  await page.locator("#link-days").selectOption({ label: nl.links.days.other.replace("{n}", "31") });
  await app.button(page, links.go).click();
  await expect(page.getByText(links.extend_most)).toBeVisible();
  await expect(app.button(page, startsAs(links.extend))).toHaveCount(0);
  await app.menu(page, nl.nav.logbook);
  await expect(page.locator(".log").getByText(/verlengd/)).toHaveCount(1);
  await expect(page.locator(".log").getByText(/verlengd/)).toContainText("Voor elders");
});

test("what is shown at the desk opens once", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  const { link, passcode } = await make(page, links.sort_desk);
  expect(passcode).toBeUndefined();
  const minutes = (reader(link).shl.exp - Date.now() / 1000) / 60;
  expect(minutes).toBeGreaterThan(8);
  expect(minutes).toBeLessThan(11);
  const { fhirResources } = await reader(link).resolveSHL({ recipient: READER });
  expect(fhirResources.length).toBeGreaterThan(0);
  await expect(reader(link).resolveSHL({ recipient: READER })).rejects.toBeInstanceOf(SHLManifestNotFoundError);
  await page.reload();
  await expect(page.getByText(links.state_used, { exact: true })).toBeVisible();
});
