// What must hold of the app in the brand of an operator, on any screen.
import { expect } from "@playwright/test";
import { accessible } from "./axe.js";
import { ROUTES, open, unfold } from "./screens.js";
import { nl } from "./words.js";

/** Words the Dutch texts as the brand does, for what a test looks for. */
export async function worded(page) {
  const told = await page.locator("meta[name=inzage-brand]").getAttribute("content");
  const { nl: texts = {} } = JSON.parse(told).texts;
  const change = (group) => {
    for (const [key, value] of Object.entries(group)) {
      if (typeof value === "object") change(value);
      else group[key] = texts[value] ?? value;
    }
  };
  change(nl);
}

/** Colours of the default that no other brand shows. */
const DEFAULT = ["#0b4a4f", "#073438", "#8fd3cd", "#dcebe8", "#faf6ef", "#e8a768", "#b4e6e1", "#16393b"];

function rgb(hex) {
  return `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;
}

/** Nothing of the default is left: its name, its colours, its form of address. */
export async function nothingLeft(page, path) {
  const { words, title, shown } = await page.evaluate(() => {
    const shown = new Set();
    for (const element of document.querySelectorAll("body, body *")) {
      const { color, backgroundColor, borderTopColor } = getComputedStyle(element);
      for (const one of [color, backgroundColor, borderTopColor]) shown.add(one);
    }
    return { words: document.body.innerText, title: document.title, shown: [...shown] };
  });
  expect.soft(title, `title of ${path}`).not.toContain("Inzage");
  expect.soft(words, `words of ${path}`).not.toMatch(/\bInzage\b/);
  expect.soft(shown.filter((one) => DEFAULT.map(rgb).includes(one)), `colours of ${path}`).toEqual([]);
}

/** No way to a module that is off. */
export async function noDeadEnds(page, path, off) {
  const links = await page.locator("a[href^='/']").evaluateAll((all) => all.map((one) => one.pathname));
  // A reading of one's own is always there.
  const dead = links.filter((link) => off.includes(link.split("/")[1]) && !/^\/metingen\/meting\//.test(link));
  expect.soft(dead, `ways on ${path}`).toEqual([]);
}

/** Readable for everybody at both widths. */
export async function readable(page, path) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await accessible(page, `${path} at ${width}`);
  }
}

/** Follows every link on every screen, from the first on, one of each kind of screen;
    none leads to "niet gevonden". `look` sees each screen; the paths that were seen. */
export async function everyLink(page, look) {
  const forms = ROUTES.map((route) => [route, new RegExp(`^${route.replaceAll(":id", "[\\w-]+")}$`)]);
  const kind = (path) => forms.find(([, form]) => form.test(path))?.[0] ?? path;
  const missing = nl.missing.title;
  const [todo, seen, been] = [["/hulp", "/"], new Set(), []];
  while (todo.length > 0) {
    const path = todo.shift();
    if (seen.has(kind(path))) continue;
    seen.add(kind(path));
    await open(page, path);
    await expect(page.getByRole("heading", { level: 1 }), `${path}`).not.toHaveText(missing);
    await unfold(page);
    await look(path);
    been.push(path);
    todo.push(...(await page.locator("a[href^='/']:not([download])").evaluateAll((all) => all.map((one) => one.pathname))));
  }
  return been;
}

/** Tells the page of the app at `origin` another brand than the gateway does, until what
    this gives is called. */
export async function toldOtherwise(context, origin, change) {
  const isPage = (url) => url.origin === origin && !/^\/(api|oauth)\/|\.\w+$/.test(url.pathname);
  await context.route(isPage, async (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    // Names below localhost are this machine, which only browsers know.
    const url = new URL(route.request().url());
    const headers = { ...route.request().headers(), host: url.host };
    url.hostname = "127.0.0.1";
    const response = await route.fetch({ url: url.href, headers });
    const decode = (text) => text.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
    const encode = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    const body = (await response.text()).replace(
      /(<meta name="?inzage-brand"? content=")([^"]*)(")/,
      (_, before, told, after) => before + encode(JSON.stringify(change(JSON.parse(decode(told))))) + after,
    );
    return route.fulfill({ response, body });
  });
  return () => context.unroute(isPage);
}
