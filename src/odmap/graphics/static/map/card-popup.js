/** A popup that always lies inside the map, with nothing on top of it: beside its mark, or as a sheet on a small map.
 *
 * Leaflet's own moves the map until the popup is in sight. At the edge of the world a map cannot be moved, and its
 * buttons would lie on top. So this one stands above the map's panes and buttons, and moves itself.
 *
 * @import { Map as LeafletMap, Popup, PopupOptions } from "leaflet"
 */

import { isSheet, roomFor, sheetHeight, standing } from "./card-place.js";
import { STILL } from "./surroundings.js";

const WIDEST = 330; // pixels
const HIGHEST = 380;
const AROUND_MARK = 22; // from the middle of a mark to its card

/**
 * What Leaflet keeps of a popup, and has no public names for.
 * @typedef {object} Inner
 * @property {LeafletMap} _map
 * @property {import("leaflet").LatLng} _latlng
 * @property {HTMLElement} _container
 * @property {HTMLElement} _contentNode
 * @property {HTMLElement} _tip
 */

/** @param {LeafletMap} map */
function cardPane(map) {
  const container = map.getContainer();
  const known = container.querySelector(":scope > .card-pane");
  if (known instanceof HTMLElement) return known;
  return L.DomUtil.create("div", "card-pane", container);
}

/**
 * Return how high the controls at the lower edge are.
 * @param {LeafletMap} map
 */
function lowerEdge(map) {
  const corners = map.getContainer().querySelectorAll(".leaflet-bottom");
  return Math.max(0, ...Array.from(corners, (corner) => corner.clientHeight));
}

/** @type {new (options?: PopupOptions) => Popup} */
export const CardPopup = L.Popup.extend({
  options: { autoPan: false },

  /** @this {Popup & Inner} */
  getPane() {
    return cardPane(this._map);
  },

  /** @this {Popup & Inner & { _updatePosition: () => void }} */
  getEvents() {
    const events = L.Popup.prototype.getEvents?.call(this) ?? {};
    return { ...events, zoomanim: () => {}, move: this._updatePosition, resize: this.update };
  },

  /** @this {Popup & Inner} */
  _updateLayout() {
    const size = this._map.getSize(), sheet = isSheet(size), room = roomFor(size, lowerEdge(this._map));
    const { style } = this._contentNode;
    this._container.classList.toggle("sheet", sheet);
    style.width = sheet ? "" : `${Math.min(WIDEST, room.right - room.left)}px`;
    style.maxHeight = `${sheet ? sheetHeight(size) : Math.min(HIGHEST, room.bottom - room.top)}px`;
  },

  /** @this {Popup & Inner} */
  _updatePosition() {
    if (!this._map) return;
    const { style, classList, offsetWidth, offsetHeight } = this._container, map = this._map, size = map.getSize();
    if (isSheet(size)) {
      style.inset = "auto 0 0 0";
      return;
    }
    const mark = map.latLngToContainerPoint(this._latlng);
    const at = standing(mark, { x: offsetWidth, y: offsetHeight }, roomFor(size, lowerEdge(map)), AROUND_MARK);
    style.inset = `${at.y}px auto auto ${at.x}px`;
    classList.toggle("above", at.side === "above");
    this._tip.style.insetInlineStart = `${mark.x - at.x}px`;
  },

  /** A sheet covers the lower part of the map: its mark moves out from under it. @this {Popup & Inner} */
  _adjustPan() {
    const map = this._map, size = map.getSize();
    if (!isSheet(size)) return;
    const covered = map.latLngToContainerPoint(this._latlng).y + AROUND_MARK - (size.y - this._container.offsetHeight);
    const bounds = /** @type {import("leaflet").LatLngBounds | undefined} */ (map.options.maxBounds) ?? map.getBounds();
    const most = map.latLngToContainerPoint(bounds.getSouthWest()).y - size.y; // else the map would move back
    const by = Math.min(covered, most);
    if (by > 0) map.panBy([0, by], { animate: !STILL });
  },
});
