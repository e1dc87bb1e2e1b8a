/** What the list beside the map says of itself. */

import { counted } from "../shared/words.js";

/**
 * Return how many are in sight: "12 of 53 organisations in sight".
 * @param {number} total - in sight
 * @param {number} of - on the map
 */
export function sightWords(total, of) {
  if (!of) return "No organisation of this view has a place on the map.";
  if (!total) return `${of.toLocaleString("en")} in this view, none in sight here: zoom out.`;
  return `${total.toLocaleString("en")} of ${counted(of, "organisation")} in sight`;
}

/**
 * Return what the bar says from which the list is pulled up: "263 in sight: show the list".
 * @param {number} total - in sight
 * @param {boolean} open - whether the list is
 */
export function barWords(total, open) {
  return `${total.toLocaleString("en")} in sight: ${open ? "hide" : "show"} the list`;
}
