// Measured at home: enter, correct, delete, sessions, a blood-pressure week,
// files, and what is typed when the lock falls.
import { readFileSync } from "node:fs";
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl, say } from "../lib/words.js";
import * as app from "../lib/app.js";

const text = nl.measure;

test.use({ timezoneId: "Europe/Amsterdam" });

async function enter(page, kind, numbers) {
  await app.menu(page, nl.nav.measure);
  await page.locator(".measure-way", { hasText: kind }).click();
  for (const [id, value] of Object.entries(numbers)) await page.locator(`#${id}`).fill(value);
  await app.button(page, text.keep).first().click();
}

test("a reading is entered in three taps, corrected, deleted, and its history stays", async ({ page }) => {
  await app.makeVault(page);
  await enter(page, text.weight, { weight: "250" });
  const sure = page.getByRole("dialog", { name: text.sure_title });
  await expect(sure).toContainText("250");
  await app.button(sure, text.sure_no).click();
  await page.locator("#weight").fill("veel");
  await app.button(page, text.keep).first().click();
  await expect(page.getByText(text.not_a_number)).toBeVisible();
  await accessible(page, "a refused reading");
  await page.locator("#weight").fill("72,40");
  await app.button(page, text.keep).first().click();
  await page.getByRole("link", { name: text.see, exact: true }).click();
  const row = page.locator(".chart-table tbody tr", { hasText: "72,40 kg" });
  await expect(row).toBeVisible();
  await accessible(page, "readings");
  await row.getByRole("link").click();
  await expect(page.locator("#weight")).toHaveValue("72,40");
  await page.locator("#weight").fill("73");
  await app.button(page, text.keep).first().click();
  await expect(page.locator(".measure-history > li")).toHaveCount(2);
  await accessible(page, "one reading");
  await app.button(page, text.remove).first().click();
  await app.button(page.getByRole("dialog", { name: text.remove_title }), text.remove).click();
  await expect(page.getByText(text.removed)).toBeVisible();
  await expect(page.locator(".measure-history > li")).toHaveCount(3);
  await expect(page.locator(".measure-history")).toContainText("72,40");
});

test("what is being typed is there after the lock", async ({ page }) => {
  await app.makeVault(page);
  await app.menu(page, nl.nav.measure);
  await page.locator(".measure-way", { hasText: text.blood_pressure }).click();
  await page.locator("#systolic").fill("142");
  // The draft is kept a moment after the last key.
  await page.waitForTimeout(1000);
  await app.button(page, nl.nav.lock).locator("visible=true").first().click();
  await app.unlock(page);
  await expect(page.locator("#systolic")).toHaveValue("142");
});

test("a dialysis week: half a session, the other half, gains and the target weight", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-05-25T07:40:00+02:00") });
  await app.makeVault(page);
  const days = [["74,3", "72,1"], ["73,9", "72,0"], ["74,1", null]];
  for (const [index, [before, after]] of days.entries()) {
    if (index > 0) await app.later(page, `2026-05-${25 + 2 * index}T07:40:00+02:00`);
    await enter(page, text.dialysis, { "before-weight": before, "before-systolic": "142", "before-diastolic": "80" });
    await expect(page.getByText(text.kept_value)).toBeVisible();
    if (!after) continue;
    await app.later(page, `2026-05-${25 + 2 * index}T12:00:00+02:00`);
    await app.menu(page, nl.nav.overview);
    await app.menu(page, nl.nav.measure);
    await page.getByRole("link", { name: text.half_go }).click();
    await page.locator("#after-weight").fill(after);
    await app.button(page, text.keep).first().click();
    await expect(page.locator(".measure-history > li")).toHaveCount(2);
  }
  await page.goto("/metingen/dialyse");
  const cards = page.locator("#measure-sessions tr");
  await expect(cards).toHaveCount(3);
  await expect(cards.nth(1)).toContainText("+1,8 kg");
  await expect(cards.nth(1)).toContainText("1,9 kg");
  await expect(cards.nth(0)).toContainText(text.not_yet);
  await page.getByText(text.target_new).click();
  await page.locator("#target-amount").fill("72");
  await page.locator("#target-day").fill("2026-05-01");
  await page.locator("#target-with").fill("dr. De Vries");
  await app.button(page, text.keep).first().click();
  await expect(cards.nth(1)).toContainText("+2,5%");
  await accessible(page, "sessions");
  // A target that was a slip of the finger is taken away again.
  const targets = page.locator(".measure-targets > li");
  await expect(targets).toHaveCount(1);
  await app.button(targets, `${text.r_remove}: 72\u00a0kg, 1 mei 2026`).click();
  await expect(targets).toHaveCount(0);
  await expect(cards.nth(1)).not.toContainText("2,5%");
});

test("a blood-pressure week with a countdown, and the means", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-10-24T08:00:00+02:00") });
  await app.makeVault(page);
  const toWeek = async () => {
    await app.menu(page, nl.nav.measure);
    await page.locator("a.row", { hasText: text.week }).click();
  };
  await toWeek();
  await app.button(page, text.bw_start).click();
  const fill = async (systolic) => {
    await page.locator("#systolic").fill(systolic);
    await page.locator("#diastolic").fill("80");
    await app.button(page, text.keep).click();
  };
  await fill("150");
  await expect(page.getByRole("timer")).toBeVisible();
  await accessible(page, "the pause");
  await page.clock.runFor(61_000);
  await expect(page.getByRole("timer")).toBeHidden();
  await fill("148");
  await expect(page.getByText(text.bw_done_now)).toBeVisible();
  // The clock goes back in the night between; the day after is day two.
  await app.later(page, "2026-10-25T08:00:00+01:00");
  await toWeek();
  await expect(page.getByText(say(text.bw_next, { day: 2, turn: text.bw_morning, number: 1 }))).toBeVisible();
  await fill("140");
  const both = page.getByRole("row").filter({ hasText: text.bw_both });
  await expect(both).toContainText("146/80");
  await expect(both).toContainText("140/80");
  await accessible(page, "a blood-pressure week");
  // What was measured yesterday evening is entered now, and gets its own place.
  await page.clock.runFor(61_000);
  await page.getByText(text.bw_other).click();
  await page.locator("#date").fill("2026-10-24");
  await page.locator("#time").fill("20:00");
  await fill("152");
  const day = page.getByRole("rowheader", { name: new RegExp(`^${text.bw_day} 1 `) });
  const first = page.getByRole("row").filter({ has: day });
  await expect(first).toContainText("152/80");
  await expect(page.getByText(say(text.bw_next, { day: 2, turn: text.bw_morning, number: 2 }))).toBeVisible();
  await first.getByRole("link", { name: "150/80" }).click();
  await expect(page.locator("#systolic")).toHaveValue("150");
  await page.goBack();
  await expect(both).toContainText("148/80");
  const paper = (await page.pdf({ format: "A4" })).toString("latin1");
  expect(paper.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
});

test("readings go out as a file and come back once; bad rows are told", async ({ page }) => {
  await app.makeVault(page);
  await enter(page, text.weight, { weight: "72,4" });
  await expect(page.getByText(text.kept_value)).toBeVisible();
  await app.menu(page, nl.nav.measure);
  await page.locator("a.row", { hasText: text.file_short }).click();
  const download = page.waitForEvent("download");
  await app.button(page, text.f_out).click();
  const file = readFileSync(await (await download).path(), "utf8");
  expect(file.split("\n")[0]).toContain("id;soort;tijdstip;waarde");
  const extra = `${file}x;gewicht;2020-01-01 08:00;71,9;;;kg;;;;;\ny;humeur;2020-01-01 08:00;7;;;;;;;;\n`;
  await page.locator("#measure-file").setInputFiles({ name: "m.csv", mimeType: "text/csv", buffer: Buffer.from(extra) });
  await app.button(page, text.f_look).click();
  await expect(page.getByText(say(text.f_summary, { fresh: 1, duplicates: 1, wrong: 1 }))).toBeVisible();
  await accessible(page, "a preview");
  await app.button(page, text.f_take).click();
  await expect(page.getByText(say(text.f_done, { fresh: 1 }))).toBeVisible();
});

test("a reminder is due today on the overview and goes to the calendar", async ({ page }) => {
  await app.makeVault(page);
  await page.goto("/metingen/herinneringen");
  await app.button(page, text.r_keep).click();
  await expect(page.locator(".queries > li")).toHaveCount(1);
  await accessible(page, "reminders");
  const download = page.waitForEvent("download");
  await app.button(page, text.r_calendar).click();
  const file = readFileSync(await (await download).path(), "utf8");
  expect(file).toContain("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU");
  await app.menu(page, nl.nav.overview);
  await expect(page.locator(".measure-due")).toContainText(text.blood_pressure);
  await page.locator(".measure-due").getByRole("link").click();
  await page.locator("#systolic").fill("130");
  await page.locator("#diastolic").fill("80");
  await app.button(page, text.keep).first().click();
  await expect(page.getByText(text.kept_value)).toBeVisible();
  await app.menu(page, nl.nav.overview);
  await expect(page.locator(".measure-due")).toContainText(text.due_done);
});

test("the screens of measuring are accessible, in both themes", async ({ page }) => {
  await app.makeVault(page);
  await enter(page, text.glucose, { glucose: "6,8" });
  await expect(page.getByText(text.kept_value)).toBeVisible();
  for (const path of ["", "/gewicht", "/gewicht/nieuw", "/bloedsuiker", "/bloedsuiker/nieuw", "/dialyse", "/dialyse/nieuw", "/bloeddrukweek", "/bestand", "/herinneringen"]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`/metingen${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await accessible(page, `/metingen${path} ${colorScheme}`);
    }
  }
});
