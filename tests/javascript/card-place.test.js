/** Where cards stand on the map. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isSheet, roomFor, sheetHeight, standing } from "../../src/odmap/graphics/static/map/card-place.js";

const SIZE = { x: 900, y: 560 };
const ROOM = roomFor(SIZE, 20);
const CARD = { x: 330, y: 300 };

test("a card stands above its mark where there is room, else below, else beside it", () => {
  assert.deepEqual(standing({ x: 450, y: 400 }, CARD, ROOM, 22), { side: "above", x: 285, y: 78 });
  assert.deepEqual(standing({ x: 450, y: 100 }, CARD, ROOM, 22), { side: "below", x: 285, y: 122 });
  assert.equal(standing({ x: 300, y: 280 }, CARD, ROOM, 22).side, "right");
  assert.equal(standing({ x: 700, y: 280 }, CARD, ROOM, 22).side, "left");
});

test("wherever its mark is, also out of sight, a card lies inside and does not cover a mark that it can leave free", () => {
  for (let x = -200; x <= 1100; x += 50) {
    for (let y = -200; y <= 760; y += 40) {
      const at = standing({ x, y }, CARD, ROOM, 22);
      assert.ok(at.x >= ROOM.left && at.x + CARD.x <= ROOM.right, `${x} ${y}`);
      assert.ok(at.y >= ROOM.top && at.y + CARD.y <= ROOM.bottom, `${x} ${y}`);
      const covers = at.x < x && x < at.x + CARD.x && at.y < y && y < at.y + CARD.y;
      assert.ok(!covers, `${x} ${y}`);
    }
  }
});

test("a narrow map has sheets, which leave a part of it in sight", () => {
  assert.equal(isSheet({ x: 599, y: 400 }), true);
  assert.equal(isSheet({ x: 600, y: 400 }), false);
  for (const y of [260, 340, 506]) assert.ok(sheetHeight({ x: 390, y }) <= y - 70);
});
