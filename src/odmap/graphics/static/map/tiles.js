/** What the map shows from near of the part of the world in sight, fetched in tiles, each once.
 *
 * @import { TileSource } from "../shared/types"
 * @import { Map as LeafletMap } from "leaflet"
 */

import { readJson } from "../shared/fetching.js";

const MOST = 120; // tiles that are kept; what was not looked at the longest goes first

/** Of the world's width, from 0 to 1. @typedef {{ west: number, north: number, east: number, south: number }} Part */

/**
 * Return the level of the tiles for a zoom; `null` from afar, where none are needed.
 * @param {TileSource["levels"]} levels
 * @param {number} zoom
 */
export function levelFor(levels, zoom) {
  const found = levels.find(([, first, last]) => Math.floor(zoom) >= first && Math.floor(zoom) <= last);
  return found ? found[0] : null;
}

/**
 * Return the tiles that cover a part of the world, as level, column and row.
 * @param {number} level
 * @param {Part} part
 */
export function covering(level, { west, north, east, south }) {
  const size = 2 ** level, end = size - 1;
  const within = (/** @type {number} */ share) => Math.min(Math.max(Math.floor(share * size), 0), end);
  /** @type {[number, number, number][]} */
  const found = [];
  for (let column = within(west); column <= within(east); column++) {
    for (let row = within(north); row <= within(south); row++) found.push([level, column, row]);
  }
  return found;
}

/**
 * Return where a place is on the square of a Web Mercator map, as shares of its width: as tiles are numbered.
 * @param {{ lat: number, lng: number }} place - degrees
 */
export function sharesOf({ lat, lng }) {
  const sine = Math.min(Math.max(Math.sin(lat * Math.PI / 180), -0.9999), 0.9999);
  return { x: lng / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

/**
 * Return the part of the world that a map shows, whatever its projection.
 * @param {LeafletMap} map
 * @returns {Part}
 */
export function partOf(map) {
  const { x: wide, y: high } = map.getSize();
  const corners = [[0, 0], [wide, 0], [0, high], [wide, high]].map(([x, y]) => (
    sharesOf(map.containerPointToLatLng([x, y]))));
  const across = corners.map(({ x }) => x), down = corners.map(({ y }) => y);
  return { west: Math.min(...across), north: Math.min(...down), east: Math.max(...across), south: Math.max(...down) };
}

/** @template Tile */
export class Tiles {
  /** By their addresses; `null` for one that is under way. @type {Map<string, Tile | null>} */
  #known = new Map();

  /**
   * @param {TileSource} source
   * @param {() => void} onCome - is called when one has come
   */
  constructor(source, onCome) {
    this.source = source;
    this.onCome = onCome;
  }

  /**
   * Return the tiles in sight that have come, by their addresses, and ask for the others.
   * @param {Part} part
   * @param {number} zoom
   * @returns {Map<string, Tile>}
   */
  inSight(part, zoom) {
    const level = levelFor(this.source.levels, zoom);
    /** @type {Map<string, Tile>} */
    const found = new Map();
    if (level === null) return found;
    for (const numbers of covering(level, part)) {
      const address = this.#addressOf(numbers), tile = this.#known.get(address);
      if (tile) {
        this.#known.delete(address);
        this.#known.set(address, tile);
        found.set(address, tile);
      } else if (tile === undefined) this.#ask(address);
    }
    return found;
  }

  /** @param {[number, number, number]} numbers */
  #addressOf([level, column, row]) {
    return this.source.address
      .replace("{level}", String(level)).replace("{column}", String(column)).replace("{row}", String(row));
  }

  /** @param {string} address */
  async #ask(address) {
    this.#known.set(address, null);
    try {
      this.#known.set(address, await readJson(address));
      for (const oldest of this.#known.keys()) {
        if (this.#known.size <= MOST) break;
        this.#known.delete(oldest);
      }
      this.onCome();
    } catch (error) {
      this.#known.delete(address); // it is asked for again with the next move
      console.warn("odmap: a part of the map could not be loaded", error);
    }
  }
}
