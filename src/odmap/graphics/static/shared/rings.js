/** Rings on the map. */

import { NamedIcon } from "./named-icon.js";
import { ringDrawing, ringSize } from "./ring-drawing.js";

/**
 * Return the ring as an icon.
 * @param {number[]} counts - of each type
 * @param {string[]} types
 * @param {string} label - what a screen reader speaks
 * @param {{ chosen?: boolean, vague?: boolean }} [looks] - whether it holds the chosen organisation, and whether of
 *   none more than the country is known
 */
export function ringIcon(counts, types, label, { chosen = false, vague = false } = {}) {
  const size = ringSize(counts.reduce((sum, count) => sum + count, 0));
  return new NamedIcon({
    className: `cluster-icon${chosen ? " chosen" : ""}${vague ? " vague" : ""}`,
    html: ringDrawing(counts, types, size),
    iconSize: [size, size],
    label,
  });
}
