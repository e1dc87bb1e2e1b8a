/** What part of the world the map shows, and who moved it there: the visitor, the story, or the filters.
 *
 * @import { Chosen, View } from "../shared/types"
 * @import { LatLngBounds, Map as LeafletMap, Marker, MarkerClusterGroup } from "leaflet"
 */

import { ACTS } from "../shared/events.js";
import { writePlace } from "../shared/place.js";
import { isGlobe, showGlobe } from "./globe.js";
import { margins, zoomFor } from "./framing.js";
import { STILL, writePlaceSoon } from "./surroundings.js";

const FLIGHT = 1.4; // seconds from one place of the story to the next
const ATTEMPTS = 6; // to bring a mark out of its cluster
const AROUND = 9; // the closest that a place and its surroundings are looked at
const SPREAD_FROM = 9; // the zoom from which a cluster is spread and not zoomed into

/**
 * What the camera looks at.
 * @typedef {object} Scene
 * @property {() => LatLngBounds | null} bounds - of all that is shown; `null` if that is nothing
 * @property {() => number} closest - how near all of it may be looked at: a zoom
 * @property {(marker: Marker) => number} near - how near one may be looked at
 * @property {() => Chosen} chosen
 */

export class Camera {
  /** Whether the map is being moved by the visitor, and not by us. */
  #byHand = false;
  /** What stands in the address because of this map. @type {string | null} */
  #written = null;
  /** The stop of a story that is shown. @type {View | null} */
  #stop = null;
  /** Of the map, when it was last looked at. */
  #size;
  /** What is around the place that was asked for, if one was. @type {LatLngBounds | null} */
  #around = null;

  /**
   * @param {LeafletMap} map
   * @param {MarkerClusterGroup} group
   * @param {Scene} scene
   */
  constructor(map, group, scene) {
    this.map = map;
    this.group = group;
    this.scene = scene;
    for (const act of ACTS) {
      map.getContainer().addEventListener(act, () => { this.#byHand = true; }, { capture: true, passive: true });
    }
    map.on("moveend", () => this.#note());
    this.#size = map.getSize();
    new ResizeObserver(() => this.#resized()).observe(map.getContainer());
  }

  /** Whether a story is told. */
  get inStory() {
    return this.#stop !== null;
  }

  /**
   * Follow a stop of a story, or no longer any.
   * @param {View} view
   */
  follow(view) {
    this.#stop = view.story ? view : null;
    this.map.keyboard[this.#stop ? "disable" : "enable"](); // in a story the arrow keys turn its pages
  }

  /** Where a visitor leaves the map goes into the address, so that a link opens it there. Nothing runs for it. */
  #note() {
    if (!this.#byHand || this.#stop) return;
    const centre = this.map.getCenter().wrap();
    this.#written = writePlace(centre.lat, centre.lng, this.map.getZoom());
    writePlaceSoon(this.#written);
  }

  /** The frame changes its size with the page around it: until the visitor moves the map, it shows the same again. */
  #resized() {
    const { map } = this, before = this.#size; // not the map's own: Leaflet may have noticed already
    map.invalidateSize({ animate: false });
    this.#size = map.getSize();
    const untouched = !this.#byHand && !this.#written && document.documentElement.dataset.shown;
    if (!untouched || this.#size.equals(before)) return;
    const chosen = this.scene.chosen();
    if (this.#stop) this.travel(false);
    else if (chosen) this.reveal(chosen);
    else this.#fit(false);
  }

  /**
   * Show all that is on the map.
   * @param {boolean} animate
   */
  fit(animate) {
    this.#written = null;
    this.#fit(animate);
  }

  /**
   * Look at what is around a place, and not at all that is shown.
   * @param {LatLngBounds | null} bounds - `null` for no place
   */
  lookAround(bounds) {
    this.#around = bounds;
  }

  /** @param {boolean} animate */
  #fit(animate) {
    if (isGlobe(this.map)) {
      this.#byHand = false;
      showGlobe(this.map);
      return;
    }
    const around = this.#stop ? null : this.#around;
    const bounds = around ?? this.scene.bounds();
    if (!bounds) return;
    const moves = animate && !STILL;
    this.#byHand = false;
    this.map[this.#stop && moves ? "flyToBounds" : "fitBounds"](bounds, {
      duration: FLIGHT, ...margins(this.map.getSize()), maxZoom: around ? AROUND : this.scene.closest(), animate: moves,
    });
  }

  /**
   * Go where the stop of the story is; without a position, all its members are shown.
   * @param {boolean} animate
   */
  travel(animate) {
    const { map } = this, position = this.#stop?.position;
    this.#byHand = false;
    this.#written = null;
    map.closePopup();
    if (!position) {
      this.#fit(animate);
      return;
    }
    const [latitude, longitude, wanted] = position, zoom = zoomFor(wanted, map.getSize());
    if (animate && !STILL) map.flyTo([latitude, longitude], zoom, { duration: FLIGHT });
    else map.setView([latitude, longitude], zoom, { animate: false });
  }

  /**
   * Tell whether this map itself wrote a place into the address, so that it is there already.
   * @param {{ text: string }} place
   */
  wrote(place) {
    return place.text === this.#written;
  }

  /**
   * Go to a place of the address.
   * @param {{ text: string, latitude: number, longitude: number, zoom: number }} place
   */
  goTo(place) {
    this.#byHand = false;
    this.#written = place.text;
    this.map.setView([place.latitude, place.longitude], place.zoom, { animate: false });
  }

  /**
   * Bring a mark into sight: as near as its precision allows, and out of its cluster.
   * @param {Marker} marker
   */
  reveal(marker) {
    this.#byHand = false;
    this.#written = null;
    this.map.closePopup();
    this.map.setView(marker.getLatLng(), this.scene.near(marker), { animate: false });
    this.#bringOut(marker, ATTEMPTS);
  }

  /** @param {Marker} marker @param {number} attempts */
  #bringOut(marker, attempts) {
    const { map } = this;
    if (marker !== this.scene.chosen() || this.#byHand || !attempts) return;
    const holder = this.group.getVisibleParent(marker);
    if (!holder || holder === marker) return;
    const cluster = /** @type {import("leaflet").MarkerCluster} */ (holder);
    const box = cluster.getBounds();
    if (box.getNorthEast().equals(box.getSouthWest()) || map.getZoom() >= SPREAD_FROM) {
      cluster.spiderfy();
      return;
    }
    map.setView(marker.getLatLng(), map.getZoom() + 1, { animate: false });
    setTimeout(() => this.#bringOut(marker, attempts - 1), 0);
  }
}
