// Results in time: the list, the chart with its walk by keyboard, the table, on
// paper; and one result beside what is normal.
import { readFile } from "node:fs/promises";
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

test("a series is walked by keyboard, read as a table, printed and saved", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.VENNEBOS, app.LINDE], "riet");
  await app.menu(page, nl.nav.dossier);
  await page.getByRole("link", { name: /Uitslagen/ }).first().click();
  await page.getByRole("link", { name: nl.series.title, exact: true }).click();
  await expect(app.heading(page, nl.series.title)).toBeVisible();
  await accessible(page, "the list of series");

  await page.getByRole("link", { name: /^Kalium/ }).first().click();
  await expect(app.heading(page, /^Kalium/)).toBeVisible();
  await expect(page.locator(".series .lead")).toContainText("mmol/L");
  await expect(page.locator(".chart-notes")).toContainText("ophaling");

  const walk = page.getByRole("slider", { name: nl.series.walk });
  await walk.focus();
  const newest = await walk.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowLeft");
  await expect(walk).not.toHaveAttribute("aria-valuetext", newest);
  await expect(page.locator(".chart-spot")).toHaveText(await walk.getAttribute("aria-valuetext"));
  await expect(page.locator(".chart-here")).toBeVisible();
  await page.keyboard.press("Home");
  const oldest = await walk.getAttribute("aria-valuetext");
  expect(oldest).toContain("mmol/L");
  await page.keyboard.press("End");
  await expect(walk).toHaveAttribute("aria-valuetext", newest);

  const rows = page.getByRole("table").getByRole("row");
  expect(await rows.count()).toBe(Number(await walk.getAttribute("max")) + 2);
  await expect(rows.last()).toContainText(oldest.split(" · ")[1]);

  await page.getByRole("radio", { name: nl.series.year, exact: true }).check();
  await expect(page.locator(".chart-period")).toHaveText(/^\d{4}$/);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await accessible(page, `a series, ${colorScheme}`);
  }

  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await expect(page.locator(".chart-picture").first()).toBeVisible();
  await expect(walk).toBeHidden();
  await expect(page.getByRole("radio", { name: nl.series.week, exact: true })).toBeHidden();
  await page.emulateMedia({ media: "screen" });

  const saved = page.waitForEvent("download");
  await app.button(page, nl.series.save_csv).click();
  const csv = await readFile(await (await saved).path(), "utf8");
  expect(csv.split("\r\n")[0]).toContain("datum,waarde,eenheid");
  const picture = page.waitForEvent("download");
  await app.button(page, nl.series.save_svg).click();
  expect(await readFile(await (await picture).path(), "utf8")).toContain("<svg ");

  await page.getByRole("table").getByRole("link").first().click();
  const measured = page.locator(".measured").first();
  await expect(measured).toContainText("volgens de bron");
  await expect(measured.locator(".chart-picture").first()).toBeVisible();
  await accessible(page, "a result beside what is normal");
  await measured.getByRole("link").click();
  await expect(page.locator(".series .chart")).toBeVisible();
});
