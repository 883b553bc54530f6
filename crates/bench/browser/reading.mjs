// Runs worker.mjs in Chromium and prints what it measured as one line of JSON.
// node reading.mjs FOLDER BROWSER PLAYWRIGHT
import { launch, serve } from "./serve.mjs";

const [folder, browserPath, playwright] = process.argv.slice(2);
const server = await serve(folder);
const browser = await launch(playwright, browserPath);
const page = await browser.newPage();
await page.goto(server.origin);
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
