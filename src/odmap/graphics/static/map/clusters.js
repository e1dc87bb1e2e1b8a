/** Marks that would cover each other become one ring, and spread when it is opened.
 *
 * @import { Chosen, Settings, Table } from "../shared/types"
 * @import { Marker, MarkerCluster, MarkerClusterGroup } from "leaflet"
 * @import { Marks } from "./marks.js"
 */

import { VAGUE, clusterWords, tally } from "../shared/cluster-words.js";
import { ringIcon } from "../shared/rings.js";
import { isVague } from "./grid.js";
import { STILL } from "./surroundings.js";

/**
 * Return the icon of a cluster.
 * @param {Marker[]} markers
 * @param {string[]} types
 * @param {Table} table
 * @param {Chosen} chosen
 * @param {string} name - of the chosen one
 */
function clusterIcon(markers, types, table, chosen, name) {
  const ofType = tally(markers.map((marker) => marker.od.type));
  const holdsChosen = chosen !== null && markers.includes(chosen);
  const words = clusterWords(markers.length, tally(markers.map((marker) => table.countries[marker.od.country])));
  const vague = markers.every((marker) => isVague(table, marker.od.index));
  const label = `${words}${vague ? VAGUE : ""}${holdsChosen ? `. Among them the chosen one, ${name}` : ""}. Press Enter to open.`;
  return ringIcon(types.map((_, type) => ofType.get(type) ?? 0), types, label, { chosen: holdsChosen, vague });
}

const NEAR = 56; // pixels at a whole zoom; between two it may be 40

export class Clusters {
  /** Those drawn one by one. @type {Set<number>} */
  #shown = new Set();

  /**
   * @param {Settings} settings
   * @param {Table} table
   * @param {Marks} marks
   */
  constructor(settings, table, marks) {
    this.marks = marks;
    /** @type {MarkerClusterGroup} */
    this.group = L.markerClusterGroup({
      animate: !STILL,
      maxClusterRadius: NEAR,
      showCoverageOnHover: false,
      spiderLegPolylineOptions: { className: "leg", weight: 1.2, opacity: 0.7 },
      iconCreateFunction: (/** @type {MarkerCluster} */ cluster) => {
        const chosen = marks.chosen;
        const name = chosen ? marks.names.labels[chosen.od.index] : "";
        return clusterIcon(cluster.getAllChildMarkers(), settings.types, table, chosen, name);
      },
    });
  }

  /**
   * Draw just these.
   * @param {number[]} list
   */
  draw(list) {
    const wanted = new Set(list);
    const gone = Array.from(this.#shown).filter((index) => !wanted.has(index));
    const come = list.filter((index) => !this.#shown.has(index));
    if (gone.length) this.group.removeLayers(gone.map((index) => this.marks.at(index)));
    if (come.length) this.group.addLayers(come.map((index) => this.marks.at(index)));
    this.#shown = wanted;
  }

  /**
   * Draw the clusters anew that hold some marks.
   * @param {Marker[]} markers
   */
  refresh(markers) {
    const drawn = markers.filter((marker) => this.group.hasLayer(marker));
    if (drawn.length) this.group.refreshClusters(drawn);
  }
}
