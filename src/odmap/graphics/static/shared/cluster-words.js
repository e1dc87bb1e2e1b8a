/** What a cluster says to those who cannot see it. */

import { counted } from "./words.js";

const NAMED = 4; // countries

/**
 * Return "8 organisations, United Kingdom", or the countries with the most.
 * @param {number} total
 * @param {Iterable<[string, number]>} countries - each with its number of organisations
 */
export function clusterWords(total, countries) {
  const ordered = Array.from(countries).sort((a, b) => b[1] - a[1]);
  const of = counted(total, "organisation");
  if (ordered.length === 1) return `${of}, ${ordered[0][0]}`;
  const named = ordered.slice(0, NAMED).map(([name, number]) => `${name} ${number.toLocaleString("en")}`);
  const rest = ordered.length - named.length;
  const more = rest ? ` and ${counted(rest, "more country", "more countries")}` : "";
  return `${of} in ${counted(ordered.length, "country", "countries")}: ${named.join(", ")}${more}`;
}

/** What is said where of none of them more than the country is known. */
export const VAGUE = ", each known only by its country";

/**
 * Count how often each value occurs.
 * @template T
 * @param {Iterable<T>} values
 * @returns {Map<T, number>}
 */
export function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
