// Where the operator asks for accounts: a passkey signs in, and one touch opens the
// vault with it. By an authenticator of Chromium that is not there.
import { accessible } from "../lib/axe.js";
import { authenticator } from "../lib/passkey.js";
import { expect, test } from "../lib/test.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";

test.use({ accounts: true, viewport: { width: 360, height: 800 } });

/** What each address of the account may be told; nothing else, and so no key. */
const TOLD = {
  "POST /api/account/challenges": [["ceremony"]],
  "POST /api/account/passkeys": [["state", "id", "client_data", "attestation", "transports"]],
  "POST /api/account/session": [
    ["state", "id", "client_data", "authenticator_data", "signature"],
    ["state", "id", "client_data", "authenticator_data", "signature", "user"],
  ],
  "POST /api/account/passkeys/remove": [["id"]],
};

/** Watches what the account is told; the keys that the page had in its hands besides. */
async function listening(page) {
  const told = [];
  page.on("request", (request) => {
    const what = `${request.method()} ${new URL(request.url()).pathname}`;
    if (what.includes("/api/account") && request.postData()) told.push([what, JSON.parse(request.postData())]);
  });
  const keys = [];
  await page.exposeBinding("inzageKey", (_, key) => keys.push(key));
  await page.addInitScript(() => {
    const real = PublicKeyCredential.prototype.getClientExtensionResults;
    PublicKeyCredential.prototype.getClientExtensionResults = function () {
      const results = real.call(this);
      const key = results.prf?.results?.first;
      if (key) window.inzageKey([...new Uint8Array(key)]);
      return results;
    };
  });
  return { told, keys };
}

/** That nothing but what the contract names was told, and no key in any writing. */
function keptTo({ told, keys }) {
  expect(keys.length, "the page had the key in its hands").toBeGreaterThan(0);
  expect(told.length).toBeGreaterThan(0);
  for (const [what, body] of told) {
    const fields = Object.keys(body).sort();
    expect(TOLD[what]?.map((names) => [...names].sort()), what).toContainEqual(fields);
    for (const key of keys.map((key) => Buffer.from(key))) {
      for (const writing of ["hex", "base64", "base64url", "latin1"]) {
        expect(JSON.stringify(body), what).not.toContain(key.toString(writing).replace(/=+$/, ""));
      }
    }
  }
}

/** By the address: the menu of a telephone folds most of it away. */
async function to(page, path, title) {
  await page.evaluate((path) => {
    const way = Object.assign(document.createElement("a"), { href: path, textContent: "x" });
    document.querySelector("main").append(way);
    way.click();
    way.remove();
  }, path);
  await expect(app.heading(page, title)).toBeVisible();
}
const toSecurity = (page) => to(page, "/instellingen/beveiliging", nl.security.title);
const toAdd = (page) => to(page, "/zorgaanbieders/toevoegen", nl.add.title);

async function fillPasskey(page, name) {
  await page.locator("#secret").fill(app.PASSPHRASE);
  await page.locator("#passkey-name").fill(name);
  await app.button(page, nl.common.next).click();
}

async function addPasskey(page, name, done) {
  await toSecurity(page);
  await app.button(page, nl.security.passkey_add).click();
  await fillPasskey(page, name);
  await expect(page.getByText(done)).toBeVisible();
}

async function add(page, name) {
  await page.locator("#provider-name").fill(name);
  await page.getByRole("button", { name: new RegExp(name) }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: say(nl.add.add_named, { name }), exact: true }).click();
  await expect(dialog.getByText(say(nl.add.done, { name }))).toBeVisible();
  await dialog.getByRole("link", { name: nl.add.then_collect }).click();
  await expect(app.heading(page, nl.collect.title)).toBeVisible();
}

const open = (page) => expect(app.button(page, nl.nav.lock).first()).toBeVisible();
const card = (page, name) => page.locator("li.card").filter({ has: page.getByRole("heading", { level: 3, name, exact: true }) });
const removing = (page, name) => page.getByRole("button", { name: say(nl.security.passkey_remove_title, { name }) });

test("a new vault makes a passkey for its first provider, and from then on one touch opens and signs in", async ({ page, context, watch }) => {
  // The calls of somebody who is not signed in.
  watch.allow(/401/);
  await authenticator(page, true);
  const heard = await listening(page);
  await app.makeVault(page);
  await toAdd(page);
  await expect(page.getByText(nl.signing.title_none)).toBeVisible();
  await expect(page.locator("#provider-name")).toHaveCount(0);
  await accessible(page, "no passkey yet");
  await app.button(page, nl.signing.make).click();
  await fillPasskey(page, "Telefoon");
  await expect(page.getByText(nl.security.done_added_both)).toBeVisible();
  await accessible(page, "a passkey that does both");
  await page.getByRole("link", { name: nl.signing.go_on }).click();
  await add(page, app.WATERLELIE);
  await app.startPlan(page);
  await app.logIn(page, "riet", { lasting: true });
  await app.ended(page, app.WATERLELIE);
  await app.confirmPerson(page);
  await expect(app.button(page, nl.person.first_yes)).toHaveCount(0);

  await app.lock(page);
  const session = async () => (await context.cookies()).filter(({ name }) => name === "__Host-session");
  await expect.poll(session, { message: "locking signs out" }).toEqual([]);
  await app.button(page, nl.unlock.with_passkey).click();
  await open(page);
  await toSecurity(page);
  await expect(page.getByText(nl.signing.is_in)).toBeVisible();
  await expect(card(page, "Telefoon").getByText(nl.signing.does_both)).toBeVisible();
  // The lasting consent is used without a word.
  await to(page, "/ophalen", nl.collect.title);
  await app.startPlan(page);
  await app.button(page, nl.providers.collect_first).click();
  await app.ended(page, app.WATERLELIE);
  keptTo(heard);
});

test("who opened with her passphrase signs in where a provider is asked, also when her session ends in mid-work", async ({ page, context, watch }) => {
  watch.allow(/401|ERR_FAILED/);
  await authenticator(page, true);
  await app.makeVault(page);
  await addPasskey(page, "Telefoon", nl.security.done_added_both);
  await app.lock(page);
  await app.unlock(page);
  await open(page);
  await toAdd(page);
  await expect(page.getByText(nl.signing.title, { exact: true })).toBeVisible();
  await accessible(page, "not signed in");
  await app.button(page, nl.signing.go).click();
  await page.locator("#provider-name").fill("Vennebos");
  await expect(page.getByRole("button", { name: new RegExp(app.VENNEBOS) }).first()).toBeVisible();

  await context.clearCookies({ name: "__Host-session" });
  await page.locator("#provider-name").fill("Linde");
  await expect(page.getByText(nl.signing.title, { exact: true })).toBeVisible();
  await accessible(page, "the session ended");
  await expect(page.locator("#provider-name"), "what was typed stays").toHaveValue("Linde");
  await app.button(page, nl.signing.go).click();
  // What failed was tried again by itself.
  await add(page, app.LINDE);

  await app.startPlan(page);
  await context.clearCookies({ name: "__Host-session" });
  await app.button(page, nl.collect.login_go).click();
  await expect(page.getByText(nl.signing.title, { exact: true })).toBeVisible();
  await app.button(page, nl.signing.go).click();
  await expect(page.getByText(nl.signing.again)).toBeVisible();
  await app.button(page, nl.collect.login_again).click();
  await page.waitForURL((url) => url.hostname !== "inzage.localhost");
  await context.clearCookies({ name: "__Host-session" });
  // Nor is it known at once how it stands when she comes back.
  const asked = page.waitForRequest("**/api/account");
  await context.route("**/api/account", (route) => route.abort(), { times: 1 });
  await app.digid(page, "riet");
  await app.consent(page);
  await expect(page.getByText(nl.signing.title, { exact: true })).toBeVisible();
  await asked;
  await accessible(page, "back from a login, and signed out meanwhile");
  await app.button(page, nl.signing.go).click();
  // The login is not lost for that.
  await app.ended(page, app.LINDE);
});

test("a passkey that gives no key signs in, and what was removed neither opens nor signs in", async ({ page, watch }) => {
  watch.allow(/40[13]/);
  const phone = await authenticator(page, true);
  await app.makeVault(page);
  await addPasskey(page, "Telefoon", nl.security.done_added_both);
  await phone.remove();
  const stick = await authenticator(page, false);
  await addPasskey(page, "Sleutelhanger", nl.security.done_added_only);
  await expect(card(page, "Sleutelhanger").getByText(nl.signing.does_sign_in)).toBeVisible();
  await accessible(page, "two passkeys");
  await app.button(page, nl.signing.out).click();
  await expect(page.getByText(nl.signing.is_out)).toBeVisible();
  await accessible(page, "signed out");

  // Without having signed in, the vault's side goes on and the rest is told.
  await removing(page, "Telefoon").click();
  await accessible(page, "remove a passkey that signs in");
  await page.locator("#secret").fill(app.PASSPHRASE);
  await app.button(page, nl.common.next).click();
  await expect(page.getByText(nl.security.done_passkey)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(nl.signing.still, { exact: true })).toBeVisible();
  await expect(card(page, "Telefoon").getByText(nl.signing.does_sign_in)).toBeVisible();
  await removing(page, "Telefoon").click();
  await accessible(page, "forget a passkey");
  await app.button(page, nl.signing.go).click();
  await app.button(page, nl.security.passkey_remove).click();
  await expect(page.getByText(nl.security.done_forgotten)).toBeVisible();
  await expect(card(page, "Telefoon")).toHaveCount(0);

  await app.lock(page);
  await expect(app.button(page, nl.unlock.with_passkey), "neither opens").toHaveCount(0);
  await app.unlock(page);
  await open(page);
  await toAdd(page);
  await app.button(page, nl.signing.go).click();
  await expect(page.locator("#provider-name")).toBeVisible();

  // The one that signed in is taken away: the session ends with it.
  await toSecurity(page);
  await removing(page, "Sleutelhanger").click();
  await app.button(page, nl.security.passkey_remove).click();
  await expect(page.getByText(nl.security.done_forgotten)).toBeVisible();
  await expect(page.getByText(nl.signing.is_out)).toBeVisible();
  await toAdd(page);
  await expect(page.getByText(nl.signing.title_none)).toBeVisible();
  await stick.remove();
});

test("while the gateway does not answer a passkey opens the vault, and nothing is added that the gateway does not know", async ({ page, context, watch }) => {
  watch.allow(/ERR_FAILED|40[13]/);
  await authenticator(page, true);
  await app.makeVault(page);
  await addPasskey(page, "Telefoon", nl.security.done_added_both);
  await app.lock(page);
  // It takes the call and is silent.
  await context.route("**/api/**", () => {});
  await app.button(page, nl.unlock.with_passkey).click();
  await open(page);
  await context.unrouteAll({ behavior: "ignoreErrors" });
  await context.route("**/api/**", (route) => route.abort());
  await toSecurity(page);
  await app.button(page, nl.security.passkey_add).click();
  await fillPasskey(page, "Tweede");
  await expect(page.getByRole("alert").filter({ hasText: nl.trouble.side_network })).toBeVisible();
  await app.button(page, nl.common.cancel).click();
  await expect(card(page, "Telefoon")).toBeVisible();
  await expect(card(page, "Tweede")).toHaveCount(0);
  await context.unrouteAll();
});

test("no link is made without a passcode, at the desk neither", async ({ page, watch }) => {
  watch.allow(/401/);
  await authenticator(page, true);
  await app.makeVault(page);
  await to(page, "/delen/nieuw", nl.links.make);
  await expect(page.getByText(nl.signing.links)).toBeVisible();
  await expect(page.getByText(nl.links.with_passcode)).toHaveCount(0);
  await page.getByText(nl.links.sort_desk, { exact: true }).click();
  await expect(page.getByText(nl.signing.links_desk, { exact: true })).toBeVisible();
  await accessible(page, "a link at the desk");
  await page.locator("#link-name").fill("Balie");
  await app.button(page, nl.links.go).click();
  await expect(page.locator(".link-passcode")).toHaveText(/^\d+$/);
  await expect(page.getByText(nl.signing.links_desk_code)).toBeVisible();
});

test("erasing everything takes the account along", async ({ page, watch }) => {
  watch.allow(/40[13]/);
  await authenticator(page, true);
  await app.makeVault(page);
  await addPasskey(page, "Telefoon", nl.security.done_added_both);
  await app.button(page, nl.signing.out).click();
  await expect(page.getByText(nl.signing.is_out)).toBeVisible();
  await to(page, "/instellingen", nl.settings.title);
  await app.button(page, nl.settings.erase_open).click();
  await page.locator("#erase-name").fill("Mijn dossier");
  await app.button(page, nl.settings.erase_go).click();
  await expect(page.getByText(nl.signing.erase_left), "what stays is told").toBeVisible();
  await accessible(page, "erasing while signed out");
  await app.button(page, nl.common.cancel).click();
  await toSecurity(page);
  await app.button(page, nl.signing.go).click();
  await expect(page.getByText(nl.signing.is_in)).toBeVisible();
  await to(page, "/instellingen", nl.settings.title);
  const gone = page.waitForResponse((answer) => answer.request().method() === "DELETE" && answer.url().endsWith("/api/account"));
  await app.button(page, nl.settings.erase_open).click();
  await page.locator("#erase-name").fill("Mijn dossier");
  await app.button(page, nl.settings.erase_go).click();
  expect((await gone).status()).toBe(204);
  await expect(page).toHaveURL(/\/welkom$/);
});
