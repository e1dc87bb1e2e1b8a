/** The page's own script: what a text to send says of the map. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { withMap } from "../../src/odmap/graphics/static/page/sending.js";

const ADDRESS = "https://map.example.org/";

test("the map's place is added to every address in a text, as the text writes it", () => {
  assert.equal(withMap(ADDRESS, ADDRESS, "1,2,3", "&"), `${ADDRESS}?map=1,2,3`);
  const filtered = `${ADDRESS}?country=FI`;
  assert.equal(withMap(filtered, filtered, "1,2,3", "&"), `${filtered}&map=1,2,3`);
  assert.equal(withMap(`<iframe src="${filtered}">`, filtered, "1,2,3", "&amp;"), `<iframe src="${filtered}&amp;map=1,2,3">`);
});

test("without a place, or with something else in its stead, the text stays", () => {
  for (const place of ["", '"><script>', "1,2", "99,0,1"]) assert.equal(withMap(ADDRESS, ADDRESS, place, "&"), ADDRESS);
});
