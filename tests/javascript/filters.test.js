/** The filters' numbers in words. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOfFilters, numberInWords } from "../../src/odmap/graphics/static/page/filters.js";

test("a number stands in brackets, with its groups of digits; what the directory does not have is never called none", () => {
  assert.equal(numberInWords(0), " (0)");
  assert.equal(numberInWords(27200), " (27,200)");
  assert.equal(numberInWords(null), " (nothing listed)");
});

test("the button that opens the filters says how many are active", () => {
  assert.equal(nameOfFilters(0), "Filters");
  assert.equal(nameOfFilters(2), "Filters (2)");
});
