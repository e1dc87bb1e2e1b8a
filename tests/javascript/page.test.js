/** The page's own script: what a text to send says of the map. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { asSeen } from "../../src/odmap/graphics/static/page/sending.js";

const ADDRESS = "https://map.example.org/";
const ASKED = ["place", "near"];
/** @param {string} query */
const of = (query) => new URLSearchParams(query);

test("the map's place is added to every address in a text, as the text writes it", () => {
  assert.equal(asSeen(ADDRESS, ADDRESS, of("map=1,2,3"), "&"), `${ADDRESS}?map=1,2,3`);
  const filtered = `${ADDRESS}?country=FI`;
  assert.equal(asSeen(filtered, filtered, of("map=1,2,3"), "&"), `${filtered}&map=1,2,3`);
  assert.equal(asSeen(`<iframe src="${filtered}">`, filtered, of("map=1,2,3"), "&amp;"), `<iframe src="${filtered}&amp;map=1,2,3">`);
});

test("without a place, or with something else in its stead, the text stays", () => {
  for (const place of ["", '"><script>', "1,2", "99,0,1"]) {
    assert.equal(asSeen(ADDRESS, ADDRESS, of(new URLSearchParams({ map: place }).toString()), "&"), ADDRESS);
  }
});

test("the place that was asked for is kept, whatever is written in it", () => {
  assert.equal(asSeen(ADDRESS, ADDRESS, of("place=Lyon"), "&", ASKED), `${ADDRESS}?place=Lyon`);
  const wild = 'Saint-Étienne & "><b>';
  const kept = asSeen(ADDRESS, ADDRESS, of(new URLSearchParams({ place: wild, map: "1,2,3" }).toString()), "&", ASKED);
  assert.match(kept, /^[^<>" ]*&map=1,2,3$/);
  assert.equal(new URL(kept).searchParams.get("place"), wild);
  assert.equal(asSeen(ADDRESS, ADDRESS, of("near=51.3,1.1"), "&", ASKED), `${ADDRESS}?near=51.3%2C1.1`);
  assert.equal(asSeen(ADDRESS, ADDRESS, of("place=Lyon"), "&"), ADDRESS);
});
