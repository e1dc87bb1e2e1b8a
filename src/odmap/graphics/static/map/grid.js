/** Counting very many organisations in the cells of a grid: plain numbers in plain arrays, so that 100,000 are quick.
 *
 * @import { Table } from "../shared/types"
 */

export const CELL = 72; // pixels
const ROWS = 4194304; // more than a world has at any zoom, so that column and row make one number

/**
 * What is in a cell.
 * @typedef {object} Cell
 * @property {number} total
 * @property {number} vague - how many of them are known only by their country
 * @property {number} x - the sum of all, pixels of the world at zoom 0
 * @property {number} y
 * @property {number[]} types - how many of each
 * @property {Map<number, number>} countries - place in the table's countries to how many
 * @property {Box} box
 */

/**
 * Tell whether no more than the country of an organisation is known.
 * @param {Pick<Table, "exact" | "precisions">} table
 * @param {number} index
 */
export function isVague(table, index) {
  return table.exact[table.precisions[index]] === "country";
}

/** South, west, north and east, degrees. @typedef {[number, number, number, number]} Box */

/**
 * Columns and rows of cells, both ends included.
 * @typedef {{ west: number, east: number, north: number, south: number }} Range
 */

/**
 * Return where organisations are on the world's square of 256 pixels, in Web Mercator.
 * @param {Pick<Table, "latitudes" | "longitudes">} table
 */
export function project({ latitudes, longitudes }) {
  const x = new Float64Array(latitudes.length), y = new Float64Array(latitudes.length);
  for (let i = 0; i < latitudes.length; i++) {
    const sine = Math.sin(latitudes[i] * Math.PI / 180);
    x[i] = 256 * (longitudes[i] / 360 + 0.5);
    y[i] = 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
  }
  return { x, y };
}

/**
 * Return the cells of a part of the world and those just beyond its edges, each whole, so that panning changes none.
 * @param {{ min: { x: number, y: number }, max: { x: number, y: number } }} view - pixels at the map's zoom
 * @param {{ x: number, y: number }} room - what is looked at beyond each edge, pixels
 * @returns {Range}
 */
export function cellsOf({ min, max }, room) {
  return {
    west: Math.floor((min.x - room.x) / CELL),
    east: Math.floor((max.x + room.x) / CELL),
    north: Math.floor((min.y - room.y) / CELL),
    south: Math.floor((max.y + room.y) / CELL),
  };
}

/** @returns {Box} */
const nowhere = () => [90, 180, -90, -180];

/** @param {Box} box @param {number} latitude @param {number} longitude */
function stretch(box, latitude, longitude) {
  if (latitude < box[0]) box[0] = latitude;
  if (longitude < box[1]) box[1] = longitude;
  if (latitude > box[2]) box[2] = latitude;
  if (longitude > box[3]) box[3] = longitude;
}

/**
 * Return the box around some organisations.
 * @param {Pick<Table, "latitudes" | "longitudes">} table
 * @param {number[]} members
 */
export function boxAround(table, members) {
  const box = nowhere();
  for (const i of members) stretch(box, table.latitudes[i], table.longitudes[i]);
  return box;
}

export class Grid {
  /**
   * @param {Table} table
   * @param {number} kinds - how many types there are
   */
  constructor(table, kinds) {
    this.table = table;
    this.kinds = kinds;
    this.places = project(table);
  }

  /**
   * Count organisations by cells.
   * @param {number[]} members
   * @param {number} zoom
   * @param {Range} range
   * @param {number} few - so many of those inside are listed, and one more
   */
  count(members, zoom, range, few) {
    const { x, y } = this.places, scale = Math.pow(2, zoom);
    /** @type {Map<number, Cell>} */
    const cells = new Map();
    const inside = [];
    for (const i of members) {
      const column = Math.floor(x[i] * scale / CELL), row = Math.floor(y[i] * scale / CELL);
      if (column < range.west || column > range.east || row < range.north || row > range.south) continue;
      if (inside.length <= few) inside.push(i);
      const key = column * ROWS + row;
      const cell = cells.get(key) ?? this.#empty();
      cells.set(key, cell);
      this.#add(cell, i);
    }
    return { cells, inside };
  }

  /**
   * Return the cell of an organisation.
   * @param {number} index
   * @param {number} zoom
   */
  keyOf(index, zoom) {
    const { x, y } = this.places, scale = Math.pow(2, zoom);
    return Math.floor(x[index] * scale / CELL) * ROWS + Math.floor(y[index] * scale / CELL);
  }

  /** @returns {Cell} */
  #empty() {
    const types = new Array(this.kinds).fill(0);
    return { total: 0, vague: 0, x: 0, y: 0, types, countries: new Map(), box: nowhere() };
  }

  /** @param {Cell} cell @param {number} i */
  #add(cell, i) {
    const { table, places } = this, country = table.country[i];
    cell.total++;
    if (isVague(table, i)) cell.vague++;
    cell.x += places.x[i];
    cell.y += places.y[i];
    cell.types[table.types[i]]++;
    cell.countries.set(country, (cell.countries.get(country) ?? 0) + 1);
    stretch(cell.box, table.latitudes[i], table.longitudes[i]);
  }
}
