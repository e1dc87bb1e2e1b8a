/** What the map has in sight, told to the list beside it; and the mark that an entry of the list stands for.
 *
 * @import { Settings, Table } from "../shared/types"
 * @import { Map as LeafletMap, Marker, MarkerCluster } from "leaflet"
 */

import { tellPageAround } from "./surroundings.js";

const REST = 120; // milliseconds without another move

/**
 * Return rows in the order of their countries' names, those of one country in their own order.
 * @param {number[]} rows
 * @param {Pick<Table, "country" | "countries">} table
 */
export function byCountry(rows, { country, countries }) {
  /** @type {number[][]} */
  const of = countries.map(() => []);
  for (const row of rows) of[country[row]].push(row);
  const order = countries.map((_, place) => place).sort((a, b) => countries[a].localeCompare(countries[b], "en"));
  return order.flatMap((place) => of[place]);
}

/**
 * Return how many of these rows lie within bounds, and the first of them.
 * @param {number[]} rows
 * @param {Pick<Table, "latitudes" | "longitudes">} table
 * @param {[number, number, number, number]} bounds - south, west, north and east, degrees
 * @param {number} most - so many are named
 */
export function within(rows, { latitudes, longitudes }, [south, west, north, east], most) {
  /** @type {number[]} */
  const first = [];
  let total = 0;
  for (const row of rows) {
    const latitude = latitudes[row], longitude = longitudes[row];
    if (latitude < south || latitude > north || longitude < west || longitude > east) continue;
    total++;
    if (first.length < most) first.push(row);
  }
  return { rows: first, total };
}

export class InSight {
  /** @type {number[]} */
  #members = [];
  #later = 0;
  /** What shows the row that an entry points at. @type {HTMLElement | null} */
  #lit = null;
  /** @type {number | null} */
  #row = null;

  /**
   * @param {LeafletMap} map
   * @param {Settings} settings
   * @param {Table} table
   * @param {(row: number) => Marker | MarkerCluster | null} holder - what shows a row on the map now
   */
  constructor(map, settings, table, holder) {
    this.map = map;
    this.most = settings.listed;
    this.table = table;
    this.holder = holder;
    map.on("moveend", () => this.#soon());
    for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
      map.getContainer().addEventListener(begin, (event) => this.#point(event.target));
      map.getContainer().addEventListener(end, (event) => { if (this.#rowsOf(event.target).length) this.#tell([]); });
    }
  }

  /** @param {number[]} members */
  show(members) {
    this.#members = byCountry(members, this.table);
    this.#soon();
  }

  #soon() {
    clearTimeout(this.#later);
    this.#later = window.setTimeout(() => {
      this.again();
      this.light(this.#row); // a zoom may have drawn it anew
    }, REST);
  }

  /** Tell what is in sight now. */
  again() {
    if (!document.documentElement.dataset.shown) return;
    const bounds = this.map.getBounds();
    /** @type {[number, number, number, number]} */
    const box = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
    const { rows, total } = within(this.#members, this.table, box, this.most);
    tellPageAround({ kind: "in-sight", rows, total, of: this.#members.length });
  }

  /** @param {number[]} rows */
  #tell(rows) {
    tellPageAround({ kind: "pointed", rows });
  }

  /** @param {EventTarget | null} target */
  #point(target) {
    const rows = this.#rowsOf(target);
    if (rows.length) this.#tell(rows);
  }

  /**
   * Return the rows that a mark or cluster stands for.
   * @param {EventTarget | null} target
   * @returns {number[]}
   */
  #rowsOf(target) {
    const icon = target instanceof Element ? target.closest(".mark-icon, .cluster-icon") : null;
    if (!icon) return [];
    // Leaflet has no public name for what an element belongs to.
    const { _targets: targets } = /** @type {{ _targets: Record<number, any> }} */ (/** @type {unknown} */ (this.map));
    const layer = targets[L.stamp(icon)];
    /** @type {Marker[]} */
    const markers = layer?.getAllChildMarkers?.() ?? (layer?.od ? [layer] : []);
    return markers.slice(0, this.most).map((marker) => marker.od.index);
  }

  /**
   * Light up the mark of a row, or the cluster that holds it; or none.
   * @param {number | null} row
   */
  light(row) {
    this.#row = row;
    const element = row === null ? null : this.holder(row)?.getElement() ?? null;
    if (element === this.#lit) return;
    this.#lit?.classList.remove("lit");
    element?.classList.add("lit");
    this.#lit = element;
  }
}
