/** What is in sight: which rows, in which order, and the words for it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { barWords, sightWords } from "../../src/odmap/graphics/static/page/sight-words.js";

// The module reads what only browsers have.
Object.assign(globalThis, {
  window: { matchMedia: () => ({ matches: false }), parent: null },
  document: { documentElement: { dataset: {} } },
});
const { byCountry, within } = await import("../../src/odmap/graphics/static/map/in-sight.js");

const PER_COUNTRY = [["Norway", 1], ["Finland", 1], ["Norway", 1], ["Åland", 1]];
const TABLE = {
  country: [0, 1, 0, 2], countries: ["Norway", "Finland", "Åland"],
  latitudes: [60, 61, 59, 60], longitudes: [10, 25, 11, 20],
};

test("rows are in the order of their countries' names, whatever their order was", () => {
  assert.deepEqual(byCountry([0, 1, 2, 3], TABLE), [3, 1, 0, 2]);
  assert.deepEqual(byCountry([2, 1], TABLE), [1, 2]);
  assert.deepEqual(byCountry([], TABLE), []);
});

test("all within the bounds are counted, edges included, and only the first are named", () => {
  assert.deepEqual(within([0, 1, 2, 3], TABLE, [59, 10, 61, 25], 9),
    { rows: [0, 1, 2, 3], total: 4, countries: PER_COUNTRY });
  assert.deepEqual(within([0, 1, 2, 3], TABLE, [59, 10, 61, 25], 2),
    { rows: [0, 1], total: 4, countries: PER_COUNTRY });
  assert.deepEqual(within([0, 1, 2, 3], TABLE, [59.5, 9, 60.5, 12], 9), { rows: [0], total: 1, countries: [["Norway", 1]] });
  assert.deepEqual(within([1], TABLE, [-60, -20, 0, 0], 9), { rows: [], total: 0, countries: [] });
});

test("27,000 rows are counted within a moment", () => {
  const number = 27_000, rows = Array.from({ length: number }, (_, row) => row);
  const many = { country: rows.map((row) => row % 3), countries: TABLE.countries,
    latitudes: rows.map((row) => row % 90), longitudes: rows.map((row) => row % 180) };
  const began = performance.now(), found = within(byCountry(rows, many), many, [-60, -180, 90, 180], 40);
  assert.equal(found.total, number);
  assert.equal(found.rows.length, 40);
  assert.ok(performance.now() - began < 200);
});

test("the list says how many are in sight, and what to do where none is", () => {
  assert.equal(sightWords(12, 53), "12 of 53 organisations in sight");
  assert.equal(sightWords(1, 1), "1 of 1 organisation in sight");
  assert.equal(sightWords(0, 53), "53 in this view, none in sight here: zoom out.");
  assert.equal(sightWords(0, 0), "No organisation of this view has a place on the map.");
  assert.equal(barWords(1263, false), "1,263 in sight: show the list");
  assert.equal(barWords(3, true), "3 in sight: hide the list");
});
