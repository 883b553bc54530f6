// Own measurements seen: the chart with its walk by keyboard, notes, a target, the
// table, files and paper; at most three taps to a reading; what is typed in a change
// survives a reload, and a full disk loses nothing.
import { readFile } from "node:fs/promises";
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const text = nl.measure;

test.use({ timezoneId: "Europe/Amsterdam" });

async function pressure(page, day, clock, [high, low, pulse], note) {
  await page.goto("/metingen/bloeddruk/nieuw");
  await page.locator("#systolic").fill(high);
  await page.locator("#diastolic").fill(low);
  await page.locator("#pulse").fill(pulse);
  await page.getByText(text.details).click();
  await page.locator("#date").fill(day);
  await page.locator("#time").fill(clock);
  if (note) await page.locator("#note").fill(note);
  await app.button(page, text.keep).first().click();
  await expect(page.getByText(text.kept_value)).toBeVisible();
}

test("a reading is three taps and the number away from the overview", async ({ page }) => {
  await app.makeVault(page);
  let taps = 0;
  const tap = async (target) => {
    taps += 1;
    await target.click();
  };
  await tap(page.getByRole("navigation").getByRole("link", { name: nl.nav.measure, exact: true }).first());
  await tap(page.locator(".measure-way", { hasText: text.weight }));
  // The field has the focus: nothing is tapped to type.
  await expect(page.locator("#weight")).toBeFocused();
  await page.keyboard.type("72,4");
  await tap(app.button(page, text.keep).first());
  await expect(page.getByText(text.kept_value)).toBeVisible();
  expect(taps).toBeLessThanOrEqual(3);
  await app.menu(page, nl.nav.overview);
  await expect(page.locator(".measure-tile")).toContainText("72,4");
});

test("own measurements are walked by keyboard, read as a table, printed, saved and found", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-05-26T21:00:00+02:00") });
  await app.makeVault(page);
  await pressure(page, "2026-05-25", "08:05", ["142", "84", "66"], "Na traplopen");
  await pressure(page, "2026-05-25", "20:10", ["136", "80", "64"]);
  await pressure(page, "2026-05-26", "08:00", ["139", "82", "65"]);
  await page.goto("/metingen/bloeddruk");
  await page.getByText(text.target_new).click();
  await page.locator("#target-amount").fill("135");
  await page.locator("#target-day").fill("2026-05-01");
  await app.button(page, text.keep).first().click();
  const legend = page.locator(".chart-legend");
  await expect(legend).toContainText("Uzelf, ochtend");
  await expect(legend).toContainText("Uzelf, avond");
  await expect(legend).toContainText("Streefwaarde boven 135");
  await expect(page.locator("p.lead")).toContainText("(uzelf, ochtend)");
  await expect(page.locator(".chart-remarks")).toContainText("Na traplopen");

  const walk = page.getByRole("slider", { name: nl.series.walk });
  await walk.focus();
  await page.keyboard.press("Home");
  await expect(walk).toHaveAttribute("aria-valuetext", /142\/84 mmHg.*66.*notitie 1: Na traplopen/);
  await page.keyboard.press("ArrowRight");
  await expect(walk).toHaveAttribute("aria-valuetext", /136\/80 mmHg.*Uzelf, avond/);
  await expect(page.locator(".chart-spot")).toHaveText(await walk.getAttribute("aria-valuetext"));
  await expect(page.locator(".chart-here").first()).toBeVisible();
  await expect(page.locator(".chart-table tbody tr")).toHaveCount(3);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await accessible(page, `own blood pressure, ${colorScheme}`);
  }

  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await expect(page.locator(".chart-picture").first()).toBeVisible();
  await expect(walk).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  const table = page.waitForEvent("download");
  await app.button(page, nl.series.save_csv).click();
  expect(await readFile(await (await table).path(), "utf8")).toContain("2026-05-25 08:05,142,84,mmHg");
  const picture = page.waitForEvent("download");
  await app.button(page, nl.series.save_svg).click();
  expect(await readFile(await (await picture).path(), "utf8")).toContain("Streefwaarde boven");

  await page.getByRole("radio", { name: nl.series.week, exact: true }).check();
  await expect(page.locator(".chart-period")).toHaveText("25 tot en met 31 mei 2026");

  await page.goto("/tijdlijn");
  await expect(page.locator(".row", { hasText: "142/84" })).toContainText("Uzelf");
  await app.menu(page, nl.nav.search);
  await page.locator("#search-words").fill("traplopen");
  await expect(page.locator(".hits .row")).toContainText("Na traplopen");
  await page.locator(".hits .row").click();
  await expect(page.locator("#systolic")).toHaveValue("142");
});

test("what is changed in a reading is there after a reload; on a full disk it stays in sight", async ({ page }) => {
  await app.makeVault(page);
  await page.goto("/metingen/gewicht/nieuw");
  await page.locator("#weight").fill("72,4");
  await app.button(page, text.keep).first().click();
  await page.getByRole("link", { name: text.see, exact: true }).click();
  await page.locator(".chart-table tbody a").click();
  await expect(page.locator("#weight")).toHaveValue("72,4");
  await page.locator("#weight").fill("73,1");
  // The draft is kept a moment after the last key.
  await page.waitForTimeout(1000);
  await app.button(page, nl.nav.lock).locator("visible=true").first().click();
  await app.unlock(page);
  await expect(page.locator("#weight")).toHaveValue("73,1");

  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  // The browser asks anew how much room there is after half a minute.
  await page.waitForTimeout(32_000);
  await app.button(page, text.keep).first().click();
  await expect(page.getByText(nl.trouble.full, { exact: false }).first()).toBeVisible();
  await expect(page.locator("#weight")).toHaveValue("73,1");
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await app.button(page, text.keep).first().click();
  await expect(page.locator(".measure-history > li")).toHaveCount(2);
});
