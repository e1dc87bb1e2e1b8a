/** The fine outline of countries from near, drawn in tiles over the coarse one. See geography/land_tiles.py.
 *
 * @import { Country, LandTile, Settings, TileGrid } from "../shared/types"
 * @import { FeatureGroup, LatLngTuple, Map as LeafletMap, PathOptions, Renderer } from "leaflet"
 */

import { colour } from "./choropleth.js";
import { Tiles, partOf } from "./tiles.js";

const PANE = "near-land";

/** A point in the units of a tile. @typedef {[number, number]} Point */

/**
 * Return a ring as points: it is stored as the first one and the steps to the others.
 * @param {number[]} steps
 * @returns {Point[]}
 */
export function ringOf(steps) {
  /** @type {Point[]} */
  const points = [];
  let x = 0, y = 0;
  for (let at = 0; at < steps.length; at += 2) {
    x += steps[at];
    y += steps[at + 1];
    points.push([x, y]);
  }
  return points;
}

/** @param {Point} one @param {Point} other @param {TileGrid} grid */
function alongSide(one, other, { units, margin }) {
  return [0, 1].some((axis) => one[axis] === other[axis] && (one[axis] <= -margin || one[axis] >= units + margin));
}

/**
 * Return the lines to draw along a ring: all but those where it was cut along a side of the tile.
 * @param {Point[]} ring
 * @param {TileGrid} grid
 * @returns {Point[][]}
 */
export function outlineOf(ring, grid) {
  /** @type {Point[][]} */
  const lines = [];
  /** @type {Point[]} */
  let line = [];
  ring.forEach((point, place) => {
    const next = ring[(place + 1) % ring.length];
    if (alongSide(point, next, grid)) line = [];
    else {
      if (!line.length) lines.push(line = [point]);
      line.push(next);
    }
  });
  return lines;
}

/**
 * Return latitude and longitude of a point, degrees.
 * @param {Point} point - as a share of its tile
 * @param {[number, number, number]} tile - level, column and row
 * @returns {LatLngTuple}
 */
export function degreesOf([x, y], [level, column, row]) {
  const size = 2 ** level, east = (column + x) / size, south = (row + y) / size;
  return [Math.atan(Math.sinh(Math.PI * (1 - 2 * south))) * 180 / Math.PI, east * 360 - 180];
}

export class NearLand {
  /** By the addresses of tiles. @type {Map<string, FeatureGroup>} */
  #drawn = new Map();
  /** Made when there is first something to draw. @type {Renderer | null} */
  #renderer = null;
  #later = 0;

  /**
   * @param {LeafletMap} map
   * @param {Settings["nearLand"]} source - none where there is no server to ask
   * @param {(country: Country) => PathOptions} styleOf
   */
  constructor(map, source, styleOf) {
    this.map = map;
    this.source = source;
    this.styleOf = styleOf;
    if (!source) return;
    this.tiles = new Tiles(source, () => this.#soon());
    map.on("moveend", () => this.#soon());
    this.#soon();
  }

  #soon() {
    if (!this.#later) this.#later = window.setTimeout(() => { this.#later = 0; this.#draw(); }, 0);
  }

  #draw() {
    /** @type {Map<string, LandTile>} */
    const tiles = this.tiles?.inSight(partOf(this.map), this.map.getZoom()) ?? new Map();
    this.#drawn.forEach((layer, address) => {
      if (tiles.has(address)) return;
      layer.remove();
      this.#drawn.delete(address);
    });
    tiles.forEach((tile, address) => {
      if (!this.source || this.#drawn.has(address) || !tile.length) return;
      this.#drawn.set(address, this.#layerOf(tile, address, this.source).addTo(this.map));
    });
  }

  /**
   * Return sea over the coarse outline, and the land on it.
   * @param {LandTile} tile
   * @param {string} address
   * @param {NonNullable<Settings["nearLand"]>} source
   */
  #layerOf(tile, address, { levels: [[level]], units, margin }) {
    const [column, row] = (/(\d+)\/(\d+)\.json/.exec(address) ?? []).slice(1).map(Number);
    const degrees = (/** @type {Point} */ [x, y]) => degreesOf([x / units, y / units], [level, column, row]);
    const fixed = this.#fixed();
    // Not as far as the land reaches, so that no seam shows between the land of two tiles.
    const sea = L.rectangle([degrees([0, 0]), degrees([units, units])], { ...fixed, ...this.#sea() });
    const land = tile.flatMap(([iso2, given]) => {
      const rings = given.map(ringOf), style = { ...fixed, ...this.styleOf({ iso2 }) };
      const ground = L.polygon(rings.map((ring) => ring.map(degrees)), { ...style, stroke: false });
      const lines = rings.flatMap((ring) => outlineOf(ring, { units, margin })).map((line) => line.map(degrees));
      const outline = L.polyline(lines, { ...style, fill: false });
      return [ground, outline].map((path) => Object.assign(path, { about: { iso2 } }));
    });
    return L.featureGroup([sea, ...land]);
  }

  #fixed() {
    this.#renderer ??= this.#makeRenderer();
    return { renderer: this.#renderer, pane: PANE, interactive: false, smoothFactor: 0.5 };
  }

  #makeRenderer() {
    const pane = this.map.createPane(PANE);
    pane.style.zIndex = "205";
    pane.style.pointerEvents = "none";
    return L.canvas({ pane: PANE, padding: 0.3 });
  }

  #sea() {
    const fillColor = colour("--od-sea");
    return { stroke: false, fill: true, fillColor, fillOpacity: 1 };
  }

  /** Draw with the colours that hold now. */
  restyle() {
    this.#drawn.forEach((layer) => layer.eachLayer((each) => {
      const path = /** @type {import("leaflet").Polyline & { about?: Country }} */ (each);
      /** @type {PathOptions} */
      const { color, weight, fillColor } = path.about ? this.styleOf(path.about) : this.#sea();
      path.setStyle({ ...(color ? { color, weight } : {}), fillColor });
    }));
  }
}
