/** Bundle the browser's scripts: each folder with a `main.js` becomes one file of `built/`, for every browser.
 *
 *     npm run build              writes them
 *     npm run build -- FOLDER    writes them elsewhere, as the test does that compares the two
 *
 * The bundles are committed, so that nobody needs Node to run odmap. One file and not its modules, because these would
 * be 30 requests more until the map is in sight (docs/performance.md), and do not work in a file opened from a disk.
 */

import { join } from "node:path";
import { build } from "esbuild";

const ASSETS = join(import.meta.dirname, "..", "src", "odmap", "graphics", "static");
const SCRIPTS = ["map", "notebook", "page", "shell", "standalone", "story"];
const BROWSERS = ["chrome109", "firefox115", "safari16.4"]; // the oldest that are looked after

await build({
  entryPoints: Object.fromEntries(SCRIPTS.map((name) => [name, join(ASSETS, name, "main.js")])),
  outdir: process.argv[2] ?? join(ASSETS, "built"),
  bundle: true,
  format: "iife",
  minify: true,
  charset: "utf8",
  target: BROWSERS,
  banner: { js: "// Built by scripts/bundle.js from the modules beside this folder." },
});
