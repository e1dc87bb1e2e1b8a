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
 * Return how many of these rows lie within bounds, the first of them, and how many of each country.
 * @param {number[]} rows - in the order of their countries
 * @param {Pick<Table, "latitudes" | "longitudes" | "country" | "countries">} table
 * @param {[number, number, number, number]} bounds - south, west, north and east, degrees
 * @param {number} most - so many are named
 */
export function within(rows, { latitudes, longitudes, country, countries }, [south, west, north, east], most) {
  /** @type {number[]} */
  const first = [];
  let total = 0;
  /** @type {[string, number][]} */
  const counted = [];
  let last = -1;
  for (const row of rows) {
    const latitude = latitudes[row], longitude = longitudes[row];
    if (latitude < south || latitude > north || longitude < west || longitude > east) continue;
    total++;
    if (country[row] !== last) counted.push([countries[last = country[row]], 0]);
    counted[counted.length - 1][1]++;
    if (first.length < most) first.push(row);
  }
  return { rows: first, total, countries: counted };
}

export class InSight {
  /** @type {number[]} */
  #members = [];
  #later = 0;
  /** What shows the rows that an entry points at. @type {Set<HTMLElement>} */
  #lit = new Set();
  /** @type {number[]} */
  #pointed = [];

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
      this.light(this.#pointed); // a zoom may have drawn it anew
    }, REST);
  }

  /** Tell what is in sight now. */
  again() {
    if (!document.documentElement.dataset.shown) return;
    const found = within(this.#members, this.table, this.#box(), this.most);
    tellPageAround({ kind: "in-sight", ...found, of: this.#members.length });
  }

  /**
   * Return some rows of a country that are in sight.
   * @param {string} country
   * @param {number} from - so many are passed over
   */
  of(country, from) {
    const place = this.table.countries.indexOf(country);
    const rows = this.#members.filter((row) => this.table.country[row] === place);
    return within(rows, this.table, this.#box(), from + this.most).rows.slice(from);
  }

  /** @returns {[number, number, number, number]} */
  #box() {
    const bounds = this.map.getBounds();
    return [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
  }

  /** @param {number[]} rows */
  #tell(rows) {
    const { country, countries } = this.table;
    tellPageAround({ kind: "pointed", rows, countries: [...new Set(rows.map((row) => countries[country[row]]))] });
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
   * Light up the marks of rows, or the clusters that hold them; or none.
   * @param {number[]} rows
   */
  light(rows) {
    this.#pointed = rows;
    const now = new Set(rows.flatMap((row) => this.holder(row)?.getElement() ?? []));
    this.#lit.forEach((element) => { if (!now.has(element)) element.classList.remove("lit"); });
    now.forEach((element) => element.classList.add("lit"));
    this.#lit = now;
  }
}
