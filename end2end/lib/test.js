// Every test: the network (one for all tests of a file), a watch that nothing
// forbidden happens, and a reset afterwards.
import { test as base, expect } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { startNetwork } from "./network.js";
import { Watch } from "./watch.js";

/** A file or folder of the project. */
function ours(path) {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

export const test = base.extend({
  /** A folder to serve instead of the testnet's own data. */
  data: [undefined, { scope: "worker", option: true }],

  /** The file of a brand, in the folder `brands`. */
  brand: [undefined, { scope: "worker", option: true }],

  /** A folder of ours to show in place of the app. */
  app: [undefined, { scope: "worker", option: true }],

  /** Whether a passkey signs in. */
  accounts: [false, { scope: "worker", option: true }],

  network: [
    async ({ data, brand, app, accounts }, use) => {
      const network = await startNetwork(data, brand && ours(`brands/${brand}`), app && ours(app), accounts);
      await use(network);
      await network.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  baseURL: async ({ network }, use) => use(network.url),

  watch: [
    async ({ context, network }, use) => {
      const watch = new Watch(network);
      await watch.over(context);
      await use(watch);
      await network.reset();
      expect(watch.found, "nothing forbidden happened").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
