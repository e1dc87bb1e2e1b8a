/** A bar that says how long a kilometre is in the middle of the map. */

/**
 * Put it onto the map.
 * @param {import("leaflet").Map} map
 */
export function addScaleBar(map) {
  L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 110 }).addTo(map);
}
