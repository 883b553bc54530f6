// An operator leaves modules out after people wrote something down in them: that can
// still be seen and erased, and nothing new can be made.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { noDeadEnds, toldOtherwise, worded } from "../lib/brand.js";
import { open } from "../lib/screens.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

// A worker would show the page as it was told first.
test.use({ brand: "../end2end/lib/bare.toml", serviceWorkers: "block" });

const off = (page) => page.getByText(nl.common.module_off, { exact: true });

/** Every module is there, until what this gives is called. */
function everything(context, baseURL) {
  return toldOtherwise(context, new URL(baseURL).origin, (brand) => ({ ...brand, off: [] }));
}

/** Collects at a provider; what the login led back to was told by the gateway itself. */
async function collect(page, provider) {
  await app.collectAll(page, [provider], "riet");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

async function weigh(page, kilograms) {
  await open(page, "/metingen/gewicht/nieuw");
  await page.locator("#weight").fill(kilograms);
  await app.button(page, nl.measure.keep).click();
  await expect(page.getByText(nl.measure.kept_value)).toBeVisible();
}

test("medicines, questions and contacts outlive their modules, and can be erased", async ({ page, context, baseURL }) => {
  const leaveOut = await everything(context, baseURL);
  await app.makeVault(page);
  await collect(page, app.LINDE);
  await open(page, "/medicatie");
  const row = page.locator(".medicine").first();
  await row.locator("summary").click();
  await row.getByRole("button", { name: new RegExp(`^${nl.medication.own_add}`) }).click();
  const dialog = page.getByRole("dialog", { name: nl.medication.own_title });
  await dialog.getByLabel(nl.medication.own_differently).check();
  await dialog.locator("#own-words").fill("een halve tablet");
  await app.button(dialog, nl.medication.own_save).click();
  await app.button(page, nl.medication.own_medicine_add).click();
  await dialog.locator("#own-product").fill("Sint-janskruid");
  await app.button(dialog, nl.medication.own_save).click();
  await expect(page.getByRole("heading", { name: "Sint-janskruid" })).toBeVisible();
  await open(page, "/bespreken");
  await page.locator("#own-question").fill("Mag ik zwemmen?");
  await app.button(page, nl.discuss.add).click();
  await expect(page.locator("ol.discuss > li")).toHaveCount(1);
  await open(page, "/zorgnetwerk");
  await app.button(page, nl.network.add).click();
  await page.locator("#network-name").fill("Buurvrouw Els");
  await app.button(page, nl.network.save).click();
  await expect(page.getByRole("heading", { name: "Buurvrouw Els" })).toBeVisible();

  await leaveOut();
  await page.reload();
  await worded(page);
  await app.menu(page, nl.nav.medication);
  await expect(off(page)).toBeVisible();
  // Only what she wrote, and nothing to write more in.
  const mine = page.locator("main .medicine");
  await expect(mine).toHaveCount(2);
  await expect(mine.filter({ hasText: "een halve tablet" })).toContainText(nl.medication.own_differently);
  await expect(app.button(page, nl.medication.own_medicine_add)).toHaveCount(0);
  await accessible(page, "medicines without their module");
  const erase = page.getByRole("dialog", { name: nl.medication.own_erase_title });
  for (const product of ["Sint-janskruid", /./]) {
    await mine.filter({ hasText: product }).first().getByRole("button").click();
    await app.button(erase, nl.medication.own_take_back).click();
    await expect(erase).toBeHidden();
  }
  await expect(page.getByText(nl.common.module_none)).toBeVisible();

  await app.menu(page, nl.nav.dossier);
  await page.locator("main").getByRole("link", { name: nl.discuss.title, exact: true }).click();
  await expect(off(page)).toBeVisible();
  await expect(page.locator("#own-question")).toHaveCount(0);
  const question = page.locator("ol.discuss > li");
  await expect(question.locator("textarea")).toHaveValue("Mag ik zwemmen?");
  await question.getByRole("button").last().click();
  await expect(page.getByText(nl.common.module_none)).toBeVisible();

  await app.menu(page, nl.nav.network);
  await expect(off(page)).toBeVisible();
  await expect(app.button(page, nl.network.add)).toHaveCount(0);
  // Of those in the record, who was not noted is not here.
  await expect(page.locator(".network-card")).toHaveCount(1);
  await page.locator(".network-card").getByRole("button", { name: new RegExp(`^${nl.network.change_left}`) }).click();
  await app.button(page, nl.network.remove).click();
  await expect(page.getByText(nl.common.module_none)).toBeVisible();
  // Nothing is left: the ways are gone with it.
  for (const path of ["/", "/meer", "/dossier", "/meenemen"]) {
    await open(page, path);
    await noDeadEnds(page, path, ["medicatie", "bespreken", "zorgnetwerk", "metingen"]);
  }
});

test("measurements outlive their module, and can be deleted", async ({ page, context, baseURL }) => {
  const leaveOut = await everything(context, baseURL);
  await app.makeVault(page);
  await weigh(page, "70,5");
  await open(page, "/metingen/dialyse/nieuw");
  await page.locator("#before-weight").fill("74,3");
  await app.button(page, nl.measure.keep).first().click();
  await expect(page.getByText(nl.measure.kept_value)).toBeVisible();

  await leaveOut();
  await page.reload();
  await worded(page);
  await open(page, "/meenemen");
  await page.locator("main").getByRole("link", { name: nl.measure.file_short, exact: true }).click();
  await expect(app.button(page, nl.measure.f_out)).toBeVisible();
  await app.menu(page, nl.nav.measure);
  await expect(off(page)).toBeVisible();
  // No screen of it leads to where something new is entered.
  await open(page, "/hulp");
  const seen = new Set();
  const todo = ["/metingen"];
  while (todo.length > 0) {
    const path = todo.shift();
    if (seen.has(path)) continue;
    seen.add(path);
    await open(page, path);
    await expect.soft(page.getByRole("heading", { level: 1 }), path).not.toHaveText(nl.missing.title);
    const links = await page.locator("main a[href^='/metingen']").evaluateAll((all) => all.map((one) => one.pathname));
    todo.push(...links);
  }
  expect([...seen].filter((path) => path.endsWith("/nieuw"))).toEqual([]);
  await open(page, "/hulp");
  for (const path of ["/metingen/gewicht", "/metingen/dialyse", "/metingen/bloeddrukweek", "/metingen/herinneringen", "/metingen/bestand", "/metingen/delen"]) {
    expect(seen).toContain(path);
    await open(page, path);
    await expect.soft(off(page), path).toBeVisible();
    await expect.soft(page.locator("main form input[type=text], main input[type=file], main input[type=time]"), path).toHaveCount(0);
  }
  await open(page, "/metingen/dialyse");
  await accessible(page, "sessions without their module");
  for (const path of [...seen].filter((path) => /\/metingen\/(meting|dialyse)\/./.test(path))) {
    await open(page, path);
    await app.button(page, nl.measure.remove).first().click();
    await app.button(page.getByRole("dialog", { name: nl.measure.remove_title }), nl.measure.remove).click();
    await expect(page.getByText(nl.measure.removed)).toBeVisible();
  }
  await open(page, "/meer");
  await expect(page.locator("nav a[href^='/metingen']")).toHaveCount(0);
});

test("what was being sent when its module was left out ends with what became of it", async ({ page, context, baseURL, network }) => {
  const leaveOut = await everything(context, baseURL);
  await app.makeVault(page);
  await collect(page, app.WATERLELIE);
  await weigh(page, "70,5");
  await open(page, "/metingen/delen");
  await app.button(page, nl.sharing.look).click();
  await app.button(page, nl.sharing.send).click();
  await page.waitForURL((url) => url.hostname !== "inzage.localhost");
  await leaveOut();
  await app.digid(page, "riet");
  await page.locator("#ja").click();
  await page.waitForURL(/inzage\.localhost.*\/metingen\/delen$/);
  await worded(page);
  await expect(page.getByText(nl.sharing.done_all)).toBeVisible({ timeout: 30_000 });
  await expect(off(page)).toBeVisible();
  const sent = (await network.get("received")).filter(({ resource }) => resource.resourceType === "Observation");
  expect(sent).toHaveLength(1);
  // It can be found again, and nothing more can be sent.
  await app.button(page, nl.sharing.to_choice).click();
  await expect(page.getByRole("heading", { name: nl.sharing.earlier })).toBeVisible();
  await expect(app.button(page, nl.sharing.look)).toHaveCount(0);
});
