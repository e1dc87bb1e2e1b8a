/** Searching in the file that stands alone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../src/odmap/graphics/static/standalone/fold.js";
import { countWords, isFiltered, matching, withoutMarkWords } from "../../src/odmap/graphics/static/standalone/search.js";

/** @param {string} words @param {string} country @param {string[]} does @param {number} [place] */
const entry = (words, country, does, place) => ({ country, does, place, searched: () => fold(words) });
const ENTRIES = [
  entry("Keroputaan sairaala, Tornio", "FI", ["service"], 0),
  entry("Diálogo Abierto, São Paulo", "BR", ["service", "training"], 1),
  entry("International Network", "none", ["network"]),
];
/** @param {Partial<import("../../src/odmap/graphics/static/standalone/search.js").Asked>} asked */
const found = (asked) => matching(ENTRIES, { words: "", country: "", activities: [], ...asked }).map((each) => ENTRIES.indexOf(each));

for (const [text, folded] of Object.entries({
  "Provence-Alpes-Côte d'Azur": "provence alpes cote dazur", "St. Gallen": "saint gallen", "Łódź": "lodz",
  "ΟΔΥΣΣΕΥΣ": "οδυσσευσ", "ẞ & ß": "ss and ss", "한국": "한국", "हिन्दी": "हिनदी", "": "", " - ": "",
})) {
  test(`${JSON.stringify(text)} folds to ${JSON.stringify(folded)}, and that to itself`, () => {
    assert.equal(fold(text), folded);
    assert.equal(fold(folded), folded);
  });
}

test("every word has to occur, in any order and however it is written", () => {
  assert.deepEqual(found({ words: "TORNIO keroputaan" }), [0]);
  assert.deepEqual(found({ words: "sao paulo dialogo" }), [1]);
  assert.deepEqual(found({ words: "tornio paulo" }), []);
  assert.deepEqual(found({}), [0, 1, 2]);
});

test("country and activities narrow the search, and any of the activities will do", () => {
  assert.deepEqual(found({ country: "BR" }), [1]);
  assert.deepEqual(found({ activities: ["training", "network"] }), [1, 2]);
  assert.deepEqual(found({ country: "FI", activities: ["network"] }), []);
});

test("blank words ask for nothing", () => {
  assert.equal(isFiltered({ words: " ", country: "", activities: [] }), false);
  assert.equal(isFiltered({ words: "", country: "FI", activities: [] }), true);
  assert.equal(isFiltered({ words: "", country: "", activities: ["service"] }), true);
});

test("the sentences count organisations, countries, and those without a mark", () => {
  assert.equal(countWords(ENTRIES, 1204), "3 of 1,204 organisations, in 2 countries");
  assert.equal(countWords(ENTRIES.slice(2), 1), "1 of 1 organisation");
  assert.equal(countWords([], 5), "0 of 5 organisations");
  assert.equal(withoutMarkWords(ENTRIES), "1 of them has no fixed base, and so no mark on the map: the list has it.");
  assert.match(withoutMarkWords([ENTRIES[2], ENTRIES[2]]), /^2 of them have .* has them\.$/);
  assert.equal(withoutMarkWords(ENTRIES.slice(0, 2)), "");
});
