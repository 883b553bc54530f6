// Every component of the app in the default theme.
import { gallery } from "../lib/gallery.js";

gallery("default");
