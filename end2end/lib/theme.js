// Every screen in a theme: readable in each language, in light and dark, at the width
// of a phone and of a desk.
import { expect } from "@playwright/test";
import { readable } from "./brand.js";
import { everyScreen, open } from "./screens.js";

/** Goes through all screens in Dutch and light, then in English and dark; `look` sees
    each of them too. */
export async function everyTheme(page, look = async () => {}) {
  await walk(page, look);
  await open(page, "/instellingen");
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.emulateMedia({ colorScheme: "dark" });
  await walk(page, look);
}

function walk(page, look) {
  return everyScreen(page, {
    missing: () => undefined,
    look: async (_, path) => {
      await look(path);
      await readable(page, path);
    },
  });
}
