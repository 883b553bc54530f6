// Which Chromium, and how it is started.
import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function browserPath() {
  return process.env.INZAGE_BROWSER ?? PLACES.find(existsSync);
}

export function flags() {
  const quiet = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  // Chromium's own sandbox does not start for root (containers, CI).
  return process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet;
}
