// Accessibility, judged by axe-core.
import { createRequire } from "node:module";
import { expect } from "@playwright/test";

const { source } = createRequire(import.meta.url)("axe-core");

/** No violation on what the page shows now. */
export async function accessible(page, screen) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 5).map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
  });
  expect.soft(violations, `axe on ${screen}`).toEqual([]);
}
