// The service worker: the app is there without a network.
//
// - It keeps files of the app only. What goes to the gateway (/api, /oauth) and
//   what comes from a care provider never passes through here.
// - It serves the version that the person chose. A newer one is fetched and
//   waits, also when the browser starts this file by itself, until the page
//   says "agree".
// - No eval, no importScripts, no other origin.
"use strict";

// Filled in by the build: { version, now: [addresses], later: [addresses] }.
const BUILD = null;

const PREFIX = "inzage-app-";
const MINE = BUILD ? PREFIX + BUILD.version : "";
// One small cache that holds the name of the chosen version's cache.
const CHOICE = "inzage-chosen";
const CHOICE_KEY = "/chosen-version";
// What an operator can replace without a new version: asked anew, kept for offline.
const RENEWED = ["/terms.tsv"];
// What is never answered from here.
const LIVE = ["/api/", "/oauth/", "/healthz", "/readyz", "/metrics", "/sw.js"];

async function chosen() {
  const choice = await caches.open(CHOICE);
  const found = await choice.match(CHOICE_KEY);
  return found ? found.text() : "";
}

// Chooses this version, and drops all others but the one before: another tab
// may still run it and need one of its files.
async function choose() {
  const before = await chosen();
  const choice = await caches.open(CHOICE);
  await choice.put(CHOICE_KEY, new Response(MINE));
  const keep = [MINE, before, CHOICE];
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && !keep.includes(name)) await caches.delete(name);
  }
}

async function install() {
  const cache = await caches.open(MINE);
  // All or nothing: half a version is never kept.
  await cache.addAll(BUILD.now.map((address) => new Request(address, { cache: "no-cache" })));
  if (!(await chosen())) await choose();
}

async function activate() {
  // The very first version may serve the page that installed it.
  if ((await chosen()) === MINE) await self.clients.claim();
}

// Fetches what is wanted offline but not for the start. What fails is tried
// again with the next start.
async function fetchLater() {
  const cache = await caches.open(MINE);
  for (const address of BUILD.later) {
    if (await cache.match(address)) continue;
    await cache.add(address).catch(() => undefined);
  }
}

async function tellAll(message) {
  for (const client of await self.clients.matchAll()) client.postMessage(message);
}

async function hear(event) {
  if (event.data === "hello") {
    event.source.postMessage({ newer: (await chosen()) !== MINE });
    await fetchLater();
  } else if (event.data === "agree") {
    await choose();
    await self.skipWaiting();
    await tellAll({ agreed: true });
  }
}

// A page of the app: always the chosen version's, whatever the address.
async function page(request) {
  const name = await chosen();
  const cache = name && (await caches.open(name));
  const path = new URL(request.url).pathname;
  const kept = cache && ((path !== "/" && (await cache.match(path))) || (await cache.match("/")));
  return kept || fetch(request);
}

// A file: of the chosen version, else of the one before, else from the network.
async function file(request) {
  const name = await chosen();
  const cache = name && (await caches.open(name));
  const kept = (cache && (await cache.match(request))) || (await caches.match(request));
  return kept || fetch(request);
}

// A file that may change on the server: from the network, else as last seen.
async function renewed(request) {
  const name = await chosen();
  try {
    const fresh = await fetch(request);
    if (fresh.ok && name) await (await caches.open(name)).put(request, fresh.clone());
    return fresh;
  } catch {
    return file(request);
  }
}

function isLive(path) {
  return LIVE.some((live) => path === live || (live.endsWith("/") && path.startsWith(live)));
}

if (BUILD) {
  self.addEventListener("install", (event) => event.waitUntil(install()));
  self.addEventListener("activate", (event) => event.waitUntil(activate()));
  self.addEventListener("message", (event) => event.waitUntil(hear(event)));
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin || isLive(url.pathname)) return;
    if (RENEWED.includes(url.pathname)) return event.respondWith(renewed(request));
    event.respondWith(request.mode === "navigate" ? page(request) : file(request));
  });
}
