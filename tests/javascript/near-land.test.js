/** The fine outline of countries: from the numbers of a tile to rings, lines and degrees. */

import assert from "node:assert/strict";
import { test } from "node:test";

// The module makes its layers with Leaflet, which is not needed for its plain functions.
const { degreesOf, outlineOf, ringOf } = await import("../../src/odmap/graphics/static/map/near-land.js");

const GRID = { units: 100, margin: 2 };

test("a ring is its first point and the steps to the others", () => {
  assert.deepEqual(ringOf([10, 20, 5, 0, 0, 5]), [[10, 20], [15, 20], [15, 25]]);
  assert.deepEqual(ringOf([]), []);
});

test("a ring inside a tile is drawn all around", () => {
  assert.deepEqual(outlineOf([[10, 10], [20, 10], [20, 20]], GRID), [[[10, 10], [20, 10], [20, 20], [10, 10]]]);
});

test("where a ring was cut along the side of a tile, no line is drawn", () => {
  const coast = /** @type {[number, number][]} */ ([[-2, 10], [50, 40], [-2, 90]]);
  assert.deepEqual(outlineOf(coast, GRID), [[[-2, 10], [50, 40], [-2, 90]]]);
  const square = /** @type {[number, number][]} */ ([[-2, -2], [102, -2], [102, 102], [-2, 102]]);
  assert.deepEqual(outlineOf(square, GRID), []);
});

test("a line that only touches a side is drawn, and so is one that runs beside it", () => {
  assert.deepEqual(outlineOf([[-2, 10], [102, 20], [102, 60]], GRID).flat().length, 4);
  assert.deepEqual(outlineOf([[0, 10], [0, 20], [5, 15]], GRID)[0].length, 4);
});

test("a tile's corners are where those of map tiles are", () => {
  assert.deepEqual(degreesOf([0, 0.5], [0, 0, 0]), [0, -180]);
  const [north, west] = degreesOf([0, 0], [6, 32, 20]);
  assert.equal(west, 0);
  assert.ok(Math.abs(north - 55.7765730) < 1e-6);
});
