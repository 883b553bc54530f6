// The app of an operator who left every module out: no way leads nowhere, and what was
// made before can still be seen, paused and stopped.
import { expect, test } from "../lib/test.js";
import { everyLink, noDeadEnds, toldOtherwise, worded } from "../lib/brand.js";
import { open } from "../lib/screens.js";
import { nl, startsAs } from "../lib/words.js";
import * as app from "../lib/app.js";

test.use({ brand: "../end2end/lib/bare.toml" });

const OFF = ["metingen", "medicatie", "verzoeken", "zorgnetwerk", "tijdlijn", "bespreken", "delen"];

test("no way leads to what is not there", async ({ page }) => {
  await page.goto("/welkom");
  await worded(page);
  await expect(app.heading(page, nl.welcome.title)).toBeVisible();
  // Links of others may live still: who helps somebody is led to them.
  await expect(page.getByRole("link", { name: nl.welcome.helping })).toBeVisible();
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE], "riet");
  const been = await everyLink(page, async (path) => {
    await noDeadEnds(page, path, OFF);
    // The sentence that sends people there is left out with it.
    await expect.soft(page.locator("main"), path).not.toContainText(nl.links.remains);
    if (path === "/logboek/gebruik") {
      await expect(page.locator(".log li").first()).toBeVisible();
      await expect(page.getByRole("button", { name: new RegExp(`^${nl.access.unknown}`) })).toHaveCount(0);
    }
  });
  expect(been.length, `screens: ${been.join(" ")}`).toBeGreaterThan(30);
  // Who types an address that was left out is told so.
  for (const path of ["/medicatie/dag", "/tijdlijn", "/delen/nieuw", "/verzoeken/rechten"]) {
    await open(page, "/hulp");
    await open(page, path);
    await expect(app.heading(page, nl.missing.title)).toBeVisible();
  }
});

test.describe("modules that were there before", () => {
  // A worker would show the page as it was told first.
  test.use({ serviceWorkers: "block" });

  test("a link outlives its module, and can be stopped", async ({ page, context, baseURL }) => {
    const leaveOut = await toldOtherwise(context, new URL(baseURL).origin, (brand) => ({ ...brand, off: [] }));
    await app.makeVault(page);
    await open(page, "/delen/nieuw");
    await page.locator("#link-name").fill("Voor Anna");
    await app.button(page, nl.links.go).click();
    await expect(page.getByText("Voor Anna").first()).toBeVisible();
    const link = await page.locator(".link-text").textContent();

    await leaveOut();
    await page.reload();
    await worded(page);
    // Its own screen is still there, and nothing new can be made.
    await expect(app.heading(page, "Voor Anna")).toBeVisible();
    await expect(app.button(page, startsAs(nl.links.extend))).toHaveCount(0);
    await app.menu(page, nl.links.title);
    await expect(page.getByText(nl.links.off_left)).toBeVisible();
    await expect(page.getByRole("link", { name: nl.links.make, exact: true })).toHaveCount(0);
    await open(page, "/meenemen");
    await expect(page.locator("main").getByRole("link", { name: nl.links.title, exact: true })).toBeVisible();

    // It opens until it is stopped here.
    const phone = await (await context.browser().newContext({ locale: "nl-NL" })).newPage();
    await phone.goto(link);
    await expect(phone.locator("#along-who")).toBeVisible();
    await phone.context().close();
    await app.menu(page, nl.links.title);
    await page.getByRole("link", { name: "Voor Anna", exact: true }).click();
    await app.button(page, nl.links.stop).click();
    await app.button(page, nl.links.stop_go).click();
    await expect(page.getByText(nl.links.state_stopped)).toBeVisible();
    await app.button(page, nl.links.forget).click();
    // Nothing of it is left: the way is gone with it.
    await expect(page.getByText(nl.links.none, { exact: true })).toBeVisible();
    await open(page, "/meenemen");
    await noDeadEnds(page, "/meenemen", OFF);
  });

  test("a request outlives its module, and can be read and removed", async ({ page, context, baseURL }) => {
    const leaveOut = await toldOtherwise(context, new URL(baseURL).origin, (brand) => ({ ...brand, off: [] }));
    await app.makeVault(page);
    await app.collectAll(page, [app.WATERLELIE], "riet");
    // What a login led back to was told by the gateway itself.
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await open(page, "/logboek/gebruik");
    const unknown = page.getByRole("button", { name: new RegExp(`^${nl.access.unknown}`) });
    await unknown.first().click();
    await expect(page).toHaveURL(/\/verzoeken\/[\w-]+\/wijzigen$/);

    await leaveOut();
    await page.reload();
    await worded(page);
    await app.menu(page, nl.asking.title);
    await expect(page.getByText(nl.asking.off)).toBeVisible();
    await expect(page.locator("main a[href^='/verzoeken/nieuw'], main a[href='/verzoeken/rechten']")).toHaveCount(0);
    const asked = page.getByRole("list", { name: nl.asking.title }).getByRole("link");
    await expect(asked).toHaveCount(1);
    await asked.click();
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(nl.missing.title);
    await open(page, "/logboek/gebruik");
    await expect(unknown).toHaveCount(0);
    await page.getByRole("link", { name: nl.access.asked, exact: true }).click();
    await expect(page).toHaveURL(/\/verzoeken\/[\w-]+$/);
    await app.button(page, nl.asking.delete).click();
    // Nothing of it is left: the way is gone with it.
    await expect(page.locator("nav a[href='/verzoeken']")).toHaveCount(0);
  });
});
