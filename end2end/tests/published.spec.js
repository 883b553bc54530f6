// The published qualification data, collected and read in the browser. They are
// not part of the project; `cargo xtask fixtures` lays them out where they are.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const data = process.env.INZAGE_PUBLISHED;
test.use({ data });
test.skip(!data, "no published data here");

const PROVIDERS = ["Ziekenhuis Gepubliceerd", "Huisarts Gepubliceerd", "Brieven Gepubliceerd", "Prikken Gepubliceerd"];
// Whose data each provider holds: one person each, as published.
const PERSONS = ["medmij-bgz-test-patA", "gpdata-patient-kwalificatie1", "example-pdfa-kwalificatie1"];

for (const [at, persona] of PERSONS.entries()) {
  const provider = PROVIDERS[at];
  test(`all of ${provider} is collected and every page of it can be read`, async ({ page, network, watch }) => {
    const known = network.personas.find(({ id }) => id === persona || id.endsWith(persona));
    // The published letters name one file that is not there: told, and nothing else.
    const missing = provider === "Brieven Gepubliceerd" ? 1 : 0;
    if (missing > 0) watch.allow(/status of 404 .*\/follow\)/);
    await app.makeVault(page);
    await app.collectAll(page, [provider], known.id);
    await expect(page.getByText(nl.collect.failed, { exact: true })).toHaveCount(missing);
    await page.goto("/dossier");
    await expect(page.locator("a.chapter").first()).toBeVisible();
    const chapters = await page
      .locator("a.chapter:not(.chapter-empty)")
      .evaluateAll((links) => links.map((link) => link.pathname));
    let entries = 0;
    for (const chapter of chapters) {
      await page.goto(chapter);
      await expect(page.locator("a.row").first()).toBeVisible();
      const rows = await page.locator("a.row").evaluateAll((links) => links.map((link) => link.pathname));
      for (const row of rows) {
        await page.goto(row);
        await expect(page.locator("article.entry h1")).not.toBeEmpty();
        entries += 1;
      }
      await accessible(page, `the last entry of ${chapter}`);
    }
    expect(entries).toBeGreaterThan(0);
  });
}
