/** What names the map shows and how they look: countries before large cities, regions and towns.
 *
 * @import { Country, Tile } from "../shared/types"
 */

const LARGE = 1000; // thousands of people
const MIDDLE = 200;
const LARGE_UNTIL = 3; // countries that Natural Earth names before this zoom are large, and named a little earlier here
const EARLIER = 0.7; // zooms; a name that finds no room is left out anyway
const SMALL_FROM = 4.5; // countries that show only from this zoom are set smaller
const NEAR = 4; // the zoom from which the names of countries are large

/**
 * How a kind of name is set.
 * @typedef {object} Kind
 * @property {string} name - its class
 * @property {number} size - of its letters, pixels
 * @property {number} weight
 * @property {number} spacing - between letters, pixels
 * @property {boolean} upper - whether it is set in capitals
 * @property {number} dot - how wide the dot of a town is, pixels
 * @property {number} reach - how far it may be moved from its place, pixels
 */

/** Each is more modest than the one before, and ranks after it. @type {Kind[]} */
export const KINDS = [
  { name: "country near", size: 15, weight: 650, spacing: 1.2, upper: false, dot: 0, reach: 44 },
  { name: "country", size: 12, weight: 600, spacing: 0.4, upper: false, dot: 0, reach: 22 },
  { name: "city", size: 13, weight: 600, spacing: 0, upper: false, dot: 6, reach: 48 },
  { name: "region", size: 10.5, weight: 500, spacing: 1.2, upper: true, dot: 0, reach: 24 },
  { name: "town", size: 12, weight: 450, spacing: 0, upper: false, dot: 5, reach: 36 },
  { name: "small", size: 11.5, weight: 400, spacing: 0, upper: false, dot: 4, reach: 30 },
];
const [COUNTRY_NEAR, COUNTRY, CITY, REGION, TOWN, SMALL] = [0, 1, 2, 3, 4, 5];

/** @typedef {{ kind: number, text: string, latitude: number, longitude: number, zoom: number, rank: number }} Name */

/**
 * Return the names of countries that a base map has.
 * @param {Country[]} countries
 * @returns {Name[]}
 */
export function countryNames(countries) {
  return countries.flatMap(({ name, lx, ly, ml }) => (name && lx !== undefined && ly !== undefined && ml !== undefined
    ? [{ kind: COUNTRY, text: name, latitude: ly, longitude: lx, rank: ml, zoom: ml < LARGE_UNTIL ? ml - EARLIER : ml }]
    : []));
}

/** @param {Name} name @param {number} zoom */
function asFrom(name, zoom) {
  const large = name.kind === COUNTRY && zoom >= NEAR && name.rank < SMALL_FROM;
  return large ? { ...name, kind: COUNTRY_NEAR } : name;
}

/** @param {number} thousands - of people */
function kindOfTown(thousands) {
  if (thousands >= LARGE) return CITY;
  return thousands >= MIDDLE ? TOWN : SMALL;
}

/**
 * Return the names in a tile.
 * @param {Tile} tile
 * @returns {Name[]}
 */
export function tileNames({ towns, names }) {
  return [
    ...towns.map(([text, latitude, longitude, zoom, thousands]) => (
      { kind: kindOfTown(thousands), text, latitude, longitude, zoom, rank: -thousands })),
    ...names.map(([text, latitude, longitude, zoom]) => (
      { kind: REGION, text, latitude, longitude, zoom, rank: zoom })),
  ];
}

/**
 * Return the names that may show at a zoom, in the order of their rank. A region that is called as its country is, or
 * as a large city, stays without a name.
 * @param {Name[]} names
 * @param {number} zoom
 */
export function ranked(names, zoom) {
  const shown = names.filter((name) => zoom >= name.zoom).map((name) => asFrom(name, zoom));
  const taken = new Set(shown.filter(({ kind }) => kind < REGION).map(({ text }) => text));
  return shown.filter(({ kind, text }) => kind !== REGION || !taken.has(text))
    .sort((a, b) => a.kind - b.kind || a.rank - b.rank || (a.text < b.text ? -1 : 1));
}
