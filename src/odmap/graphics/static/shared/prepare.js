/** What every map of ours does, wherever it stands. @import { Map as LeafletMap } from "leaflet" */

/**
 * Name the map, let the page be zoomed, and keep the wheel for scrolling until the map has the focus.
 * @param {LeafletMap} map
 * @param {string} name
 */
export function prepare(map, name) {
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", name);
  // folium forbids zooming the page itself, which people with poor sight need.
  document.querySelectorAll("meta[name=viewport]").forEach((meta) => {
    meta.setAttribute("content", "width=device-width, initial-scale=1");
  });
  // Leaflet gives the map the focus when it is pressed. A page that scrolled then would take the mark from under the
  // pointer, and the press would be no click.
  container.focus = (options) => HTMLElement.prototype.focus.call(container, { preventScroll: true, ...options });
  map.scrollWheelZoom.disable();
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
}
