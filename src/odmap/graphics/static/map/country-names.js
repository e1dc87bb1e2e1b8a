/** The names of countries on the base map, where there is room.
 *
 * @import { Country } from "../shared/types"
 */

const LEAST_ZOOM = 3;
const HIGH = 18; // pixels between two lines

/** @typedef {{ name: string, latitude: number, longitude: number, zoom: number }} Name */

/**
 * Return the names that a base map has, those first that show from afar.
 * @param {Country[]} countries
 * @returns {Name[]}
 */
export function namesOf(countries) {
  return countries
    .flatMap(({ name, lx, ly, ml }) => (name && lx !== undefined && ly !== undefined && ml !== undefined
      ? [{ name, latitude: ly, longitude: lx, zoom: ml }] : []))
    .sort((a, b) => a.zoom - b.zoom);
}

/**
 * Return the names that show: those in sight, as long as they cover none before them.
 * @param {Name[]} names - in the order of their rank
 * @param {number} zoom
 * @param {(name: Name) => { x: number, y: number } | null} point - where a name stands, pixels; `null` out of sight
 */
export function fitting(names, zoom, point) {
  /** @type {{ x: number, y: number, half: number }[]} */
  const taken = [];
  return names.filter((name) => {
    const at = zoom < Math.max(name.zoom, LEAST_ZOOM) ? null : point(name);
    if (!at) return false;
    const half = name.name.length * 3.6 + 6;
    const free = taken.every((other) => (
      Math.abs(other.y - at.y) > HIGH || Math.abs(other.x - at.x) > half + other.half));
    if (free) taken.push({ ...at, half });
    return free;
  });
}

/**
 * Return a name as a marker that nobody can press.
 * @param {Name} name
 * @param {string} pane
 */
export function nameMarker({ name, latitude, longitude }, pane) {
  const html = document.createElement("span");
  html.textContent = name;
  const icon = L.divIcon({ className: "country-name", html, iconSize: [0, 0] });
  return L.marker([latitude, longitude], { icon, pane, interactive: false, keyboard: false });
}
