// The app in a real Chromium, against the simulated network. `cargo xtask test
// end2end` builds what is needed and runs this; by hand, after such a build:
// `npx playwright test` in this folder.
import { defineConfig } from "@playwright/test";
import { browserPath, flags } from "./lib/browser.js";

export default defineConfig({
  testDir: "tests",
  outputDir: "../target/end2end",
  // Of the gallery (ADR 0190).
  snapshotPathTemplate: "pictures/{arg}{ext}",
  fullyParallel: false,
  // Two at a time: a test waits for a browser more than it computes. Each worker has a
  // network and a gateway of its own.
  workers: 2,
  // A browser on a busy machine may miss a step. Such a test is tried once more, and
  // named as flaky in the last lines of the log, so that its cause is looked for.
  retries: 1,
  timeout: 300_000,
  // Not how fast it is, but that it comes: a machine may be busy with something else.
  expect: { timeout: 40_000 },
  reporter: [["list"]],
  forbidOnly: true,
  use: {
    locale: "nl-NL",
    timezoneId: "Europe/Amsterdam",
    viewport: { width: 1100, height: 900 },
    actionTimeout: 40_000,
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: { executablePath: browserPath(), args: flags() },
  },
});
