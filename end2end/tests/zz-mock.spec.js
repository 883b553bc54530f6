import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";
import crypto from "node:crypto";

async function authenticator(page, hasPrf) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = { protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, hasPrf };
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options });
  return { session, authenticatorId };
}

const gw = { known: [], session: null, bodies: [] };
async function mock(context) {
  const json = (route, body, status = 200) => route.fulfill({ status, contentType: status < 300 ? "application/json" : "application/problem+json", body: JSON.stringify(body) });
  const problem = (route, code, status) => json(route, { type: "about:blank", title: code, status, code }, status);
  const state = () => ({ signed_in: !!gw.session, passkeys: gw.session ? gw.known : [] });
  await context.route("**/api/about", async (route) => {
    const answer = await route.fetch({ url: route.request().url().replace("inzage.localhost", "127.0.0.1"), headers: { ...route.request().headers(), host: new URL(route.request().url()).host } });
    const about = await answer.json();
    await json(route, { ...about, accounts: true });
  });
  await context.route("**/api/account**", async (route) => {
    const url = new URL(route.request().url()).pathname, method = route.request().method();
    const body = route.request().postData() ? JSON.parse(route.request().postData()) : null;
    gw.bodies.push([method, url, body]);
    if (url === "/api/account" && method === "GET") return json(route, state());
    if (url.endsWith("/challenges")) return json(route, { challenge: crypto.randomBytes(32).toString("base64url"), rp_id: "inzage.localhost", ...(body.ceremony === "register" ? { user: crypto.randomBytes(32).toString("base64url"), algorithms: [-7] } : {}), state: "s", expires_in: 300 });
    if (url.endsWith("/passkeys")) { gw.known.push(body.id); gw.session = body.id; return json(route, state()); }
    if (url.endsWith("/session") && method === "POST") { if (!gw.known.includes(body.id)) return problem(route, "passkey_refused", 403); gw.session = body.id; return json(route, state()); }
    if (url.endsWith("/session")) { gw.session = null; return route.fulfill({ status: 204 }); }
    if (url.endsWith("/remove")) { if (!gw.session) return problem(route, "sign_in_needed", 401); gw.known = gw.known.filter((id) => id !== body.id); if (gw.session === body.id) gw.session = null; return json(route, state()); }
    if (method === "DELETE") { gw.known = []; gw.session = null; return route.fulfill({ status: 204 }); }
    return route.fulfill({ status: 404 });
  });
  for (const path of ["**/api/providers**", "**/api/providers/**", "**/api/logins**", "**/api/grants**", "**/api/grants/**"])
    await context.route(path, (route) => (gw.session ? route.continue() : problem(route, "sign_in_needed", 401)));
}

let n = 0;
async function shot(page, name) {
  n += 1;
  await page.setViewportSize({ width: 360, height: 800 });
  await accessible(page, name);
  await page.screenshot({ path: `/tmp/shots/${String(n).padStart(2, "0")}-${name}-360.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: `/tmp/shots/${String(n).padStart(2, "0")}-${name}-1280d.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: "light" });
}

test("walk", async ({ page, context, watch }) => {
  test.setTimeout(240_000);
  watch.allow(/40[13]/);
  const { session, authenticatorId } = await authenticator(page, true);
  await mock(context);
  await app.makeVault(page);
  await app.menu(page, nl.nav.providers);
  await page.getByRole("link", { name: nl.providers.add, exact: true }).first().click();
  await expect(page.getByText(nl.signing.title_none)).toBeVisible();
  await shot(page, "part-none");
  await app.button(page, nl.signing.make).click();
  await shot(page, "add-form");
  await page.locator("#secret").fill(app.PASSPHRASE);
  await page.locator("#passkey-name").fill("Telefoon");
  await app.button(page, nl.common.next).click();
  await expect(page.getByText(nl.security.done_added_both)).toBeVisible();
  await shot(page, "added");
  await page.getByRole("link", { name: nl.signing.go_on }).click();
  await expect(page.locator("#provider-name")).toBeVisible();
  await app.addProvider(page, app.WATERLELIE);
  await app.plan(page);
  await app.startPlan(page);
  await app.logIn(page, await "riet");
  await app.ended(page, app.WATERLELIE);
  await app.confirmPerson(page);
  await app.lock(page);
  expect(gw.session).toBe(null);
  await app.button(page, nl.unlock.with_passkey).click();
  await expect(app.button(page, nl.nav.lock).first()).toBeVisible();
  await expect.poll(() => gw.session).not.toBe(null);
  await app.lock(page);
  await app.unlock(page);
  await expect(app.button(page, nl.nav.lock).first()).toBeVisible();
  await page.goto("/instellingen/beveiliging");
  await expect(page.getByText(nl.signing.is_out)).toBeVisible();
  await shot(page, "security-out");
  await app.menu(page, nl.nav.providers);
  await page.getByRole("link", { name: nl.providers.add, exact: true }).first().click();
  await expect(page.getByText(nl.signing.title)).toBeVisible();
  await shot(page, "part-has");
  await app.button(page, nl.signing.go).click();
  await page.locator("#provider-name").fill("Venn");
  await expect(page.getByRole("button", { name: new RegExp(app.VENNEBOS) }).first()).toBeVisible();
  gw.session = null;
  await page.locator("#provider-name").fill("Linde");
  await expect(page.getByText(nl.signing.title)).toBeVisible();
  await shot(page, "ended");
  await app.button(page, nl.signing.go).click();
  await expect(page.getByRole("button", { name: new RegExp(app.LINDE) }).first()).toBeVisible();
  // second passkey without prf
  await session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
  const second = await authenticator(page, false);
  await page.goto("/instellingen/beveiliging");
  await expect(page.getByText(nl.signing.is_in)).toBeVisible();
  await app.button(page, nl.security.passkey_add).click();
  await page.locator("#secret").fill(app.PASSPHRASE);
  await page.locator("#passkey-name").fill("Sleutelhanger");
  await app.button(page, nl.common.next).click();
  await expect(page.getByText(nl.security.done_added_only)).toBeVisible();
  await shot(page, "security-two");
  await app.button(page, nl.signing.out).click();
  await expect(page.getByText(nl.signing.is_out)).toBeVisible();
  await page.getByRole("button", { name: say(nl.security.passkey_remove_title, { name: "Telefoon" }) }).click();
  await shot(page, "remove-out");
  await page.locator("#secret").fill(app.PASSPHRASE);
  await app.button(page, nl.common.next).click();
  await expect(page.getByText(nl.security.done_passkey)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(nl.signing.still)).toBeVisible();
  await shot(page, "removed-still");
  await page.getByRole("button", { name: say(nl.security.passkey_remove_title, { name: "Telefoon" }) }).click();
  await shot(page, "forget-out");
  await app.button(page, nl.signing.go).click();
  await app.button(page, nl.security.passkey_remove).click();
  await expect(page.getByText(nl.security.done_forgotten)).toBeVisible();
  await page.goto("/delen/nieuw");
  await page.waitForTimeout(1000);
  await shot(page, "link-new");
  console.log(JSON.stringify(gw.bodies.map(([m, u, b]) => [m, u, b && Object.keys(b).join()])));
});
