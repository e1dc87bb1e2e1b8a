/** The place that a visitor asked about.
 *
 * @import { Here as Place } from "../shared/types"
 * @import { Map as LeafletMap, Marker } from "leaflet"
 */

import { NamedIcon } from "../shared/named-icon.js";

export class Here {
  /** @type {Marker | null} */
  #marker = null;
  /** What is asked to be looked at around it, as text, so that a new question is told from the same one. */
  #asked = "";

  /** @param {LeafletMap} map */
  constructor(map) {
    this.map = map;
  }

  /** Where it is, if there is one. */
  get at() {
    return this.#marker ? this.#marker.getLatLng() : null;
  }

  /**
   * Return what is to be looked at around the place, and whether that is news; nothing without a reach.
   * @param {Place | null | undefined} place
   */
  around(place) {
    const asked = place?.reach ? JSON.stringify([place.latitude, place.longitude, place.reach]) : "";
    const isNew = asked !== this.#asked;
    this.#asked = asked;
    if (!place?.reach) return { bounds: null, isNew };
    return { bounds: L.latLng(place.latitude, place.longitude).toBounds(2000 * place.reach), isNew };
  }

  /**
   * Mark a place, or none.
   * @param {Place | null | undefined} place
   */
  mark(place) {
    this.#marker?.remove();
    this.#marker = null;
    if (!place) return;
    const icon = new NamedIcon({ className: "here-icon", html: "<span></span>", iconSize: [22, 22], label: place.words });
    this.#marker = L.marker([place.latitude, place.longitude], { icon, title: place.words, zIndexOffset: 500 })
      .bindTooltip(place.words).addTo(this.map);
  }
}
