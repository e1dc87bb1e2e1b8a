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
 * Say that the list names only some.
 * @param {number} named
 */
export function restWords(named) {
  return `These are the first ${counted(named, "organisation")}, by country. Come nearer to see those of a place.`;
}
