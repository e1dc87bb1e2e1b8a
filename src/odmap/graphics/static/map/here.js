/** The place that a visitor asked about.
 *
 * @import { Here as Place } from "../shared/types"
 * @import { Map as LeafletMap, Marker } from "leaflet"
 */

import { NamedIcon } from "../shared/named-icon.js";

export class Here {
  /** @type {Marker | null} */
  #marker = null;

  /** @param {LeafletMap} map */
  constructor(map) {
    this.map = map;
  }

  /** Where it is, if there is one. */
  get at() {
    return this.#marker ? this.#marker.getLatLng() : null;
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
