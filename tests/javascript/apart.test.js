/** Rings that move aside. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { apart } from "../../src/odmap/graphics/static/map/apart.js";

/** @typedef {import("../../src/odmap/graphics/static/map/apart.js").Disc} Disc */

/** @param {Disc[]} discs */
function covers(discs) {
  return discs.some((one, place) => discs.slice(place + 1).some((other) => (
    !(one.fixed && other.fixed) && Math.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius)));
}

test("what covers nothing stays where it is", () => {
  const discs = [{ x: 0, y: 100, radius: 20 }, { x: 60, y: 100, radius: 20 }];
  assert.deepEqual(apart(discs, []), discs);
});

test("two rings share the way, a mark stays, and those at one point part as well", () => {
  const [one, other] = apart([{ x: 100, y: 100, radius: 20 }, { x: 120, y: 100, radius: 20 }], []);
  assert.ok(Math.abs((other.x - one.x) - 41) < 0.1);
  assert.ok(Math.abs(one.x + other.x - 220) < 0.1);
  const [mark, ring] = apart([{ x: 100, y: 100, radius: 13, fixed: true }, { x: 110, y: 100, radius: 20 }], []);
  assert.deepEqual([mark.x, mark.y], [100, 100]);
  assert.ok(!covers([mark, ring]));
  assert.ok(!covers(apart([{ x: 100, y: 100, radius: 20 }, { x: 100, y: 100, radius: 20 }], [])));
});

test("a crowd of rings comes apart, and none goes far", () => {
  const discs = [[100, 100, 26], [120, 96, 20], [92, 124, 21], [130, 120, 22], [110, 140, 19]]
    .map(([x, y, radius]) => ({ x, y, radius }));
  const moved = apart(discs, []);
  assert.ok(!covers(moved));
  moved.forEach((disc, place) => assert.ok(Math.hypot(disc.x - discs[place].x, disc.y - discs[place].y) <= 44.1));
});

test("a ring leaves a button by the shortest way into the map", () => {
  const bar = { left: 10, top: 10, right: 48, bottom: 84 };
  const [right] = apart([{ x: 44, y: 40, radius: 20 }], [bar]);
  assert.deepEqual([right.x, right.y], [69, 40]);
  const [below] = apart([{ x: 20, y: 90, radius: 20 }], [bar]);
  assert.deepEqual([below.x, below.y], [20, 105]);
  const [above] = apart([{ x: 300, y: 395, radius: 20 }], [{ left: 200, top: 400, right: 390, bottom: 420 }]);
  assert.deepEqual([above.x, above.y], [300, 379]);
});
