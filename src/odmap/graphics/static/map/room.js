/** Keeps rings from hiding each other, or lying under the map's buttons, after each change of what is drawn.
 *
 * @import { Map as LeafletMap } from "leaflet"
 * @import { Box } from "./apart.js"
 */

import { apart } from "./apart.js";

const DISC = 0.45; // of a ring's box: its disc, as graphics/marks.py draws it
const SHAPE = 0.4; // of a mark's box, likewise

/**
 * Return what lies above the map, in its pixels.
 * @param {HTMLElement} container
 * @returns {Box[]}
 */
function controls(container) {
  const { left, top } = container.getBoundingClientRect();
  const found = container.querySelectorAll(".leaflet-bar, .map-legend, .leaflet-bottom .leaflet-control");
  return Array.from(found, (control) => {
    const box = control.getBoundingClientRect();
    return { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top };
  });
}

/**
 * Make room after each change.
 * @param {LeafletMap} map
 */
export function makeRoom(map) {
  const pane = map.getPane("markerPane");
  if (!pane) return;
  const arrange = () => {
    /** @type {HTMLElement[]} */
    const icons = Array.from(pane.querySelectorAll(".cluster-icon, .mark-icon:not(.spread)"));
    const offset = map.layerPointToContainerPoint([0, 0]);
    const discs = icons.map((icon) => {
      const { x, y } = L.DomUtil.getPosition(icon), ring = icon.classList.contains("cluster-icon");
      const radius = (parseFloat(icon.style.width) || 0) * (ring ? DISC : SHAPE);
      return { x: x + offset.x, y: y + offset.y, radius, fixed: !ring };
    });
    apart(discs, controls(map.getContainer())).forEach(({ x, y, fixed }, place) => {
      const before = discs[place];
      if (!fixed) icons[place].style.translate = `${(x - before.x).toFixed(1)}px ${(y - before.y).toFixed(1)}px`;
    });
  };
  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(arrange);
  };
  new MutationObserver(soon).observe(pane, { childList: true });
  map.on("moveend zoomend resize legend", soon);
}
