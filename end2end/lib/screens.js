// Every screen of the app, and going through all of them as they are now.
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { accessible } from "./axe.js";

/** The addresses; `:id` stands for a number of the engine. A unit test of
    `src/route.rs` keeps the list whole. */
export const ROUTES = readFileSync(new URL("routes.txt", import.meta.url), "utf8").trim().split("\n");

/** What a heading never is: an identifier, an address, a code, a word of FHIR. */
const RAW = [
  /^\s*$/,
  /\b[0-9a-f]{8}-[0-9a-f]{4}-|urn:|https?:|\|/,
  /^\d[\d.\-]{6,}$/,
  /\b(undefined|null|NaN|entered-in-error|on-hold|final|finished|unknown)\b/,
];

/** The screens that are there to type one number: its field has the focus. */
const FORMS = /^\/metingen\/(gewicht|bloeddruk|bloedsuiker|hartslag|temperatuur|zuurstof|lengte)\/nieuw$/;

/** Follows a link within the app; the heading of the screen takes the focus, and on
    FORMS the first field. */
export async function open(page, path) {
  await page.evaluate((to) => {
    document.activeElement?.blur();
    const link = document.createElement("a");
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await settled(page, path);
}

/** Waits until the screen has its data and draws nothing any more. */
async function settled(page, path) {
  const there = page.waitForFunction(
    (isForm) => {
      const main = document.querySelector("main");
      const now = `${location.pathname} ${main.innerHTML.length}`;
      window.calm = now === window.seen ? window.calm + 1 : 0;
      window.seen = now;
      const focused = document.activeElement;
      const right = isForm ? focused === main.querySelector("form input") : focused?.id === "screen";
      return window.calm > 5 && !main.querySelector(".loading") && right;
    },
    FORMS.test(path),
    { timeout: 40_000 },
  );
  const first = page.locator(FORMS.test(path) ? "main form input" : "h1").first();
  await there.catch(async () => {
    const has = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120));
    await expect(first, `what ${path} begins with takes the focus, not ${has}`).toBeFocused({ timeout: 1 });
  });
}

/** Goes through the addresses of ROUTES, and through one of each kind that has a
    number: what links lead to, else `missing`. `look` is called on each screen. */
export async function everyScreen(page, { missing, look }) {
  const links = new Set();
  const been = [];
  // As it opens, and with what `look` unfolded; what it drew anew may still be coming.
  const gather = async () => {
    const found = await page.locator("main a[href^='/']").evaluateAll((all) => all.map((link) => link.pathname));
    for (const link of found) links.add(link);
  };
  const see = async (route, path) => {
    await open(page, path);
    await gather();
    await look(route, path);
    been.push(path);
    await gather();
  };
  // The first one has to be gone to as well.
  await open(page, "/niet-gevonden");
  for (const route of ROUTES.filter((route) => !route.includes(":id"))) {
    if (!["/welkom", "/ontgrendelen", "/terugzetten"].includes(route)) await see(route, route);
  }
  for (const route of ROUTES.filter((route) => route.includes(":id"))) {
    const form = new RegExp(`^${route.replaceAll(":id", "(?!nieuw|aanbod|verschillen|rechten)[\\w-]+")}$`);
    const path = [...links].find((link) => form.test(link)) ?? missing(route);
    if (path) await see(route, path);
  }
  return been;
}

/** What holds for any screen in any state; `raw`: its headings may be anything. */
export async function sound(page, path, { raw = false } = {}) {
  const { title, headings } = await page.evaluate(() => ({
    title: document.title,
    headings: [...document.querySelectorAll("main :is(h1, h2, h3)")].map((one) => [one.tagName, one.textContent]),
  }));
  expect.soft(title, `the title of ${path}`).toMatch(/^\S.* · Inzage$/);
  expect.soft(headings.filter(([tag]) => tag === "H1").length, `headings h1 of ${path}`).toBe(1);
  const wrong = headings.filter(([, text]) => !text.trim() || (!raw && RAW.some((form) => form.test(text))));
  expect.soft(wrong, `headings of ${path}`).toEqual([]);
}

/** Opens whatever is folded, as somebody who wants to see everything. */
export async function unfold(page) {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("main details")) fold.open = true;
  });
}

/** No wider than the window: also what is drawn anew for its width, a moment later. */
export async function fits(page, path) {
  const wider = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.soft.poll(wider, `${path} scrolls in one direction only`).toBeLessThanOrEqual(0);
}

/** Everything that is asked of every screen: once in Dutch, wide and light (and
    narrow), once in English, narrow and dark. */
export async function everything(page, { missing, raw }) {
  const WIDE = { width: 1280, height: 900 };
  const NARROW = { width: 320, height: 640 };
  await page.setViewportSize(WIDE);
  const been = await everyScreen(page, {
    missing,
    look: async (route, path) => {
      await sound(page, path, { raw });
      await unfold(page);
      await accessible(page, path);
      await page.setViewportSize(NARROW);
      await fits(page, path);
      await page.setViewportSize(WIDE);
    },
  });
  await open(page, "/instellingen");
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize(NARROW);
  for (const path of been) {
    await open(page, path);
    await sound(page, path, { raw });
    await unfold(page);
    await accessible(page, `${path}, English`);
    await fits(page, `${path}, English`);
  }
  return been;
}

/** Goes through the screen with Tab: everything that can be pressed, chosen or typed in
    takes the focus once, shows it, and is not hidden behind a bar while it has it. */
export async function tabbed(page, path) {
  await page.evaluate(() => {
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=slider], [tabindex='0']");
    const there = [...all].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled);
    // Of radio buttons of one name only one is on the way; the arrows do the rest.
    const stands = (one) => one.type !== "radio" || one.checked || !one.form?.elements[one.name]?.value;
    window.controls = new Set(there.filter((one) => stands(one) && !one.closest("dialog:not([open])")));
    window.radios = new Set();
    document.activeElement?.blur();
    document.querySelector("a[href]").focus();
  });
  const seen = () =>
    page.evaluate(() => {
      const now = document.activeElement;
      if (!window.controls.delete(now)) return now === document.body || document.querySelector("a[href]") === now ? "end" : "";
      if (now.type === "radio") for (const one of document.getElementsByName(now.name)) window.controls.delete(one);
      const style = getComputedStyle(now);
      const shown = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
      const { left, top, width, height } = now.getBoundingClientRect();
      const front = document.elementFromPoint(left + Math.min(width / 2, 20), Math.max(top, 0) + Math.min(height / 2, 20));
      const free = front !== null && (now.contains(front) || front.contains(now) || now.labels?.[0]?.contains(front));
      const by = front && !free ? ` by ${front.tagName}.${front.className}` : "";
      const what = `${now.tagName} ${(now.getAttribute("aria-label") ?? now.textContent ?? "").trim().slice(0, 40)}`;
      return shown && free ? "" : `${what}: ${shown ? `hidden${by}` : "its focus is not seen"}`;
    });
  const wrong = [];
  // The first one had the focus by itself, and a list that is unfolded may grow.
  for (let presses = 0; presses < 1500; presses += 1) {
    const said = await seen();
    if (said === "end" && presses > 0) break;
    if (said && presses > 0) wrong.push(said);
    await page.keyboard.press("Tab");
  }
  const missed = await page.evaluate(() =>
    [...window.controls].map((one) => `${one.tagName} ${(one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40)}`),
  );
  expect.soft(missed, `not reached with Tab on ${path}`).toEqual([]);
  expect.soft(wrong, `the focus on ${path}`).toEqual([]);
}
