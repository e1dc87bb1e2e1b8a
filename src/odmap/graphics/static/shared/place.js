/** Where the map was left, as the address says it: latitude, longitude (degrees) and zoom. `map=65.8,24.1,7` */

const WRITTEN = /^-?\d{1,2}(\.\d{1,6})?,-?\d{1,3}(\.\d{1,6})?,\d{1,2}(\.\d{1,3})?$/;

/**
 * Return a place that an address names, or `null` if it names none on the map.
 * @param {string} text
 */
export function readPlace(text) {
  const [latitude, longitude, zoom] = text.split(",").map(Number);
  const good = WRITTEN.test(text) && Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 && zoom <= 10;
  return good ? { text, latitude, longitude, zoom } : null;
}

/**
 * Write a place: to a thousandth of a degree, some 110 m.
 * @param {number} latitude
 * @param {number} longitude
 * @param {number} zoom
 */
export function writePlace(latitude, longitude, zoom) {
  return [latitude.toFixed(3), longitude.toFixed(3), zoom].join(",");
}

/**
 * Return the query of an address with another place, or with none; what else stands there is kept.
 * @param {URLSearchParams} query
 * @param {string} place
 */
export function withPlace(query, place) {
  const rest = new URLSearchParams(query);
  rest.delete("map");
  // Not by `set`, which would write commas as %2C.
  const parts = [rest.toString(), place && `map=${place}`].filter(Boolean);
  return parts.length ? `?${parts.join("&")}` : "";
}
