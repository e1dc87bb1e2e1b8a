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

const CERTAINTY = ["verified", "unverified", "related"]; // as the classes of marks have it: v-verified

/** @typedef {(marker: Marker) => number} KindOf - the place of its kind among the kinds */

/**
 * Return the icon of a cluster.
 * @param {Marker[]} markers
 * @param {{ kinds: string[], of: KindOf }} band - what the band of a ring tells
 * @param {Table} table
 * @param {Chosen} chosen
 * @param {string} name - of the chosen one
 */
function clusterIcon(markers, band, table, chosen, name) {
  const ofKind = tally(markers.map(band.of));
  const holdsChosen = chosen !== null && markers.includes(chosen);
  const words = clusterWords(markers.length, tally(markers.map((marker) => table.countries[marker.od.country])));
  const vague = markers.every((marker) => isVague(table, marker.od.index));
  const label = `${words}${vague ? VAGUE : ""}${holdsChosen ? `. Among them the chosen one, ${name}` : ""}. Press Enter to open.`;
  const counts = band.kinds.map((_, kind) => ofKind.get(kind) ?? 0);
  return ringIcon(counts, band.kinds, label, { chosen: holdsChosen, vague });
}

const NEAR = 56; // pixels at a whole zoom; between two it may be 40

export class Clusters {
  /** Those drawn one by one. @type {Set<number>} */
  #shown = new Set();
  /** What marks and rings are coloured by: "type" or "certainty". */
  #colour = "type";

  /**
   * @param {Settings} settings
   * @param {Table} table
   * @param {Marks} marks
   */
  constructor(settings, table, marks) {
    this.marks = marks;
    this.types = settings.types;
    this.table = table;
    /** @type {MarkerClusterGroup} */
    this.group = L.markerClusterGroup({
      animate: !STILL,
      maxClusterRadius: NEAR,
      showCoverageOnHover: false,
      spiderLegPolylineOptions: { className: "leg", weight: 1.2, opacity: 0.7 },
      iconCreateFunction: (/** @type {MarkerCluster} */ cluster) => {
        const chosen = marks.chosen;
        const name = chosen ? marks.names.labels[chosen.od.index] : "";
        return clusterIcon(cluster.getAllChildMarkers(), this.#band(), table, chosen, name);
      },
    });
  }

  /** @returns {{ kinds: string[], of: KindOf }} */
  #band() {
    if (this.#colour === "type") return { kinds: this.types, of: (marker) => marker.od.type };
    const { classes, looks } = this.table;
    const places = classes.map((names) => CERTAINTY.findIndex((term) => names.split(" ").includes(`v-${term}`)));
    return { kinds: CERTAINTY, of: (marker) => places[looks[marker.od.index]] };
  }

  /**
   * Colour marks and rings by the main type or by how sure we are, and tell whether that is new. The colours of marks
   * are a matter of the style sheet; rings have to be drawn anew: see `refreshAll`.
   * @param {string} colour
   */
  colourBy(colour) {
    if (colour === this.#colour) return false;
    this.#colour = colour;
    document.documentElement.dataset.colour = colour;
    return true;
  }

  /** Draw all clusters anew. */
  refreshAll() {
    this.group.refreshClusters();
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
