/** Rings on the map. */

import { NamedIcon } from "./named-icon.js";
import { ringDrawing, ringSize } from "./ring-drawing.js";

/**
 * Return the ring as an icon.
 * @param {number[]} counts - of each type
 * @param {string[]} types
 * @param {string} label - what a screen reader speaks
 * @param {boolean} [chosen] - whether it holds the chosen organisation
 */
export function ringIcon(counts, types, label, chosen = false) {
  const size = ringSize(counts.reduce((sum, count) => sum + count, 0));
  return new NamedIcon({
    className: `cluster-icon${chosen ? " chosen" : ""}`,
    html: ringDrawing(counts, types, size),
    iconSize: [size, size],
    label,
  });
}
