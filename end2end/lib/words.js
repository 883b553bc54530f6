// The texts of the screens, so that a test names what a person sees without
// repeating it.
import { readFileSync } from "node:fs";

export const nl = JSON.parse(readFileSync(new URL("../../locales/nl.json", import.meta.url), "utf8"));

/** A text with its places filled in; a counted text takes `n`. */
export function say(text, values = {}) {
  const form = typeof text === "string" ? text : values.n === 1 ? text.one : text.other;
  return form.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
