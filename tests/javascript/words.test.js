/** What the map says in words. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { clusterWords, tally } from "../../src/odmap/graphics/static/shared/cluster-words.js";
import { counted } from "../../src/odmap/graphics/static/shared/words.js";

test("a number stands with its noun", () => {
  assert.equal(counted(1, "organisation"), "1 organisation");
  assert.equal(counted(0, "country", "countries"), "0 countries");
  assert.equal(counted(1204, "organisation"), "1,204 organisations");
});

test("a cluster of one country names it", () => {
  assert.equal(clusterWords(8, [["United Kingdom", 8]]), "8 organisations, United Kingdom");
  assert.equal(clusterWords(1, [["Iceland", 1]]), "1 organisation, Iceland");
});

test("a cluster of several names the four with the most, and how many more", () => {
  const countries = /** @type {[string, number][]} */ ([["A", 1], ["B", 1200], ["C", 3], ["D", 2]]);
  assert.equal(clusterWords(1206, countries), "1,206 organisations in 4 countries: B 1,200, C 3, D 2, A 1");
  assert.match(clusterWords(1207, [...countries, ["E", 1]]), /^1,207 organisations in 5 countries: B .* and 1 more country$/);
  assert.match(clusterWords(1208, [...countries, ["E", 1], ["F", 1]]), / and 2 more countries$/);
});

test("of countries with equally many, the first stays first", () => {
  assert.equal(clusterWords(4, [["Z", 2], ["A", 2]]), "4 organisations in 2 countries: Z 2, A 2");
});

test("values are tallied in the order in which they come", () => {
  assert.deepEqual(Array.from(tally(["b", "a", "b"])), [["b", 2], ["a", 1]]);
  assert.equal(tally([]).size, 0);
});
