// Runs worker.mjs in Chromium and prints what it measured as one line of JSON.
// node run.mjs FOLDER BROWSER PLAYWRIGHT
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [folder, browserPath, playwright] = process.argv.slice(2);
const { chromium } = await import(pathToFileURL(playwright).href);
const KINDS = { mjs: "text/javascript", js: "text/javascript", wasm: "application/wasm" };

const server = createServer(async (request, response) => {
  const name = request.url.slice(1);
  if (!/^[\w.-]+$/.test(name)) return response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
  const content = await readFile(`${folder}/${name}`).catch(() => undefined);
  if (!content) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": KINDS[name.split(".").pop()] ?? "text/plain" }).end(content);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));

const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: browserPath, args: sandbox });
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
const measured = await page.evaluate(
  () =>
    new Promise((done, fail) => {
      const worker = new Worker("/worker.mjs", { type: "module" });
      worker.onmessage = (event) => done(event.data);
      worker.onerror = (event) => fail(new Error(event.message ?? "the worker does not start"));
    }),
);
console.log(JSON.stringify(measured));
await browser.close();
server.close();
