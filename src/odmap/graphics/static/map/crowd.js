/** Very many organisations: rings that say how many are where, and single marks only for the few in sight.
 *
 * Above some thousands, a marker for each would keep a browser busy for seconds. So the cells of a grid are counted
 * anew for what is in sight, and a cell is drawn as the same ring as a cluster.
 *
 * @import { Table } from "../shared/types"
 * @import { Map as LeafletMap, Marker } from "leaflet"
 * @import { Cell } from "./grid.js"
 */

import { VAGUE, clusterWords } from "../shared/cluster-words.js";
import { CardPopup } from "./card-popup.js";
import { Grid, cellsOf } from "./grid.js";
import { ringIcon } from "../shared/rings.js";
import { STILL } from "./surroundings.js";

const FEW = 250; // so many in sight are drawn one by one
const AROUND = 0.25; // of the map's size, beyond each edge
const NEARER = 3; // zooms at a time

export class Crowd {
  /** Cell to its ring. @type {Map<number, Marker>} */
  #drawn = new Map();
  /** The zoom of these rings. */
  #drawnAt = -1;
  /** @type {number[]} */
  #members = [];

  /**
   * @param {LeafletMap} map
   * @param {Table} table
   * @param {string[]} types
   * @param {(list: number[]) => void} drawSingly
   */
  constructor(map, table, types, drawSingly) {
    this.map = map;
    this.table = table;
    this.types = types;
    this.drawSingly = drawSingly;
    this.grid = new Grid(table, types.length);
    this.rings = L.layerGroup().addTo(map);
    map.on("moveend", () => this.#refresh());
  }

  /**
   * Show just these.
   * @param {number[]} members
   */
  show(members) {
    this.#members = members;
    this.#drawnAt = -1; // the same cells hold others now
    this.#refresh();
  }

  /**
   * Return the ring that counts an organisation, if one is drawn.
   * @param {number} index
   */
  ringOf(index) {
    return this.#drawn.get(this.grid.keyOf(index, this.#drawnAt));
  }

  #clear() {
    this.rings.clearLayers();
    this.#drawn.clear();
  }

  #refresh() {
    if (!this.#members.length) {
      this.#clear();
      this.drawSingly([]);
      return;
    }
    const zoom = this.map.getZoom();
    const range = cellsOf(/** @type {any} */ (this.map.getPixelBounds()), this.map.getSize().multiplyBy(AROUND));
    const { cells, inside } = this.grid.count(this.#members, zoom, range, FEW);
    const few = inside.length <= FEW;
    this.drawSingly(few ? inside : []);
    if (few || this.#drawnAt !== zoom) this.#clear();
    this.#drawnAt = zoom;
    if (!few) this.#drawRings(cells);
  }

  /** @param {Map<number, Cell>} cells */
  #drawRings(cells) {
    this.#drawn.forEach((marker, key) => {
      if (cells.has(key)) return;
      this.rings.removeLayer(marker);
      this.#drawn.delete(key);
    });
    cells.forEach((cell, key) => {
      if (this.#drawn.has(key)) return;
      const marker = this.#ring(cell);
      this.#drawn.set(key, marker);
      this.rings.addLayer(marker);
    });
  }

  /** @param {Cell} cell */
  #ring(cell) {
    const byName = Array.from(cell.countries, ([country, number]) => (
      /** @type {[string, number]} */ ([this.table.countries[country], number])));
    const vague = cell.vague === cell.total;
    const words = clusterWords(cell.total, byName) + (vague ? VAGUE : "");
    const centre = this.map.unproject(L.point(cell.x / cell.total, cell.y / cell.total), 0);
    const icon = ringIcon(cell.types, this.types, `${words}. Press Enter to come nearer.`, { vague });
    const marker = L.marker(centre, { icon, title: words });
    const open = () => this.#open(marker, cell, words);
    return marker.on("click", open).on("keypress", (event) => { if (event.originalEvent.key === "Enter") open(); });
  }

  /**
   * Come nearer; where all are at one and the same place, say so.
   * @param {Marker} marker
   * @param {Cell} cell
   * @param {string} words
   */
  #open(marker, cell, words) {
    const { map } = this, [south, west, north, east] = cell.box;
    if (map.getZoom() >= map.getMaxZoom() || (south === north && west === east)) {
      const text = document.createElement("p");
      text.textContent = `${words}, at one and the same place: as exactly as it is known. The list below the map names each.`;
      marker.unbindPopup().bindPopup(new CardPopup().setContent(text)).openPopup();
      return;
    }
    const maxZoom = Math.min(map.getZoom() + NEARER, map.getMaxZoom());
    map.fitBounds([[south, west], [north, east]], { maxZoom, padding: [40, 40], animate: !STILL });
  }
}
