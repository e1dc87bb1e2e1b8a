/** One finger scrolls the page and two move the map, as a hint says; a wheel with Ctrl zooms it.
 *
 * @import { Map as LeafletMap } from "leaflet"
 */

const SHOWN = 1400; // milliseconds that the hint stays
const MOVED = 12; // pixels until a finger means to move something
const WORDS = "Use two fingers to move the map";

/**
 * Return what shows a hint on the map for a moment. It is no news to a screen reader, whose gestures are others.
 * @param {HTMLElement} container
 */
function hinting(container) {
  const hint = L.DomUtil.create("div", "map-hint", container);
  hint.setAttribute("aria-hidden", "true");
  let hiding = 0;
  hint.textContent = WORDS;
  const show = (/** @type {boolean} */ shown) => {
    clearTimeout(hiding);
    hint.classList.toggle("shown", shown);
    if (shown) hiding = window.setTimeout(() => show(false), SHOWN);
  };
  return show;
}

/**
 * Leave one finger to the page.
 * @param {LeafletMap} map
 * @param {(shown: boolean) => void} hint
 */
function followTouch(map, hint) {
  const container = map.getContainer();
  container.classList.add("two-fingers");
  // A mouse or pen drags the map as ever.
  container.addEventListener("pointerdown", ({ pointerType }) => {
    map.dragging[pointerType === "touch" ? "disable" : "enable"]();
  }, true);
  /** @type {{ x: number, y: number } | null} */
  let from = null;
  container.addEventListener("touchstart", ({ touches }) => {
    from = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null;
    if (!from) hint(false);
  }, { capture: true, passive: true });
  container.addEventListener("touchmove", ({ touches, target }) => {
    if (!from || touches.length !== 1 || (target instanceof Element && target.closest(".leaflet-popup"))) return;
    if (Math.hypot(touches[0].clientX - from.x, touches[0].clientY - from.y) < MOVED) return;
    from = null;
    hint(true);
  }, { capture: true, passive: true });
}

/**
 * Let the wheel zoom the map with Ctrl, as everywhere on the web; without, only a map that was pressed, so that a page
 * can be scrolled across it.
 * @param {LeafletMap} map
 */
function followWheel(map) {
  const container = map.getContainer();
  container.addEventListener("wheel", (event) => {
    const asked = event.ctrlKey || event.metaKey;
    if (asked) event.preventDefault(); // else the whole page would be enlarged
    map.scrollWheelZoom[asked || document.activeElement === container ? "enable" : "disable"]();
  }, { capture: true, passive: false });
}

/**
 * Let the page around the map be scrolled across it.
 * @param {LeafletMap} map
 */
export function shareGestures(map) {
  followTouch(map, hinting(map.getContainer()));
  followWheel(map);
}
