/** What labels must not touch: marks, clusters, popups, controls and whatever else lies on the map.
 *
 * @import { Map as LeafletMap } from "leaflet"
 * @import { Box } from "./label-placing.js"
 */

const RING = 8; // pixels around the chosen mark: its ring

/**
 * Return the boxes of marks and clusters where they will be, also while they still move; pixels as below.
 * @param {LeafletMap} map
 * @returns {Box[]}
 */
export function markBoxes(map) {
  const marks = /** @type {HTMLElement[]} */ ([...(map.getPane("markerPane")?.children ?? [])]);
  return marks.map((mark) => {
    const { x, y } = map.layerPointToContainerPoint(L.DomUtil.getPosition(mark));
    const [aside = 0, down = 0] = mark.style.translate.split(" ").map((part) => parseFloat(part) || 0); // see room.js
    const left = x + aside + (parseFloat(mark.style.marginLeft) || 0);
    const top = y + down + (parseFloat(mark.style.marginTop) || 0);
    const room = mark.classList.contains("chosen") ? RING : 0;
    return { left: left - room, top: top - room,
      right: left + mark.offsetWidth + room, bottom: top + mark.offsetHeight + room };
  });
}

/**
 * Return the boxes of elements that stand still, seen from the map's corner.
 * @param {HTMLElement} container
 * @param {Element[]} elements
 * @returns {Box[]}
 */
function boxesOf(container, elements) {
  const { left: west, top: north } = container.getBoundingClientRect();
  return elements.flatMap((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return right > left && bottom > top
      ? [{ left: left - west, top: top - north, right: right - west, bottom: bottom - north }] : [];
  });
}

/**
 * Return the boxes of all else that lies on the map; pixels from its upper left corner.
 * @param {LeafletMap} map
 * @returns {Box[]}
 */
export function coverBoxes(map) {
  const container = map.getContainer();
  const above = Array.from(container.children).filter((child) => (
    !child.matches(".leaflet-map-pane, .leaflet-control-container, .card-pane, .map-hint")));
  const controls = container.querySelectorAll(".leaflet-control-container .leaflet-control");
  const popups = container.querySelectorAll(".leaflet-popup");
  return boxesOf(container, [...above, ...controls, ...popups]);
}

/**
 * Hear of each change of them.
 * @param {LeafletMap} map
 * @param {() => void} onChange
 */
export function followObstacles(map, onChange) {
  const observer = new MutationObserver(onChange);
  const follow = (/** @type {Node | null | undefined} */ node, /** @type {MutationObserverInit} */ what) => {
    if (node) observer.observe(node, what);
  };
  follow(map.getPane("markerPane"), { childList: true, subtree: true, attributes: true, attributeFilter: ["style", "class"] });
  follow(map.getContainer(), { childList: true });
  map.on("popupopen popupclose legend", onChange);
}
