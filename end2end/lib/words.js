// The texts of the screens, so that a test names what a person sees without
// repeating it.
import { readFileSync } from "node:fs";

const texts = (lang) => JSON.parse(readFileSync(new URL(`../../locales/${lang}.json`, import.meta.url), "utf8"));

export const nl = texts("nl");
export const en = texts("en");

/** A text with its places filled in; a counted text takes `n`. */
export function say(text, values = {}) {
  const form = typeof text === "string" ? text : values.n === 1 ? text.one : text.other;
  return form.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** How a text begins, up to its first place, for what shows a moment there. */
export function startsAs(text) {
  return new RegExp(`^${text.split("{")[0]}`);
}
