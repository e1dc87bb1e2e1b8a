/** The story: what keys, swipes and addresses mean to it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isCharacter, isWanted, turnOf } from "../../src/odmap/graphics/static/story/keys.js";
import { withStop } from "../../src/odmap/graphics/static/story/stop-in-address.js";
import { turnOfSwipe } from "../../src/odmap/graphics/static/story/swipes.js";

const KEYS = {
  forward: ["ArrowRight", "ArrowDown", "PageDown", " "], backward: ["ArrowLeft", "ArrowUp", "PageUp"],
  first: ["Home"], last: ["End"], leave: ["Escape"], fill: ["f", "F5"],
  black: ["b", "."], white: ["w", ","], "": ["a", "Enter", "Tab"],
};

for (const [turn, keys] of Object.entries(KEYS)) {
  test(`${keys.join(", ")} mean ${turn || "nothing"}`, () => {
    for (const key of keys) assert.equal(turnOf({ key, shiftKey: false }), turn);
  });
}

test("space with shift leads back", () => assert.equal(turnOf({ key: " ", shiftKey: true }), "backward"));

/** A key pressed in an element of this kind. @param {string} key @param {string} kind @param {object} [more] */
function pressed(key, kind, more = {}) {
  const closest = (/** @type {string} */ selector) => (selector.split(", ").includes(kind) ? {} : null);
  return /** @type {any} */ ({ key, target: { closest }, ...more });
}

test("keys that write, choose or press something else are not the story's", () => {
  assert.equal(isWanted(pressed("ArrowRight", "textarea")), true);
  assert.equal(isWanted(pressed("ArrowRight", "[role=combobox]")), true);
  assert.equal(isWanted(pressed(" ", "button")), true);
  assert.equal(isWanted(pressed("Enter", "a")), true);
  assert.equal(isWanted(pressed("ArrowRight", "button")), false);
  assert.equal(isWanted(pressed("ArrowRight", "div")), false);
});

test("nor are those with a modifier, and those that somebody has followed already", () => {
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { defaultPrevented: true }]) {
    assert.equal(isWanted(pressed("ArrowRight", "div", more)), true);
  }
  assert.equal(isWanted(/** @type {any} */ ({ key: "ArrowRight", target: null })), false);
});

test("a swipe to the left leads on, to the right back; a short one and scrolling lead nowhere", () => {
  assert.equal(turnOfSwipe(-120, 10), 1);
  assert.equal(turnOfSwipe(120, -10), -1);
  assert.equal(turnOfSwipe(-48, 0), 0);
  assert.equal(turnOfSwipe(-120, 60), 0);
  assert.equal(turnOfSwipe(0, 300), 0);
});

test("the stop stands in the query or in the hash, and everything else stays", () => {
  const address = "https://map.example.org/present?country=FI";
  assert.equal(withStop(address, "gaps", false), `${address}&step=gaps`);
  assert.equal(withStop(`${address}&step=gaps#x`, "", false), `${address}#x`);
  assert.equal(withStop("file:///odmap.html#began", "gaps", true), "file:///odmap.html#gaps");
  assert.equal(withStop("file:///odmap.html#began", "", true), "file:///odmap.html");
});

test("letters and signs are told from the keys that turn pages", () => {
  for (const key of ["b", "F", ".", ",", "é"]) assert.equal(isCharacter(key), true);
  for (const key of [" ", "PageDown", "ArrowRight", "F5", "Escape", "Home"]) assert.equal(isCharacter(key), false);
});
