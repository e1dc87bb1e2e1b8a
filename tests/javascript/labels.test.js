/** The names on the base map: which show, in which order, where, and which tiles they come from. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { KINDS, countryNames, ranked, tileNames } from "../../src/odmap/graphics/static/map/label-kinds.js";
import { around, place, touch } from "../../src/odmap/graphics/static/map/label-placing.js";
import { Tiles, covering, levelFor, sharesOf } from "../../src/odmap/graphics/static/map/tiles.js";

const VIEW = { left: 0, top: 0, right: 400, bottom: 300 };
const NONE = { x: 0, y: 0 };

/** @param {string} text @param {number} x @param {number} y */
const town = (text, x, y) => ({ text, x, y, width: 40, height: 14, dot: 5, reach: 40 });
/** @param {string} text @param {number} x @param {number} y */
const region = (text, x, y) => ({ text, x, y, width: 40, height: 14, dot: 0, reach: 20 });
/** @param {{ label: { text: string } }[]} placed */
const texts = (placed) => placed.map(({ label }) => label.text);

test("a town has its name beside its dot, on the right where that is free", () => {
  const [one] = place([town("Kemi", 100, 100)], [], [], VIEW);
  assert.equal(one.dotted, true);
  assert.ok(one.box.left > 102 && one.box.left < 108);
  assert.equal((one.box.top + one.box.bottom) / 2, 100);
});

test("a name goes to another side rather than onto a mark or another name", () => {
  const mark = around(130, 100, 34, 34);
  const [first, second] = place([town("Kemi", 100, 100), town("Tornio", 100, 80)], [mark], [], VIEW);
  assert.equal(touch(first.box, mark, NONE), false);
  assert.equal(touch(second.box, mark, NONE), false);
  assert.equal(touch(first.box, second.box, NONE), false);
});

test("a town under a mark has its name beside the mark and no dot, and a region steps aside", () => {
  const mark = around(100, 100, 34, 34);
  for (const label of [town("London", 98, 105), region("England", 100, 95)]) {
    const [one] = place([label], [mark], [], VIEW);
    assert.equal(one.dotted, false);
    assert.equal(touch(one.box, mark, NONE), false);
    assert.equal(touch(one.box, mark, { x: 10, y: 10 }), true);
  }
});

test("a name without room is left out, and a place beside it does not stand in for it", () => {
  const wall = { left: 0, top: 0, right: 400, bottom: 300 };
  assert.deepEqual(place([town("London", 100, 100)], [], [wall], VIEW), []);
  const around_ = [around(100, 100, 10, 10), { left: 0, top: 106, right: 400, bottom: 300 },
    { left: 0, top: 0, right: 400, bottom: 94 }, { left: 106, top: 0, right: 400, bottom: 300 },
    { left: 0, top: 0, right: 94, bottom: 300 }];
  const suburb = { ...town("Brooklyn", 100, 100), width: 1, height: 1 };
  assert.deepEqual(texts(place([suburb], [], [], VIEW)), ["Brooklyn"]);
  assert.deepEqual(texts(place([town("New York", 102, 100), suburb], around_, [], VIEW)), []);
});

test("a town under a control or a popup is not named beside it", () => {
  const control = around(100, 100, 34, 34);
  assert.deepEqual(place([town("Luton", 98, 105)], [], [control], VIEW), []);
  assert.deepEqual(texts(place([town("Luton", 140, 105)], [], [control], VIEW)), ["Luton"]);
});

test("the one before in rank has the place, and no dot lies under a name", () => {
  const labels = [region("Lapland", 100, 100), town("Kemi", 95, 100), town("Oulu", 100, 200)];
  assert.deepEqual(texts(place(labels, [], [], VIEW)), ["Lapland", "Oulu"]);
});

test("no name is cut by the edge of the map, and those beyond it are ready to be dragged into sight", () => {
  assert.deepEqual(texts(place([region("Edge", 395, 100), region("Beyond", 430, 150)], [], [], VIEW)), ["Beyond"]);
  const [corner] = place([town("Corner", 390, 290)], [], [], VIEW);
  assert.ok(corner.box.right <= 400 && corner.box.bottom <= 300);
  const [outside] = place([town("Outside", -4, 100)], [], [], VIEW);
  assert.ok(outside.box.right <= 0);
});

test("of any number of names no two touch, and none touches a mark", () => {
  const numbers = Array.from({ length: 400 }, (_, n) => [(n * 7919) % 397, (n * 104729) % 293]);
  const marks = numbers.slice(0, 12).map(([x, y]) => around(x, y, 34, 34));
  const boxes = place(numbers.map(([x, y], n) => (n % 5 ? town(`${n}`, x, y) : region(`${n}`, x, y))), marks, [], VIEW)
    .map(({ box }) => box);
  assert.ok(boxes.length > 10);
  boxes.forEach((box, n) => {
    assert.ok(boxes.every((other, m) => m === n || !touch(box, other, NONE)));
    assert.ok(marks.every((mark) => !touch(box, mark, NONE)));
  });
});

test("names of countries come with their place; those without are passed over, and a near one is larger", () => {
  const countries = countryNames([{ name: "B", lx: 1, ly: 2, ml: 5 }, { name: "A", lx: 0, ly: 0, ml: 2 }, { iso2: "X" }]);
  const shown = (/** @type {number} */ zoom) => ranked(countries, zoom).map(({ text }) => text);
  assert.deepEqual([shown(1), shown(2), shown(5)], [[], ["A"], ["A", "B"]]);
  const [far] = ranked(countries, 3), [near, small] = ranked(countries, 5);
  assert.ok(KINDS[far.kind].size < KINDS[near.kind].size);
  assert.ok(KINDS[small.kind].size < KINDS[near.kind].size);
});

const PAIR = /** @type {[number, number]} */ ([1, 1]);
const TILE = {
  towns: /** @type {[string, number, number, number, number][]} */ (
    [["Kemi", 65.7, 24.6, 7, 20], ["London", 51.5, -0.1, 5, 8962], ["Oulu", 65, 25.5, 5, 209]]),
  names: /** @type {[string, number, number, number][]} */ ([["England", 52, -1, 5], ["London", 51.5, -0.1, 5]]),
  arcs: [], zooms: [],
  transform: { scale: PAIR, translate: PAIR },
};

test("large cities rank before regions and these before towns; a region that is called as a city stays silent", () => {
  const names = ranked(tileNames(TILE), 6);
  assert.deepEqual(names.map(({ text }) => text), ["London", "England", "Oulu"]);
  assert.deepEqual(ranked(tileNames(TILE), 7).map(({ text }) => text).at(-1), "Kemi");
});

const LEVELS = /** @type {[number, number, number][]} */ ([[4, 5, 6], [6, 7, 8], [8, 9, 10]]);

test("tiles have the level of the zoom, and there are none from afar", () => {
  assert.deepEqual([4.75, 5, 6.75, 7, 9, 10].map((zoom) => levelFor(LEVELS, zoom)), [null, 4, 4, 6, 8, 8]);
});

test("places are projected as tiles are numbered", () => {
  assert.deepEqual(sharesOf({ lat: 0, lng: 0 }), { x: 0.5, y: 0.5 });
  const corner = sharesOf({ lat: 85.05112878, lng: -180 });
  assert.ok(Math.abs(corner.x) + Math.abs(corner.y) < 1e-9);
  assert.ok(sharesOf({ lat: 90, lng: 0 }).y < 0 && Number.isFinite(sharesOf({ lat: 90, lng: 0 }).y));
});

test("the tiles in sight cover it and do not leave the world", () => {
  assert.deepEqual(covering(4, { west: 0.5, north: 0.3, east: 0.55, south: 0.32 }), [[4, 8, 4], [4, 8, 5]]);
  assert.deepEqual(covering(4, { west: -0.2, north: -1, east: 0.01, south: 0.01 }), [[4, 0, 0]]);
});

test("each tile is asked for once, and one that failed is asked for again", async (context) => {
  /** @type {string[]} */
  const asked = [];
  let broken = true;
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (broken) response.writeHead(503);
    response.end(JSON.stringify(TILE));
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", () => done(undefined)); });
  context.after(() => server.close());
  context.mock.method(console, "warn", () => undefined);
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const address = `http://127.0.0.1:${port}/{level}/{column}/{row}`;
  let come = () => {};
  /** @type {Tiles<typeof TILE>} */
  const tiles = new Tiles({ address, levels: LEVELS }, () => come());
  const look = () => tiles.inSight({ west: 0.5, north: 0.3, east: 0.51, south: 0.31 }, 6);
  assert.equal(look().size, 0);
  assert.equal(look().size, 0);
  while (!asked.length) await new Promise((done) => { setTimeout(done, 5); });
  await new Promise((done) => { setTimeout(done, 50); });
  assert.deepEqual(asked, ["/4/8/4"]);
  broken = false;
  const arrival = new Promise((done) => { come = () => done(undefined); });
  look();
  await arrival;
  assert.deepEqual(look().get(address.replace("{level}/{column}/{row}", "4/8/4"))?.towns[0][0], "Kemi");
  assert.equal(tiles.inSight({ west: 0.5, north: 0.3, east: 0.51, south: 0.31 }, 4).size, 0);
  assert.equal(asked.length, 2);
});
