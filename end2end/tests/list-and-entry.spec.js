// On a wide screen the list of the chapter stays beside the entry that is read.
import { expect, test } from "../lib/test.js";
import { accessible } from "../lib/axe.js";
import * as app from "../lib/app.js";

test("on a wide screen the list stays beside the entry, with the open one marked in it", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.VENNEBOS], "riet");
  await app.menu(page, "Dossier");
  await page.locator("a.chapter").filter({ hasText: "Uitslagen" }).first().press("Enter");
  await page.locator("main a.row").nth(3).press("Enter");

  const list = page.getByRole("region", { name: "Uitslagen", exact: true });
  const current = list.locator("[aria-current=page]");
  const title = page.locator("article.entry h1");
  await expect(title).toBeFocused();
  await expect(current).toHaveAttribute("href", new URL(page.url()).pathname);
  await list.evaluate((element) => { element.dataset.still = "here"; });

  const other = list.locator("a.row").last();
  const to = await other.getAttribute("href");
  await other.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${to}$`));
  await expect(title).toBeFocused();
  await expect(current).toHaveAttribute("href", to);
  await expect(list, "it is not drawn anew").toHaveAttribute("data-still", "here");
  expect(await list.evaluate((element) => element.scrollTop), "it stays where it was").toBeGreaterThan(0);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await accessible(page, `a list beside an entry, ${colorScheme}`);
  }

  // Opened by its address, far down in the list: it is brought to where it can be seen.
  await page.reload();
  await expect(current).toBeInViewport();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);

  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await expect(list).toBeHidden();
  await expect(title).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1000, height: 900 });
  await expect(list).toHaveCount(0);
  await expect(title).toBeVisible();
});
