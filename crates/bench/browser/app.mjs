// The app as it is built, in Chromium, with a large record: how long the engine
// takes for what each screen asks, and how long the page is busy at a time. The
// record comes as a backup file, as a person brings one. Prints one line of JSON.
// node app.mjs DIST DATA BROWSER PLAYWRIGHT PASSPHRASE SIZE...
import { launch, part, serve } from "./serve.mjs";

const [dist, data, browserPath, playwright, passphrase, ...sizes] = process.argv.slice(2);
const VISITS = 12;
// Steps back from the newest readings, of each kind and period.
const PANS = 12;
// Typed letter by letter, as somebody does who knows the keys.
const TYPED = ["metoprolol", "bloeddruk", "kalium", "huiduitslag", "allergie penicilline", "chronishe"];
const LETTER = 120;
const PATIENCE = 300_000;

/** In the page: when each request went and its answer came, and what blocked it. */
function watch() {
  const seen = (window.seen = { asked: [], blocks: [], step: "start", waiting: new Set() });
  const number = ([message]) => {
    let [value, shift] = [0, 0];
    for (const byte of message) {
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
      shift += 7;
    }
    return value;
  };
  const TheWorker = window.Worker;
  window.Worker = class extends TheWorker {
    constructor(...all) {
      super(...all);
      this.sent = new Map();
      this.addEventListener("message", ({ data }) => {
        const request = Array.isArray(data) && this.sent.get(number(data));
        if (!request) return;
        request.took = performance.now() - request.at;
        seen.waiting.delete(request);
      });
    }
    postMessage(content, transfer) {
      const request = { step: seen.step, at: performance.now() };
      this.sent.set(number(content), request);
      seen.waiting.add(request);
      seen.asked.push(request);
      super.postMessage(content, transfer);
    }
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.blocks.push({ step: seen.step, duration });
  }).observe({ type: "longtask" });
}

/** Waits until nothing is asked and what came is drawn. */
async function quiet(page) {
  await page.waitForFunction(() => window.seen.waiting.size === 0, undefined, { timeout: PATIENCE, polling: 5 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
}

/** Does something a person does; until when the page stands there complete. */
async function does(page, step, action) {
  await page.evaluate((step) => { window.seen.step = step; }, step);
  const before = performance.now();
  await action();
  await quiet(page);
  // What is asked when the first answer is there.
  await quiet(page);
  return performance.now() - before;
}

const go = (page, path) => page.evaluate((path) => {
  const link = Object.assign(document.createElement("a"), { href: path });
  document.querySelector("main, body").append(link);
  link.click();
  link.remove();
}, path);

async function memory(page) {
  let bytes = 0;
  for (const worker of page.workers()) {
    const script = worker.url().replace(/_loader\.js$/, ".js");
    bytes += await worker.evaluate(async (script) => {
      const { default: init } = await import(script);
      return (await init()).memory.buffer.byteLength;
    }, script).catch(() => 0);
  }
  return bytes / 1e6;
}

/** Brings the record in, opens it, and waits until all of it can be found. */
async function open(page, origin, size) {
  await page.goto(`${origin}/terugzetten`);
  await page.locator("input[type=file]").setInputFiles(`${data}/backup-${size}.bin`);
  await page.locator("#secret").fill(passphrase);
  await page.locator("form button[type=submit]").click();
  await page.locator("a.button[href='/ontgrendelen']").click({ timeout: PATIENCE });
  await page.locator("#secret").fill(passphrase);
  const opened = await does(page, "opening", async () => {
    await page.locator("form button[type=submit]").click();
    await page.locator("nav a[href='/tijdlijn']").first().waitFor({ state: "attached", timeout: PATIENCE });
    await page.locator(".chapters").first().waitFor({ timeout: PATIENCE });
  });
  const started = performance.now();
  await does(page, "indexing", () => go(page, "/zoeken"));
  await page.locator("#search-words").fill("zorgaanbieder");
  await page.waitForFunction(
    () => document.querySelector(".hits") && document.querySelectorAll("main .hint, #inhoud .hint").length < 3,
    undefined,
    { timeout: PATIENCE, polling: 250 },
  );
  const indexed = performance.now() - started;
  await page.locator("#search-words").fill("");
  return { opened, indexed };
}

async function more(page, times) {
  for (let at = 0; at < times; at += 1) {
    const button = page.locator(".part + .button-quiet, .part ~ .button-quiet").last();
    if (!(await button.count())) return;
    await does(page, await page.evaluate(() => window.seen.step), () => button.click());
  }
}

/** Every screen, again and again; how long each visit took. */
async function walk(page) {
  const visits = {};
  const visit = async (step, path) => {
    (visits[step] ??= []).push(await does(page, step, () => go(page, path)));
  };
  for (let at = 0; at < VISITS; at += 1) {
    await visit("overview", "/");
    await visit("chapters", "/dossier");
    await visit("chapter", at % 2 ? "/dossier/uitslagen" : "/dossier/klachten-en-ziektes");
    if (at < 2) await more(page, 3);
    await visit("timeline", "/tijdlijn");
    if (at < 3) await more(page, 5);
    const years = await page.locator("button.year").count();
    if (years) await does(page, "timeline", () => page.locator("button.year").nth(at % years).click());
    await visit("news", "/nieuw");
    await visit("sources", "/bronnen");
    await visit("series", "/uitslagen-in-de-tijd");
  }
  return visits;
}

async function search(page) {
  await does(page, "search", () => go(page, "/zoeken"));
  for (const words of TYPED) {
    await does(page, "search", async () => {
      await page.locator("#search-words").fill("");
      await page.locator("#search-words").pressSequentially(words, { delay: LETTER });
      await page.waitForTimeout(LETTER);
    });
  }
}

/**
 * The own readings of twenty years: each kind over every period ("own readings"), and
 * of each period back and forth ("panning").
 */
async function charts(page) {
  const visits = { "own readings": [], panning: [] };
  const visit = async (step, action) => visits[step].push(await does(page, step, action));
  for (const path of ["/metingen/bloeddruk", "/metingen/gewicht", "/metingen/bloedsuiker"]) {
    await visit("own readings", () => go(page, path));
    const periods = page.locator("input[name=period]");
    for (let nth = 0; nth < (await periods.count()); nth += 1) {
      await visit("own readings", () => periods.nth(nth).check());
      const [earlier, later] = [0, 1].map((side) => page.locator(".chart-steps button").nth(side));
      for (const [button, times] of [[earlier, PANS], [later, PANS / 2]]) {
        for (let at = 0; at < times && (await button.count()) && (await button.isEnabled()); at += 1) {
          await visit("panning", () => button.click());
        }
      }
    }
  }
  if (visits.panning.length < PANS) throw new Error("the charts cannot be panned");
  return visits;
}

async function one(browser, origin, size, whole) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const found = { entries: Number(size), ...(await open(page, origin, size)), memory: await memory(page) };
  if (whole) {
    const visits = await walk(page);
    await search(page);
    Object.assign(visits, await charts(page));
    const { asked, blocks } = await page.evaluate(() => ({ asked: window.seen.asked, blocks: window.seen.blocks }));
    found.steps = [...Object.keys(visits), "search"].map((name) => {
      const times = asked.filter(({ step, took }) => step === name && took !== undefined).map(({ took }) => took);
      const busy = blocks.filter(({ step }) => step === name).map(({ duration }) => duration);
      const stay = visits[name] ?? [];
      return {
        name,
        requests: times.length,
        median: part(times, 0.5),
        most95: part(times, 0.95),
        slowest: Math.max(0, ...times),
        first: stay[0] ?? 0,
        visit: part(stay, 0.5),
        visit95: part(stay, 0.95),
        block: Math.max(0, ...busy),
      };
    });
    found.opening = Math.max(0, ...blocks.filter(({ step }) => step === "opening").map(({ duration }) => duration));
  }
  await context.close();
  return found;
}

const server = await serve(dist);
const browser = await launch(playwright, browserPath);
const scale = [];
for (const [at, size] of sizes.entries()) {
  scale.push(await one(browser, server.origin, size, at === sizes.length - 1));
}
console.log(JSON.stringify({ scale }));
await browser.close();
server.close();
