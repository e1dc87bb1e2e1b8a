/** Which organisations match, and how many there are, in words.
 *
 * @typedef {object} Sought - what a search and the filters ask of an organisation
 * @property {string} country - ISO 3166-1 alpha-2, or "none"
 * @property {string[]} does - what it does, in the words of the legend
 * @property {number | undefined} place - its number on the map, if it has one
 * @property {() => string} searched - folded: what a search looks at
 *
 * @typedef {object} Asked
 * @property {string} words
 * @property {string} country - empty for all
 * @property {string[]} activities - empty for all
 */

import { counted } from "../shared/words.js";
import { fold } from "./fold.js";

const NO_BASE = "none";

/**
 * Return those that match: any of the activities, the country, and every word somewhere.
 * @template {Sought} T
 * @param {T[]} entries
 * @param {Asked} asked
 */
export function matching(entries, { words, country, activities }) {
  const wanted = fold(words).split(" ").filter(Boolean);
  return entries.filter((entry) => (!country || entry.country === country)
    && (!activities.length || entry.does.some((one) => activities.includes(one)))
    && wanted.every((word) => entry.searched().includes(word)));
}

/**
 * Return whether anything is asked for.
 * @param {Asked} asked
 */
export function isFiltered({ words, country, activities }) {
  return Boolean(words.trim() || country || activities.length);
}

/**
 * Return the sentence that counts: "5 of 171 organisations, in 3 countries".
 * @param {Sought[]} shown
 * @param {number} total
 */
export function countWords(shown, total) {
  const countries = new Set(shown.map((entry) => entry.country).filter((country) => country !== NO_BASE));
  const where = countries.size ? `, in ${counted(countries.size, "country", "countries")}` : "";
  return `${shown.length.toLocaleString("en")} of ${counted(total, "organisation")}${where}`;
}

/**
 * Return the sentence on those without a mark; nothing if each has one.
 * @param {Sought[]} shown
 */
export function withoutMarkWords(shown) {
  const number = shown.filter((entry) => entry.place === undefined).length;
  if (!number) return "";
  const of = counted(number, "of them has", "of them have");
  return `${of} no fixed base, and so no mark on the map: the list has ${number === 1 ? "it" : "them"}.`;
}
