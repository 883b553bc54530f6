// Asking something of a provider: what is seen is what goes, and what became of it
// is only said as far as it can be known.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";

const text = nl.asking;

/** From the button to the provider, and back after confirming. */
async function logIn(page, name) {
  await app.button(page, name).click();
  await page.waitForURL((url) => url.hostname !== "inzage.localhost");
  await app.digid(page, "riet");
  await page.locator("#ja").click();
  await page.waitForURL(/inzage\.localhost.*\/verzoeken\/[0-9a-f-]+$/);
}

function field(page, name) {
  return page.getByRole("radio", { name: new RegExp(`^${name}`) });
}

/** From the medicines to the question about the first; what that medicine is called. */
async function askAboutMedicine(page) {
  await app.menu(page, nl.nav.medication);
  const row = page.locator("li.medicine").first();
  const product = (await row.getByRole("heading").textContent()).trim();
  await row.locator("summary").click();
  await page.getByRole("link", { name: say(text.about_button_of, { about: product }) }).first().click();
  return product;
}

test("another dose is asked for once, and answered no with a reason", async ({ page, network }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  const product = await askAboutMedicine(page);
  await accessible(page, "the question");
  await field(page, text.q_change).check();
  await page.locator("#text").fill("Ik word duizelig. Mag het <b>minder</b>? 🙏");
  // What is typed survives a reload.
  await page.waitForTimeout(600);
  await page.reload();
  await field(page, text.q_change).check();
  await expect(page.locator("#text")).toHaveValue("Ik word duizelig. Mag het <b>minder</b>? 🙏");
  await accessible(page, "the form");
  await app.button(page, text.look).click();

  await expect(page.getByText(text.state_draft_text)).toBeVisible();
  await expect(page.locator(".asking-words")).toContainText("Mag het <b>minder</b>? 🙏");
  await expect(page.locator(".asking-words")).toContainText(product);
  await accessible(page, "what goes");
  await logIn(page, text.send);
  await expect(page.getByText(say(text.state_sent_vendor, { name: app.WATERLELIE }))).toBeVisible({ timeout: 30_000 });
  const received = await network.get("vendor/requests");
  expect(received).toHaveLength(1);
  expect(received[0].request.text).toBe("Ik word duizelig. Mag het <b>minder</b>? 🙏");

  await network.post("vendor/answer", { outcome: "no", text: "Dit is de <i>laagste</i> dosis." });
  await logIn(page, text.check);
  await expect(page.getByText("Dit is de <i>laagste</i> dosis.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(text.state_stays)).toBeVisible();
  await accessible(page, "an answer");
  await app.menu(page, nl.nav.medication);
  const asked = page.locator(".asked-line").first();
  await expect(asked).toContainText(say(text.you_asked, { what: text.kind_dose }));
  await expect(asked).toContainText(text.state_no);
});

// Markup, another database's language, an emoji of several signs, right to left.
const ODD = `'; DROP TABLE verzoeken; -- <script>window.inzageHacked=1</script> 👩🏽‍⚕️ مرحبا \u202eom\u202c "\\ %00 &amp;`;
const LONGEST = 10_000;

test("what is typed arrives as typed or is refused before sending, and can be withdrawn", async ({ page, network }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await askAboutMedicine(page);
  await field(page, text.q_change).check();
  await page.locator("#text").fill("Minder\u0007 graag");
  await app.button(page, text.look).click();
  await expect(page.getByText(say(text.wrong_sign, { place: 7 }))).toBeVisible();
  const long = ODD + "é".repeat(LONGEST - [...ODD].length);
  await page.locator("#text").fill(`${long}é`);
  await app.button(page, text.look).click();
  const [before] = text.wrong_long.split("{count}");
  await expect(page.getByText(new RegExp(`^${before}10\\.?001 `))).toBeVisible();
  await page.locator("#text").fill(long);
  await app.button(page, text.look).click();
  await expect(page.getByText(text.state_draft_text)).toBeVisible();
  await logIn(page, text.send);
  await expect(page.getByText(say(text.state_sent_vendor, { name: app.WATERLELIE }))).toBeVisible({ timeout: 30_000 });
  const [sent] = await network.get("vendor/requests");
  expect(sent.request.text).toBe(long);

  await logIn(page, text.withdraw);
  await expect(page.getByText(text.state_withdrawn_text)).toBeVisible({ timeout: 30_000 });
  await accessible(page, "a request that was withdrawn");
  await expect(app.button(page, text.send)).toHaveCount(0);
  const all = await network.get("vendor/requests");
  expect(all.map(({ request }) => request.state)).toEqual(["withdrawn"]);
  expect(await page.evaluate(() => window.inzageHacked)).toBeUndefined();
});

test("an answer with odd signs is shown as text", async ({ page, network }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  await askAboutMedicine(page);
  await field(page, text.q_change).check();
  await page.locator("#text").fill("Minder graag");
  await app.button(page, text.look).click();
  await logIn(page, text.send);
  await expect(page.getByText(say(text.state_sent_vendor, { name: app.WATERLELIE }))).toBeVisible({ timeout: 30_000 });
  await network.post("vendor/answer", { outcome: "other", text: ODD });
  await logIn(page, text.check);
  await expect(page.getByText("<script>window.inzageHacked=1</script>")).toContainText(ODD, { timeout: 30_000 });
  expect(await page.evaluate(() => window.inzageHacked)).toBeUndefined();
});

test("a missing medicine goes to the GP as a letter", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.LINDE], "riet");
  await page.goto("/verzoeken");
  await expect(app.heading(page, text.title)).toBeVisible();
  await accessible(page, "my requests");
  await page.getByRole("link", { name: text.new_missing }).click();
  await app.button(page, text.look).click();
  await expect(page.getByText(text.wrong_choose)).toBeVisible();
  await page.locator("#name").fill("Foliumzuur 5 mg");
  await page.locator("#provider").selectOption({ label: app.LINDE });
  await expect(page.getByText(say(text.via_letter, { name: app.LINDE }))).toBeVisible();
  await app.button(page, text.look).click();

  await expect(page.getByText(say(text.letter_why, { name: app.LINDE }))).toBeVisible();
  await expect(page.locator(".letter")).toContainText("Medicijn: Foliumzuur 5 mg");
  // Ready to send: with the address that the record has.
  await expect(page.locator(".letter-from")).toContainText("Wilgenlaan 27");
  await expect(page.locator(".letter-to")).toContainText(app.LINDE);
  await accessible(page, "a letter");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".letter")).toBeVisible();
  await expect(page.locator(".notice").first()).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await app.button(page, text.letter_posted).click();
  await expect(page.getByText(text.state_posted_text)).toBeVisible();
});

test("who disagrees with an entry writes a statement, not a correction", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.VENNEBOS], "riet");
  await page.goto("/dossier/klachten-en-ziektes");
  await page.locator("a.row").first().click();
  const title = (await page.getByRole("heading", { level: 1 }).textContent()).trim();
  await page.getByRole("link", { name: new RegExp(text.about_button) }).click();
  await accessible(page, "the question about an entry");
  await field(page, text.q_disagree).check();
  await page.locator("#text").fill("Ik zie dit anders.");
  await app.button(page, text.look).click();
  await expect(page.locator(".letter")).toContainText("artikel 454 lid 2");
  await expect(page.locator(".letter")).toContainText(title);
  await expect(page.locator(".letter")).not.toContainText("binnen een maand");
});

test("a factual error is reported to the hospital, and a receipt comes back", async ({ page, network }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.VENNEBOS], "riet");
  await page.goto("/dossier/klachten-en-ziektes");
  await page.locator("a.row").first().click();
  await page.getByRole("link", { name: new RegExp(text.about_button) }).click();
  await field(page, text.q_wrong).check();
  await page.locator("#text").fill("Dit heb ik nooit gehad.");
  await app.button(page, text.look).click();
  await expect(page.locator(".asking-words")).toContainText(/Berg.*, geboren op .*, vrouw/);
  await expect(page.locator(".asking-words")).toContainText("Dit heb ik nooit gehad.");
  await network.post("fault", { kind: "no_body", service: "967", times: 1 });
  await logIn(page, text.send);
  // Without an answer nobody knows; it goes again only by the person's word.
  await expect(page.getByText(say(text.state_uncertain_text, { name: app.VENNEBOS }))).toBeVisible({ timeout: 30_000 });
  await expect(app.button(page, text.send)).toHaveCount(0);
  await logIn(page, text.again_word);
  await expect(page.getByText(text.state_no_answer)).toBeVisible({ timeout: 30_000 });
  await accessible(page, "a receipt");
  const all = await network.get("received");
  const messages = all.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === "Communication");
  expect(messages).toHaveLength(2);
  expect(messages[0].about[0].reference).toMatch(/^Condition\//);
  expect(messages[0].payload[0].contentString).toContain("Dit heb ik nooit gehad.");
});
