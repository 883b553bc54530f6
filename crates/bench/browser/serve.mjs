// A browser, and a folder served to it.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const KINDS = {
  css: "text/css", html: "text/html", js: "text/javascript", json: "application/json", mjs: "text/javascript",
  svg: "image/svg+xml", wasm: "application/wasm", webmanifest: "application/manifest+json",
};

/** Serves a folder; every path without a file is the page itself, as the gateway has it. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.slice(1);
    const send = (status, kind, body) => response.writeHead(status, { "content-type": kind }).end(body);
    if (name.includes("..") || name.startsWith("api/")) return send(404, "application/json", "{}");
    const file = /\.\w+$/.test(name) ? name : "index.html";
    const content = await readFile(`${folder}/${file}`).catch(() => undefined);
    if (!content) return send(file === "index.html" ? 200 : 404, "text/html", "<!doctype html>");
    send(200, KINDS[file.split(".").pop()] ?? "text/plain; charset=utf-8", content);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** A browser without a window. */
export async function launch(playwright, executablePath) {
  const { chromium } = await import(pathToFileURL(playwright).href);
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args: sandbox });
}

/** The value below which `share` of the numbers lie. */
export function part(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
