/** Marks and rings as drawings, and the colours of countries. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { kindOf, wordsOf } from "../../src/odmap/graphics/static/map/choropleth.js";
import { markDrawing } from "../../src/odmap/graphics/static/map/mark-drawing.js";
import { ringDrawing, ringSize } from "../../src/odmap/graphics/static/shared/ring-drawing.js";
import { modeOf } from "../../src/odmap/graphics/static/map/theme.js";

const TYPES = ["service", "training", "network"];
const ROUND = 2 * Math.PI * 15;

test("a mark fills in the template", () => {
  const drawing = { shape: "M1 2", letter: "S", baseline: "25" };
  const template = '<svg class="{classes}"><path d="{shape}"/><text y="{baseline}">{letter}</text></svg>';
  assert.equal(markDrawing(template, "t-service p-region", drawing),
    '<svg class="t-service p-region"><path d="M1 2"/><text y="25">S</text></svg>');
});

test("a ring grows with what it holds, up to a bound", () => {
  assert.equal(ringSize(1), 38);
  assert.ok(ringSize(10) < ringSize(100));
  assert.equal(ringSize(1_000_000), 62);
});

test("the parts of a ring go once around, one after the other, and types without any have none", () => {
  const parts = [...ringDrawing([3, 0, 1], TYPES, 40).matchAll(
    /class="t-(\w+)".*?dasharray="([\d.]+) ([\d.]+)" stroke-dashoffset="(-?[\d.]+)"/g)];
  assert.deepEqual(parts.map((part) => part[1]), ["service", "network"]);
  const [[, , first, rest, start], [, , second, , offset]] = parts;
  assert.ok(Math.abs(Number(first) - ROUND * 3 / 4) < 0.01);
  assert.ok(Math.abs(Number(first) + Number(rest) - ROUND) < 0.02);
  assert.equal(Number(start), 0);
  assert.equal(Number(offset), -Number(first));
  assert.ok(Math.abs(Number(first) + Number(second) - ROUND) < 0.02);
});

test("a ring says its number, in thousands above 999", () => {
  assert.match(ringDrawing([999], TYPES, 40), />999<\/text>/);
  assert.match(ringDrawing([1000, 600], TYPES, 40), />2k<\/text>/);
});

test("a country has the colour of its class, the rest another, and none without a measure", () => {
  const measure = /** @type {import("../../src/odmap/graphics/static/shared/types").Measure} */ (
    { name: "listed", classes: ["shade-1", "unsure"], of: { FI: [1, "Finland: unsure"] }, rest: "hatch" });
  assert.equal(kindOf(measure, { iso2: "FI" }), "unsure");
  assert.equal(kindOf(measure, { iso2: "MX" }), "hatch");
  assert.equal(kindOf(measure, {}), "hatch");
  assert.equal(kindOf(null, { iso2: "FI" }), "");
  assert.equal(wordsOf(measure, { iso2: "FI" }), "Finland: unsure");
  assert.equal(wordsOf(measure, { iso2: "MX" }), "");
  assert.equal(wordsOf(null, { iso2: "FI" }), "");
});

test("dark is told from light by how bright a background is", () => {
  assert.equal(modeOf("#fbf8f3"), "light");
  assert.equal(modeOf("#151c20"), "dark");
  assert.equal(modeOf("#0000ff"), "dark");
  assert.equal(modeOf(""), "light");
});
