/** The whole world as a globe laid flat, for what compares areas: no map of gaps may draw Greenland as large as Africa.
 *
 * @import { LatLng, Map as LeafletMap } from "leaflet"
 */

import { equalEarth, fromEqualEarth } from "../shared/equal-earth.js";

const [EAST] = equalEarth(180, 0), [, NORTH] = equalEarth(0, 90);
const SHARE = 0.98; // of the map that the globe fills

const projection = {
  /** @param {LatLng} place */
  project: ({ lat, lng }) => L.point(...equalEarth(lng, lat)),
  /** @param {{ x: number, y: number }} point */
  unproject({ x, y }) {
    const [longitude, latitude] = fromEqualEarth(x, y);
    return L.latLng(latitude, longitude);
  },
  bounds: L.bounds([-EAST, -NORTH], [EAST, NORTH]),
};

const scale = 1 / (2 * EAST); // at zoom 0 the world is as wide as one tile, as in Leaflet's own
const GLOBE = L.extend({}, L.CRS.Earth, {
  code: "EqualEarth", projection, transformation: L.transformation(scale, 0.5, -scale, 0.5),
});
/** @type {any} */ (L.CRS).EqualEarth = GLOBE; // folium names it when it makes the map

/** @param {LeafletMap} map */
export const isGlobe = (map) => map.options.crs === /** @type {unknown} */ (GLOBE);

/**
 * Show the whole globe, as large as it fits.
 * @param {LeafletMap} map
 */
export function showGlobe(map) {
  const { x, y } = map.getSize();
  const wide = (SHARE * x) / 256, high = (SHARE * y * EAST) / NORTH / 256;
  const zoom = Math.log2(Math.max(Math.min(wide, high), 1)), { zoomSnap = 1 } = map.options;
  // Rounded down, because the next step would cut the edge off.
  map.setView([0, 0], Math.floor(zoom / zoomSnap) * zoomSnap, { animate: false });
}

/**
 * Return the outline of the globe, which is the edge of the sea.
 * @returns {[number, number][]} latitude and longitude of each corner
 */
export function outline() {
  const latitudes = Array.from({ length: 91 }, (_, place) => 2 * place - 90);
  return [
    ...latitudes.map((latitude) => /** @type {[number, number]} */ ([latitude, 180])),
    ...latitudes.reverse().map((latitude) => /** @type {[number, number]} */ ([latitude, -180])),
  ];
}
