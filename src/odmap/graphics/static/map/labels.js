/** The names on the base map: countries from afar, regions and towns from near, and none under a mark.
 *
 * They are for the eyes alone: the list below the map, and the marks, say everything in words.
 *
 * @import { Country, Settings, Tile } from "../shared/types"
 * @import { Map as LeafletMap, Marker } from "leaflet"
 * @import { Name } from "./label-kinds.js"
 * @import { Placed, Wanted } from "./label-placing.js"
 */

import { KINDS, countryNames, ranked, tileNames } from "./label-kinds.js";
import { place } from "./label-placing.js";
import { coverBoxes, followObstacles, markBoxes } from "./obstacles.js";
import { RegionBorders } from "./region-borders.js";
import { Tiles, partOf } from "./tiles.js";

const PANE = "names";
const SOON = 60; // milliseconds, so that several changes are one drawing
const AROUND = 0.2; // of the map's size, beyond each edge, so that names come along when it is dragged
const FAR = 0.6; // zooms from where they were drawn, from which names are hidden until they are drawn anew
const LEADING = 1.25;

/** @typedef {Wanted & { name: Name, key: string }} Label */

export class Labels {
  /** @type {Name[]} */
  #countries = [];
  /** @type {Map<string, Marker>} */
  #drawn = new Map();
  #drawnAt = 0;
  #later = 0;
  #moving = false;
  /** @type {Map<string, number>} */
  #widths = new Map();
  #pen = document.createElement("canvas").getContext("2d");

  /**
   * @param {LeafletMap} map
   * @param {Settings["tiles"]} tiles - none where there is no server to ask
   */
  constructor(map, tiles) {
    this.map = map;
    this.pane = map.createPane(PANE);
    Object.assign(this.pane.style, { zIndex: "250", pointerEvents: "none" });
    this.pane.setAttribute("aria-hidden", "true");
    this.pane.lang = "en";
    this.layer = L.layerGroup().addTo(map);
    this.borders = new RegionBorders(map);
    /** @type {Tiles<Tile> | null} */
    this.tiles = tiles ? new Tiles(tiles, () => this.#soon()) : null;
    map.on("zoomstart movestart", () => { this.#moving = true; });
    map.on("moveend", () => { this.#moving = false; this.#soon(); });
    map.on("zoom", () => this.pane.classList.toggle("away", Math.abs(map.getZoom() - this.#drawnAt) > FAR));
    followObstacles(map, () => this.#soon());
    document.fonts.ready.then(() => { this.#widths.clear(); this.#soon(); });
  }

  /**
   * Take the names of countries.
   * @param {Country[]} countries
   */
  name(countries) {
    this.#countries = countryNames(countries);
    this.#soon();
  }

  /** Draw with the colours that hold now. */
  restyle() {
    this.borders.restyle();
  }

  #soon() {
    if (this.#later || !this.#countries.length) return;
    this.#later = window.setTimeout(() => {
      this.#later = 0;
      if (!this.#moving) this.#draw();
    }, SOON);
  }

  #draw() {
    const { map } = this, zoom = map.getZoom(), size = map.getSize();
    /** @type {Map<string, Tile>} */
    const tiles = this.tiles?.inSight(partOf(map), zoom) ?? new Map();
    this.borders.show(tiles, zoom);
    const names = ranked([...this.#countries, ...Array.from(tiles.values()).flatMap(tileNames)], zoom);
    const view = { left: 0, top: 0, right: size.x, bottom: size.y };
    const placed = place(this.#nearby(names), markBoxes(map), coverBoxes(map), view);
    this.#put(placed);
    this.#drawnAt = zoom;
    this.pane.classList.remove("away");
    document.documentElement.dataset.labels = String(placed.length);
  }

  /** @param {Name[]} names @returns {Label[]} those in sight, or just beyond */
  #nearby(names) {
    const { map } = this, bounds = map.getBounds().pad(AROUND);
    return names.filter(({ latitude, longitude }) => bounds.contains([latitude, longitude])).map((name) => {
      const { x, y } = map.latLngToContainerPoint([name.latitude, name.longitude]), kind = KINDS[name.kind];
      const key = `${name.kind} ${name.text} ${name.latitude} ${name.longitude}`;
      const { size, dot, reach } = kind;
      return { name, key, x, y, width: this.#width(name), height: size * LEADING, dot, reach };
    });
  }

  /** @param {Name} name */
  #width({ kind, text }) {
    const { size, weight, spacing, upper } = KINDS[kind], shown = upper ? text.toUpperCase() : text;
    const key = `${kind} ${text}`, known = this.#widths.get(key);
    if (known !== undefined) return known;
    if (this.#pen) this.#pen.font = `${weight} ${size}px ${getComputedStyle(this.pane).fontFamily}`;
    const letters = this.#pen?.measureText(shown).width ?? shown.length * size * 0.6;
    const width = Math.ceil(letters + shown.length * spacing) + 2;
    this.#widths.set(key, width);
    return width;
  }

  /** @param {Placed<Label>[]} placed */
  #put(placed) {
    const wanted = new Map(placed.map((each) => [this.#placeKey(each), each]));
    this.#drawn.forEach((marker, key) => {
      if (wanted.has(key)) return;
      marker.remove();
      this.#drawn.delete(key);
    });
    wanted.forEach((each, key) => {
      if (!this.#drawn.has(key)) this.#drawn.set(key, markerOf(each).addTo(this.layer));
    });
  }

  /** A label that keeps its place is not drawn anew. @param {Placed<Label>} placed */
  #placeKey({ label, box, dotted }) {
    return `${label.key} ${Math.round(box.left - label.x)} ${Math.round(box.top - label.y)} ${dotted}`;
  }
}

/** @param {Placed<Label>} placed */
function markerOf({ label, box, dotted }) {
  const { name, x, y, width, height, dot } = label, { name: kind, size, weight, spacing, upper } = KINDS[name.kind];
  const html = document.createElement("div"), text = document.createElement("span");
  text.className = `map-label ${kind}`;
  text.textContent = upper ? name.text.toUpperCase() : name.text;
  Object.assign(text.style, {
    left: `${box.left - x}px`, top: `${box.top - y}px`, width: `${width}px`, lineHeight: `${height}px`,
    fontSize: `${size}px`, fontWeight: String(weight), letterSpacing: `${spacing}px`,
  });
  html.appendChild(text);
  if (dotted) {
    const mark = html.appendChild(document.createElement("i"));
    mark.className = "map-dot";
    Object.assign(mark.style, { left: `${-dot / 2}px`, top: `${-dot / 2}px`, width: `${dot}px`, height: `${dot}px` });
  }
  const icon = L.divIcon({ className: "map-name", html, iconSize: [0, 0] });
  return L.marker([name.latitude, name.longitude], { icon, pane: PANE, interactive: false, keyboard: false });
}
