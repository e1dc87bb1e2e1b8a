/** Which organisations a view holds.
 *
 * @import { Members } from "../shared/types"
 */

/**
 * Return the numbers of the members: as they are, or from bits in base64, the first the highest of its byte.
 * @param {Members} given - none named means all
 * @param {number} size - how many there are in all
 */
export function membersOf(given, size) {
  if (given === null || given === undefined) return Array.from({ length: size }, (_, index) => index);
  if (typeof given !== "string") return given;
  const bytes = atob(given);
  const members = [];
  for (let place = 0; place < bytes.length; place++) {
    const byte = bytes.charCodeAt(place);
    for (let bit = 0; byte && bit < 8; bit++) if (byte & (128 >> bit)) members.push(place * 8 + bit);
  }
  return members;
}

/**
 * Tell whether two lists of members differ.
 * @param {number[]} some
 * @param {number[]} others
 */
export function differ(some, others) {
  return some.length !== others.length || some.some((index, place) => index !== others[place]);
}
