// Every component of the app in the brand of an operator (brands/voorbeeld).
import { test } from "../lib/test.js";
import { gallery } from "../lib/gallery.js";

test.use({ brand: "voorbeeld/brand.toml" });
// Themes differ in colours and corners only: a few groups show them all.
gallery("brand", ["knoppen", "kader", "dialoog"]);
