/** The borders of first-level regions, on a canvas of their own above the land.
 *
 * @import { Tile } from "../shared/types"
 * @import { LayerGroup, Map as LeafletMap, Polyline } from "leaflet"
 */

import { colour } from "./choropleth.js";
import { unpackedArcs } from "./topojson.js";

const PANE = "region-borders";

export class RegionBorders {
  /** Those drawn, by tile and zoom. @type {Map<string, Polyline>} */
  #drawn = new Map();
  /** Made when there is first something to draw. @type {LayerGroup | null} */
  #layer = null;

  /** @param {LeafletMap} map */
  constructor(map) {
    this.map = map;
  }

  /**
   * Draw the borders in some tiles, and no others.
   * @param {Map<string, Tile>} tiles - by their addresses
   * @param {number} zoom
   */
  show(tiles, zoom) {
    const wanted = new Map(Array.from(tiles, ([address, tile]) => [`${Math.floor(zoom)} ${address}`, tile]));
    this.#drawn.forEach((line, key) => {
      if (wanted.has(key)) return;
      line.remove();
      this.#drawn.delete(key);
    });
    wanted.forEach((tile, key) => {
      if (!this.#drawn.has(key) && tile.arcs.length) this.#drawn.set(key, this.#lineOf(tile, zoom));
    });
  }

  /** @param {Tile} tile @param {number} zoom */
  #lineOf(tile, zoom) {
    this.#layer ??= L.layerGroup().addTo(this.map);
    const arcs = unpackedArcs(tile).filter((_, number) => zoom >= tile.zooms[number]);
    const points = arcs.map((arc) => arc.map(([longitude, latitude]) => L.latLng(latitude, longitude)));
    return L.polyline(points, this.#style()).addTo(this.#layer);
  }

  /** @returns {import("leaflet").PolylineOptions} */
  #style() {
    this.#renderer ??= this.#makeRenderer();
    const color = colour("--od-border");
    return { renderer: this.#renderer, pane: PANE, interactive: false, color, weight: 0.9, dashArray: "3 3" };
  }

  /** @type {import("leaflet").Renderer | null} */
  #renderer = null;

  #makeRenderer() {
    const pane = this.map.createPane(PANE);
    pane.style.zIndex = "210";
    pane.style.pointerEvents = "none";
    return L.canvas({ pane: PANE, padding: 0.4 });
  }

  /** Draw with the colours that hold now. */
  restyle() {
    if (this.#drawn.size) this.#drawn.forEach((line) => line.setStyle(this.#style()));
  }
}
