// Every component of the app in the strongest contrast (brands/contrast).
import { test } from "../lib/test.js";
import { gallery } from "../lib/gallery.js";

test.use({ brand: "contrast/brand.toml" });
// Themes differ in colours and corners only: a few groups show them all.
gallery("contrast", ["knoppen", "kader", "dialoog"]);
