/** The messages between page and map: what is understood, and what is left alone. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { EVENT, VERSION, faultOfView, hearMap, readMessage, readView, tellPage } from "../../src/odmap/graphics/static/shared/channel.js";

const MEASURE = { name: "listed", classes: ["shade-1", "none"], of: { FI: [0, "Finland: 8"] }, rest: "hatch" };

/** Do something with the console's warnings noted. @param {() => void} act */
function warnings(act) {
  const warn = mock.method(console, "warn", () => {});
  try {
    act();
    return warn.mock.calls.map((call) => call.arguments.map(String).join(" "));
  } finally {
    warn.mock.restore();
  }
}

test("a view is read from the text beside the frame, and from an object", () => {
  const view = { version: VERSION, members: "gA==", chosen: 3, measure: MEASURE, here: null, story: false };
  assert.deepEqual(readView(JSON.stringify(view)), view);
  assert.equal(readView(view), view);
});

test("what a view does not say may be missing or null", () => {
  assert.equal(faultOfView({ version: VERSION }), "");
  const nothing = { members: null, chosen: null, measure: null, here: null, story: null, position: null };
  assert.equal(faultOfView({ version: VERSION, ...nothing }), "");
});

test("a field that is not known yet does not keep a view from being shown", () => {
  assert.equal(faultOfView({ version: VERSION, weather: "fine" }), "");
});

test("a view of another version is left alone, with a note that names both", () => {
  const said = warnings(() => assert.equal(readView({ version: VERSION + 1, members: null }), null));
  assert.deepEqual(said, ["odmap: the map leaves a message alone: its version is 2, and this script knows 1"]);
});

for (const broken of ["", "{", "null", "[]", "3", '"text"', "{}", "[1]"]) {
  test(`${JSON.stringify(broken)} is no view, and raises nothing`, () => {
    assert.equal(warnings(() => assert.equal(readView(broken), null)).length, 1);
  });
}

for (const [field, values] of Object.entries({
  members: ["%", "abc", {}, 3, [-1], [0.5], ["1"]],
  chosen: [-1, 1.5, "1", [], true],
  measure: ["listed", {}, { ...MEASURE, name: 1 }, { ...MEASURE, of: { FI: [2, ""] } }, { ...MEASURE, of: { FI: [0] } },
    { ...MEASURE, classes: [1] }, { ...MEASURE, rest: null }, { ...MEASURE, of: { FI: [0, 8] } }],
  here: [{}, { latitude: 91, longitude: 0, words: "" }, { latitude: 0, longitude: "0", words: "" },
    { latitude: 0, longitude: 181, words: "" }, { latitude: 0, longitude: 0 }],
  story: [1, "true"],
  position: [[], [0, 0], [0, 0, 11], [0, 0, -1], [91, 0, 1], ["0", 0, 1], { 0: 0, 1: 0, 2: 0, length: 3 }],
})) {
  test(`a wrong ${field} is named`, () => {
    for (const value of values) assert.equal(faultOfView({ version: VERSION, [field]: value }), `${field} cannot be read`);
  });
}

test("what the map tells arrives at the page", (context) => {
  const page = new EventTarget();
  const before = Object.getOwnPropertyDescriptor(globalThis, "window");
  Object.defineProperty(globalThis, "window", { value: page, configurable: true });
  context.after(() => (before ? Object.defineProperty(globalThis, "window", before) : Reflect.deleteProperty(globalThis, "window")));
  /** @type {unknown[]} */
  const heard = [];
  hearMap((message) => heard.push(message));
  tellPage(/** @type {any} */ (Object.assign(page, { CustomEvent })), { kind: "open", organisation: "keropudas" });
  tellPage(/** @type {any} */ (page), { kind: "moved", place: "" });
  assert.deepEqual(heard, [
    { version: VERSION, kind: "open", organisation: "keropudas" }, { version: VERSION, kind: "moved", place: "" },
  ]);
  warnings(() => page.dispatchEvent(new CustomEvent(EVENT, { detail: { version: 99, kind: "moved", place: "" } })));
  assert.equal(heard.length, 2);
});

test("what is in sight and what is pointed at are understood", () => {
  for (const said of [
    { kind: "in-sight", rows: [], total: 0, of: 53, countries: [] },
    { kind: "in-sight", rows: [3, 0], total: 12, of: 53, countries: [["Norway", 12]] },
    { kind: "pointed", rows: [], countries: [] }, { kind: "pointed", rows: [7], countries: ["Norway"] },
    { kind: "types", chosen: [] }, { kind: "types", chosen: ["service"] },
  ]) assert.deepEqual(readMessage({ version: VERSION, ...said }), { version: VERSION, ...said });
});

test("a message of the map that is not understood is left alone", () => {
  const wrong = [
    { version: VERSION, kind: "in-sight", rows: [-1], total: 1, of: 1, countries: [] }, { version: VERSION, kind: "in-sight", rows: [1], total: 1 },
    { version: VERSION, kind: "in-sight", rows: "1", total: 1, of: 1, countries: [] },
    { version: VERSION, kind: "in-sight", rows: [1], total: 1, of: 1, countries: [["Norway"]] },
    { version: VERSION, kind: "types", chosen: [1] }, { version: VERSION, kind: "types" }, { version: VERSION, kind: "pointed" },
    { version: VERSION, kind: "pointed", rows: [0.5], countries: [] }, { version: VERSION, kind: "toString" },
    undefined, null, "moved", { version: VERSION }, { version: VERSION, kind: "open" },
    { version: VERSION, kind: "moved", place: 3 }, { version: VERSION, kind: "dance", place: "" }, { kind: "moved", place: "" }];
  for (const detail of wrong) {
    assert.equal(warnings(() => assert.equal(readMessage(detail), null)).length, 1);
  }
});
