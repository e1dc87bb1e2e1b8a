/** Counting very many organisations by the cells of a grid. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { CELL, Grid, boxAround, cellsOf, project } from "../../src/odmap/graphics/static/map/grid.js";

/** @param {[number, number, number, number][]} rows - latitude, longitude, type, country */
function tableOf(...rows) {
  const column = (/** @type {number} */ place) => rows.map((row) => row[place]);
  return /** @type {import("../../src/odmap/graphics/static/shared/types").Table} */ (/** @type {unknown} */ (
    { latitudes: column(0), longitudes: column(1), types: column(2), country: column(3), countries: ["Finland", "Japan"],
      precisions: rows.map((row) => row[3]), exact: ["locality", "country"] }));
}

const EVERYWHERE = { west: -9, east: 9999, north: -9, south: 9999 };

test("places are projected as Web Mercator has it", () => {
  const { x, y } = project({ latitudes: [0, 85.05112878, 0], longitudes: [0, -180, 180] });
  assert.deepEqual([x[0], y[0], x[1], x[2]], [128, 128, 0, 256]);
  assert.ok(Math.abs(y[1]) < 1e-6);
});

test("every organisation is in one cell, and a cell knows its types, countries and bounds", () => {
  const grid = new Grid(tableOf([60, 25, 0, 0], [60.1, 25.1, 1, 0], [35, 139, 1, 1], [60.2, 24.9, 1, 1]), 2);
  const { cells, inside } = grid.count([0, 1, 2, 3], 2, EVERYWHERE, 10);
  assert.deepEqual(inside, [0, 1, 2, 3]);
  assert.deepEqual(Array.from(cells.values(), (cell) => cell.total), [3, 1]);
  const [north] = cells.values();
  assert.deepEqual(north.types, [1, 2]);
  assert.deepEqual(Array.from(north.countries), [[0, 2], [1, 1]]);
  assert.deepEqual(Array.from(cells.values(), (cell) => cell.vague), [1, 1]);
  assert.deepEqual(north.box, [60, 24.9, 60.2, 25.1]);
});

test("only members are counted, and only those in the cells that are looked at", () => {
  const grid = new Grid(tableOf([60, 25, 0, 0], [35, 139, 0, 1]), 1);
  assert.deepEqual(grid.count([1], 2, EVERYWHERE, 10).inside, [1]);
  const column = Math.floor(grid.places.x[1] * 4 / CELL);
  const west = { ...EVERYWHERE, east: column - 1 };
  assert.deepEqual(grid.count([0, 1], 2, west, 10).inside, [0]);
});

test("of very many inside, no more are listed than tell that they are too many", () => {
  const row = /** @type {[number, number, number, number]} */ ([0, 0, 0, 0]);
  const grid = new Grid(tableOf(row, row, row, row, row, row, row, row, row), 1);
  const { cells, inside } = grid.count([0, 1, 2, 3, 4, 5, 6, 7, 8], 0, EVERYWHERE, 3);
  assert.equal(inside.length, 4);
  assert.equal(cells.values().next().value?.total, 9);
});

test("cells reach beyond the edges of what is in sight, and are the same wherever in a cell an edge lies", () => {
  const view = { min: { x: 10, y: 10 }, max: { x: 700, y: 500 } };
  assert.deepEqual(cellsOf(view, { x: 0, y: 0 }), { west: 0, east: 9, north: 0, south: 6 });
  assert.deepEqual(cellsOf(view, { x: CELL, y: CELL }), { west: -1, east: 10, north: -1, south: 7 });
  const moved = { min: { x: 40, y: 40 }, max: { x: 710, y: 503 } };
  assert.deepEqual(cellsOf(moved, { x: 0, y: 0 }), cellsOf(view, { x: 0, y: 0 }));
});

test("a box holds all that it is drawn around", () => {
  const table = tableOf([10, 20, 0, 0], [-5, 40, 0, 0], [70, 0, 0, 0]);
  assert.deepEqual(boxAround(table, [0, 1]), [-5, 20, 10, 40]);
  assert.deepEqual(boxAround(table, [2]), [70, 0, 70, 0]);
});
