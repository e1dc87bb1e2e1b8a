/** The place of the map in an address. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readPlace, withPlace, writePlace } from "../../src/odmap/graphics/static/shared/place.js";

test("what is written is read back", () => {
  const text = writePlace(65.84812, -24.1, 7.25);
  assert.equal(text, "65.848,-24.100,7.25");
  assert.deepEqual(readPlace(text), { text, latitude: 65.848, longitude: -24.1, zoom: 7.25 });
});

for (const text of ["", "1,2", "1,2,3,4", "86,0,1", "0,181,1", "0,0,11", "a,b,c", "1,2,", "1e1,2,3", "0x1,2,3", " 1,2,3",
  "NaN,1,1", "1,2,-3"]) {
  test(`${JSON.stringify(text)} is no place on the map`, () => assert.equal(readPlace(text), null));
}

test("a place is added to an address, replaced and taken away, and its commas stay commas", () => {
  const query = new URLSearchParams("country=FI&map=1,2,3&type=service");
  assert.equal(withPlace(query, "4,5,6"), "?country=FI&type=service&map=4,5,6");
  assert.equal(withPlace(query, ""), "?country=FI&type=service");
  assert.equal(withPlace(new URLSearchParams(), "4,5,6"), "?map=4,5,6");
  assert.equal(withPlace(new URLSearchParams("map=1,2,3"), ""), "");
  assert.equal(query.get("map"), "1,2,3");
});
