/** The rules for odmap's scripts. Each exception has its reason beside it. */

import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import globals from "globals";

const ASSETS = "src/odmap/graphics/static";
const FOLDERS = ["map", "notebook", "page", "standalone", "story"];

/**
 * Modules of one script may use what is shared, and nothing of another script.
 * @param {string} folder
 * @returns {import("eslint").Linter.Config}
 */
const ownOnly = (folder) => ({
  files: [`${ASSETS}/${folder}/*.js`],
  rules: {
    "no-restricted-imports": ["error", {
      patterns: FOLDERS.filter((other) => other !== folder).map((other) => ({
        group: [`**/${other}/*`], message: "What two scripts need is shared.",
      })),
    }],
  },
});

export default defineConfig([
  globalIgnores([`${ASSETS}/built/`, "build/", ".venv/", ".venv-data/"]),
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "complexity": ["error", 12],
      "consistent-return": "error",
      "eqeqeq": "error",
      "max-len": ["error", { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true }],
      "max-lines": ["error", 250],
      "max-lines-per-function": ["error", { max: 30, skipBlankLines: true, skipComments: true }],
      "no-implicit-globals": "error",
      "no-restricted-properties": ["error", ...["innerHTML", "insertAdjacentHTML"].map((property) => ({
        property, message: "Text becomes markup only on the server, which escapes it.",
      }))],
      "no-shadow": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
  { files: [`${ASSETS}/**/*.js`], languageOptions: { globals: { ...globals.browser, L: "readonly" } } },
  { files: ["scripts/*.js", "tests/**/*.{js,mjs}", "*.js"], languageOptions: { globals: globals.node } },
  { files: ["tests/browser/*.js"], languageOptions: { globals: globals.browser } },
  {
    files: ["benchmarks/*.js"], // a classic script, as a browser runs it before those of a page
    languageOptions: { sourceType: "script", globals: globals.browser },
    rules: { "prefer-arrow-callback": "off", "max-lines-per-function": "off", "no-shadow": "off" },
  },
  ...FOLDERS.map(ownOnly),
]);
