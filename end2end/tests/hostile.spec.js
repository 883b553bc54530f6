// What was received is text, whatever it says.
import { ABOUT, CLINIC, record, writeData } from "../lib/data.js";
import { expect, test } from "../lib/test.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

// One of each kind of trick; each would show itself by setting `window.hit`,
// by a request, or by a violation.
const TRICKS = [
  "<script>window.hit=1</script>",
  "<img src=x onerror=window.hit=1>",
  "<svg onload=window.hit=1><animate onbegin=window.hit=1 attributeName=x dur=1s>",
  "<a href=\"javascript:window.hit=1\">klik</a>",
  "<iframe srcdoc=\"<script>parent.hit=1</script>\"></iframe>",
  "<math><mtext><table><mglyph><style><img src=x onerror=window.hit=1>",
  "<link rel=stylesheet href=https://elders.example/x.css>",
  "<form action=https://elders.example/><button autofocus onfocus=window.hit=1>",
  "\"><body onload=window.hit=1>",
  "'-alert(1)-'",
  "{{constructor.constructor('window.hit=1')()}}",
  "data:text/html,<script>parent.hit=1</script>",
  "javascript:window.hit=1",
  "<meta http-equiv=refresh content='0;url=https://elders.example/'>",
  "</textarea></title></style></noscript><script>window.hit=1</script>",
  "\u202egnp.1=tih.wodniw\u202c",
  "<object data=\"https://elders.example/x\"></object>",
  "<details open ontoggle=window.hit=1>",
];
let turn = 0;
const trick = (what) => `${what} ${TRICKS[turn++ % TRICKS.length]}`;
const { 48: bgz, 51: letters } = record(trick);
const data = writeData("hostile", { kliniekdeproef: { about: ABOUT, services: { 48: bgz, 51: letters } } });
test.use({ data });

test("tricks in every text are shown as text and never run", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [CLINIC], "mens");
  const unharmed = async () => {
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
    expect(await page.locator("main :is(script, iframe, object, embed, form[action], link, meta, [onerror], [onload])").count()).toBe(0);
    expect(await page.locator("main a[href^='javascript:'], main a[href^='data:']").count()).toBe(0);
  };
  let entries = 0;
  await page.goto("/dossier");
  await expect(page.locator("a.chapter").first()).toBeVisible();
  await unharmed();
  const chapters = await page.locator("a.chapter:not(.chapter-empty)").evaluateAll((links) => links.map((link) => link.pathname));
  for (const chapter of chapters) {
    await page.goto(chapter);
    await expect(page.locator("a.row").first()).toBeVisible();
    await unharmed();
    const rows = await page.locator("a.row").evaluateAll((links) => links.map((link) => link.pathname));
    for (const row of rows) {
      await page.goto(row);
      await expect(page.locator("article.entry h1")).toBeVisible();
      for (const fold of await page.locator("details > summary").all()) await fold.click();
      await unharmed();
      entries += 1;
    }
  }
  expect(entries).toBeGreaterThanOrEqual(5);
  await page.goto("/documenten");
  await page.getByRole("button", { name: new RegExp(`^${nl.documents.open} `) }).first().click();
  await expect(page.locator("pre.paper")).toContainText("brief");
  await unharmed();
});
