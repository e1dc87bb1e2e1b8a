/** The organisations on a folium map that stands alone: marks that cluster, each with a popup. See maps/notebook.py.
 *
 * All that it shows comes as plain text and is written as text; nothing is fetched.
 *
 * @import { Listed } from "../shared/types"
 * @import { Map as LeafletMap, Marker, MarkerCluster, MarkerClusterGroup } from "leaflet"
 */

import { clusterWords, tally } from "../shared/cluster-words.js";
import { NamedIcon } from "../shared/named-icon.js";
import { prepare } from "../shared/prepare.js";
import { ringIcon } from "../shared/rings.js";
import { card } from "./card.js";

const STILL = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Return a mark with its popup.
 * @param {Listed} organisation
 * @param {string} drawing - as SVG
 */
function markOf(organisation, drawing) {
  const { label } = organisation;
  const icon = new NamedIcon({ className: "mark-icon", html: drawing, iconSize: [34, 34], popupAnchor: [0, -12], label });
  return L.marker([organisation.latitude, organisation.longitude], { icon, title: label, riseOnHover: true })
    .bindPopup(() => card(organisation), { minWidth: 200, maxWidth: 320, maxHeight: 320 });
}

/**
 * Return the icon of a cluster.
 * @param {Listed[]} organisations
 * @param {string[]} types
 */
function clusterIcon(organisations, types) {
  const ofType = tally(organisations.map(({ type }) => type));
  const words = clusterWords(organisations.length, tally(organisations.map(({ country }) => country)));
  return ringIcon(types.map((type) => ofType.get(type) ?? 0), types, `${words}. Press Enter to open.`);
}

/**
 * Return the layer of organisations.
 * @param {string[]} types - in the order of the legend
 * @param {string[]} drawings - of marks, which organisations name by their place in this list
 * @param {Listed[]} organisations
 * @returns {MarkerClusterGroup}
 */
window.odmapOrganisations = (types, drawings, organisations) => {
  const known = new Map(organisations.map((each) => [/** @type {Marker} */ (markOf(each, drawings[each.mark])), each]));
  const group = L.markerClusterGroup({
    animate: !STILL,
    maxClusterRadius: 42,
    showCoverageOnHover: false,
    spiderLegPolylineOptions: { className: "leg", weight: 1.2, opacity: 0.7 },
    iconCreateFunction: (/** @type {MarkerCluster} */ cluster) => {
      const held = cluster.getAllChildMarkers().map((marker) => known.get(marker)).filter((each) => each !== undefined);
      return clusterIcon(held, types);
    },
  });
  return group.addLayers([...known.keys()]);
};

/**
 * Set the map up and show all of a layer; again, if it gets its room only later, as in a notebook's closed tab.
 * @param {LeafletMap} map
 * @param {MarkerClusterGroup} group
 * @param {string} title
 */
window.odmapStart = (map, group, title) => {
  document.documentElement.lang = "en";
  prepare(map, title);
  map.attributionControl.setPrefix("Leaflet");
  const fit = () => {
    if (group.getLayers().length) map.fitBounds(group.getBounds(), { padding: [36, 36], maxZoom: 6, animate: false });
  };
  fit();
  new ResizeObserver((_, observer) => {
    const before = map.getSize();
    map.invalidateSize({ animate: false });
    if (before.x && before.y) return;
    observer.disconnect();
    fit();
  }).observe(map.getContainer());
};
