// The gallery (ADR 0190): every component in every state, looked at in one theme.
// What holds everywhere is always tested; the pictures only where the same Chromium
// draws the same letters as when they were accepted, and otherwise it says so.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "./test.js";
import { accessible } from "./axe.js";
import { fits } from "./screens.js";

const PICTURES = new URL("../pictures/", import.meta.url);
const MADE_BY = new URL("made-by.json", PICTURES);
const ACCEPTS = process.env.INZAGE_ACCEPT === "1";

/** How much may differ: the last digit of a colour, at the edge of a letter. */
const SAME = { threshold: 0.02, maxDiffPixels: 8, scale: "css", animations: "disabled", caret: "hide" };

/** Each width and each of light and dark, once. */
const LOOKS = {
  "wide-light": { width: 1280, colorScheme: "light" },
  "narrow-dark": { width: 360, colorScheme: "dark" },
};

/** The two tests of a theme; `kept`: of which groups pictures are kept, absent: of all. */
export function gallery(theme, kept) {
  test.use({ app: "target/gallery" });

  test(`every component in every state holds in the theme ${theme}`, async ({ page }) => {
    test.setTimeout(300_000);
    for (const group of await groups(page)) {
      await open(page, group);
      for (const look of Object.keys(LOOKS)) {
        await wear(page, look);
        await fits(page, `${group}, ${look}`);
        await everyExampleIsSeen(page, `${group}, ${look}`);
        await accessible(page, `${group}, ${theme}, ${look}`);
      }
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page, `${group} at 320`);
    }
  });

  test(`every component looks as it was accepted in the theme ${theme}`, async ({ page, browser }) => {
    test.setTimeout(300_000);
    const all = await groups(page);
    const here = await maker(page, browser);
    const reason = comparable(here);
    test.skip(reason !== undefined, reason);
    for (const group of kept ?? all) {
      await open(page, group);
      await force(page);
      for (const look of Object.keys(LOOKS)) {
        await wear(page, look);
        await expect.soft(pictured(page, group)).toHaveScreenshot([`${theme}-${group}-${look}.png`], SAME);
      }
    }
  });
}

/** The names of the groups, as the gallery itself lists them. */
async function groups(page) {
  await page.goto("/galerij");
  await expect(page.locator("#groups a").first()).toBeVisible();
  const all = await page.locator("#groups a").evaluateAll((links) => links.map((link) => link.pathname.split("/").pop()));
  expect(all.length, "groups of the gallery").toBeGreaterThan(8);
  return all;
}

async function open(page, group) {
  await page.goto(`/galerij/${group}`);
  await expect(page.locator(".example").first()).toBeVisible();
  for (const button of await page.locator("[data-open] [aria-expanded=false]").all()) await button.click();
  await page.evaluate(() => document.activeElement?.blur());
}

/** Width, colours, and everything drawn for them. */
async function wear(page, look) {
  const { width, colorScheme } = LOOKS[look];
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
  await page.evaluate(async (theme) => {
    document.documentElement.dataset.theme = theme;
    await document.fonts.ready;
    // Charts are laid out anew for the room there is.
    for (let turn = 0; turn < 3; turn += 1) await new Promise(requestAnimationFrame);
  }, colorScheme);
}

/** What a picture is taken of: the examples, or the whole window where something
    stands over or beside the page. */
function pictured(page, group) {
  return ["dialoog", "kader"].includes(group) ? page : page.locator(".gallery");
}

/** Shows what is pointed at and what has the focus as it is then, many at a time. */
async function force(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("DOM.enable");
  await client.send("CSS.enable");
  const { root } = await client.send("DOM.getDocument");
  for (const state of ["hover", "focus-visible"]) {
    const selector = ["a", "button", "input", "select", "summary"]
      .map((control) => `[data-force="${state}"] ${control}`)
      .join(", ");
    const { nodeIds } = await client.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector });
    const classes = state === "hover" ? ["hover"] : ["focus", "focus-visible"];
    for (const nodeId of nodeIds) {
      await client.send("CSS.forcePseudoState", { nodeId, forcedPseudoClasses: classes });
    }
  }
}

/** No example is empty, hidden or cut off. */
async function everyExampleIsSeen(page, where) {
  const wrong = await page.locator(".example").evaluateAll((examples) =>
    examples
      .filter((example) => {
        const body = example.querySelector(".example-body");
        const { width, height } = body.getBoundingClientRect();
        const shows = body.innerText.trim() !== "" || body.querySelector("svg path, img, input") !== null;
        return !shows || width === 0 || height === 0;
      })
      .map((example) => example.querySelector("h2").textContent),
  );
  expect.soft(wrong, `examples that show nothing on ${where}`).toEqual([]);
}

/** What draws here: the browser, and what letters look like with it. */
async function maker(page, browser) {
  await page.setViewportSize({ width: 800, height: 600 });
  await page.evaluate(async () => {
    const sheet = document.createElement("div");
    sheet.id = "letters";
    sheet.style.cssText = "position:fixed;inset:0;z-index:99;background:#fff;color:#000;padding:8px";
    for (const font of ["var(--font)", "var(--font-code)"]) {
      for (const size of [14, 18, 31]) {
        const line = document.createElement("p");
        line.style.cssText = `font:400 ${size}px ${font};margin:0`;
        line.textContent = "Bloedfilterend 0123456789 µg ≤ é Ægir";
        const bold = line.cloneNode(true);
        bold.style.fontWeight = "700";
        sheet.append(line, bold);
      }
    }
    document.body.append(sheet);
    await document.fonts.ready;
    await new Promise(requestAnimationFrame);
  });
  const picture = await page.locator("#letters").screenshot({ scale: "css" });
  await page.evaluate(() => document.getElementById("letters").remove());
  return { chromium: browser.version(), letters: createHash("sha256").update(picture).digest("hex") };
}

/** Why the pictures cannot be compared here; undefined when they can. */
function comparable(here) {
  if (ACCEPTS) {
    mkdirSync(PICTURES, { recursive: true });
    writeFileSync(MADE_BY, `${JSON.stringify(here, undefined, 2)}\n`);
    return undefined;
  }
  const made = existsSync(MADE_BY) ? JSON.parse(readFileSync(MADE_BY, "utf8")) : {};
  if (made.chromium === here.chromium && made.letters === here.letters) return undefined;
  const why =
    made.chromium === here.chromium
      ? "the fonts here draw other letters"
      : `they were made by Chromium ${made.chromium}, and this is ${here.chromium}`;
  const reason = `not compared: the pictures of the gallery, because ${why}`;
  console.log(`\n${reason}\n`);
  return reason;
}
