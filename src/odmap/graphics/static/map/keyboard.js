/** The keyboard's place on the map: where it goes when a cluster opens, and when a popup opens or closes.
 *
 * @import { Map as LeafletMap, Marker, MarkerClusterGroup } from "leaflet"
 */

import { STILL } from "./surroundings.js";

const ZOOMING = 300; // milliseconds

/**
 * Give the focus to the first of these that can be seen, or to the cluster that holds it.
 * @param {MarkerClusterGroup} group
 * @param {Marker[]} markers
 */
function focusFirst(group, markers) {
  markers.map((marker) => group.getVisibleParent(marker)).find((layer) => layer?.getElement?.())?.getElement()?.focus();
}

/**
 * Let Enter open a cluster; the keyboard's place moves on to what came out of it.
 * @param {LeafletMap} map
 * @param {MarkerClusterGroup} group
 */
function openClusters(map, group) {
  /** @type {Marker[] | null} */
  let opened = null;
  const take = () => {
    const list = opened;
    opened = null;
    return list;
  };
  group.on("clusterkeypress", (event) => {
    const { layer, originalEvent } = /** @type {import("leaflet").LeafletKeyboardEvent} */ (event);
    if (originalEvent.key !== "Enter") return;
    opened = layer.getAllChildMarkers();
    layer.fire("click", { originalEvent }, true);
  });
  group.on("spiderfied", (/** @type {{ markers: Marker[] }} */ event) => {
    event.markers.forEach((marker) => marker.getElement()?.classList.add("spread"));
    // Later, because markercluster itself gives the focus to the map after Enter.
    if (take()) setTimeout(() => focusFirst(group, event.markers), 0);
  });
  map.on("moveend", () => {
    const list = take();
    if (list) setTimeout(() => focusFirst(group, list), STILL ? 0 : ZOOMING);
  });
}

/**
 * Follow what visitors do with keys alone.
 * @param {LeafletMap} map
 * @param {MarkerClusterGroup} group
 */
export function followKeyboard(map, group) {
  const container = map.getContainer();
  container.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); }, true);
  openClusters(map, group);
  map.on("popupopen", ({ popup }) => {
    const box = popup.getElement()?.querySelector(".card-box");
    if (box instanceof HTMLElement) box.focus({ preventScroll: true });
  });
  map.on("popupclose", ({ popup }) => {
    // Leaflet has no public name for what a popup belongs to.
    const { _source: source } = /** @type {{ _source?: Marker }} */ (/** @type {unknown} */ (popup));
    const { activeElement } = document;
    const lost = activeElement === document.body || popup.getElement()?.contains(activeElement);
    if (lost) source?.getElement?.()?.focus({ preventScroll: true });
  });
}
