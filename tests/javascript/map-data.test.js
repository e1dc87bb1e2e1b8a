/** What the map makes of its data: members, names, shapes of countries, and where to look. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { margins, zoomFor } from "../../src/odmap/graphics/static/map/framing.js";
import { differ, membersOf } from "../../src/odmap/graphics/static/map/members.js";
import { Names } from "../../src/odmap/graphics/static/map/names.js";
import { topoFeatures } from "../../src/odmap/graphics/static/map/topojson.js";
import { jsonOf, readHtml } from "../../src/odmap/graphics/static/shared/fetching.js";

test("members are all, a list, or bits, the first the highest of its byte", () => {
  assert.deepEqual(membersOf(null, 3), [0, 1, 2]);
  assert.deepEqual(membersOf(undefined, 2), [0, 1]);
  assert.deepEqual(membersOf([5, 1], 9), [5, 1]);
  assert.deepEqual(membersOf(btoa(String.fromCharCode(0b10000001, 0, 0b01000000)), 24), [0, 7, 17]);
  assert.deepEqual(membersOf("", 9), []);
});

test("two lists differ by length or by any member", () => {
  assert.equal(differ([1, 2], [1, 2]), false);
  assert.equal(differ([1, 2], [1, 3]), true);
  assert.equal(differ([1], [1, 2]), true);
});

test("arcs are put together, forwards and backwards, and shapes without an outline are left out", () => {
  const [square, islands, ...others] = topoFeatures({
    transform: { scale: [0.5, 2], translate: [10, 20] },
    arcs: [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]],
    objects: { countries: { geometries: [
      { type: "Polygon", arcs: [[0, ~1]], properties: { iso2: "AA" } },
      { type: "MultiPolygon", arcs: [[[0]], [[1]]], properties: { iso2: "BB" } },
      { type: null, properties: {} },
    ] } },
  }, "countries");
  assert.deepEqual(square, { type: "Feature", properties: { iso2: "AA" }, geometry: { type: "Polygon",
    coordinates: [[[10, 20], [11, 20], [11, 24], [10, 24], [10, 20]]] } });
  assert.equal(islands.geometry.type, "MultiPolygon");
  assert.equal(islands.geometry.coordinates.length, 2);
  assert.deepEqual(others, []);
});

test("a small map keeps the row of buttons free above, and a story's zoom is for a map of 1,000 pixels", () => {
  assert.deepEqual(margins({ x: 390, y: 420 }), { paddingTopLeft: [24, 72], paddingBottomRight: [24, 44] });
  assert.deepEqual(margins({ x: 390, y: 200 }).paddingTopLeft, [24, 40]);
  assert.deepEqual(margins({ x: 501, y: 420 }).paddingTopLeft, [70, 40]);
  assert.equal(zoomFor(3, { x: 1000, y: 700 }), 3);
  assert.equal(zoomFor(3, { x: 500, y: 700 }), 2);
  assert.equal(zoomFor(3, { x: 2000, y: 625 }), 3);
  assert.equal(zoomFor(0, { x: 100, y: 100 }), 0);
});

test("only names that are missing are asked for, and those known are asked for no more", async (context) => {
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    const rows = (request.url ?? "").split("rows=")[1].split(",");
    asked.push(request.url ?? "");
    response.end(JSON.stringify({ ids: rows.map((row) => `id-${row}`), labels: rows.map((row) => `Label ${row}`) }));
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", () => done(undefined)); });
  context.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const table = /** @type {any} */ ({ ids: ["first"], labels: ["First"] });
  const names = new Names(table, `http://127.0.0.1:${port}/names?rows=`);
  await names.know([0]);
  await names.know([0, 7, 3]);
  await names.know([3, 7]);
  assert.deepEqual(asked, ["/names?rows=7,3"]);
  assert.deepEqual([names.ids[7], names.labels[3], names.labels[0]], ["id-7", "Label 3", "First"]);
  assert.equal(names.isKnown(4), false);
});

test("what came along is not fetched, and an answer that is no success is an error", async (context) => {
  const given = { transform: 1 };
  assert.equal(await jsonOf(given), given);
  assert.equal(await jsonOf(Promise.resolve(given)), given);
  const server = createServer((_, response) => { response.writeHead(503).end("{}"); });
  await new Promise((done) => { server.listen(0, "127.0.0.1", () => done(undefined)); });
  context.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await assert.rejects(jsonOf(`http://127.0.0.1:${port}/`), /: 503$/);
  await assert.rejects(readHtml(`http://127.0.0.1:${port}/`), /: 503$/);
});
