// The app in the brand of an operator (brands/voorbeeld): its name, colours, form of
// address and help on every screen, and no way to what it left out.
import { expect, test } from "../lib/test.js";
import { noDeadEnds, nothingLeft, worded } from "../lib/brand.js";
import { everyTheme, fromTheDoor } from "../lib/theme.js";
import { en, nl } from "../lib/words.js";
import * as app from "../lib/app.js";

test.use({ brand: "voorbeeld/brand.toml" });

const OFF = ["zorgnetwerk", "bespreken"];

async function theOperators(page, path) {
  if (OFF.includes(path.split("/")[1])) {
    // Nothing of hers is there, and nothing new can be made.
    for (const key of ["module_off", "module_none"]) {
      const [dutch, english] = [nl, en].map(({ common }) => page.getByText(common[key], { exact: true }));
      await expect(dutch.or(english)).toBeVisible();
    }
  }
  await nothingLeft(page, path);
  await noDeadEnds(page, path, OFF);
}

test("every screen is the operator's", async ({ page, browser }) => {
  test.setTimeout(900_000);
  await page.goto("/welkom");
  await worded(page);
  await expect(page.getByText("In Mijn Zorgmap lees je ze rustig na.")).toBeVisible();
  await fromTheDoor(page, theOperators);
  await everyTheme(page, browser, theOperators);
});

test("help, its pages and the file for the help desk", async ({ page }) => {
  await page.goto("/hulp");
  await worded(page);
  await expect(page.getByRole("link", { name: "Bel 088 000 00 00" }).first()).toHaveAttribute("href", "tel:0880000000");
  await expect(page.getByText("Zorgmap B.V.")).toBeVisible();
  await page.getByRole("link", { name: "Privacyverklaring" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Wat wij weten" })).toBeVisible();
  await page.goto("/hulp/probleem");
  await page.locator("#report-expected").fill("Dat het lukt");
  await expect(page.locator("pre")).toContainText("expected: Dat het lukt");
  const download = page.waitForEvent("download");
  await app.button(page, nl.help.save).click();
  expect((await download).suggestedFilename()).toMatch(/^mijn-zorgmap-probleem-[\d-]+\.txt$/);
});
