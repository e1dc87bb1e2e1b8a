/** The organisations on the map: what a view shows, and where the map looks for it.
 *
 * @import { Chosen, Settings, Table, View } from "../shared/types"
 * @import { Map as LeafletMap } from "leaflet"
 */

import { Camera } from "./camera.js";
import { Clusters } from "./clusters.js";
import { Crowd } from "./crowd.js";
import { boxAround } from "./grid.js";
import { Here } from "./here.js";
import { InSight } from "./in-sight.js";
import { followKeyboard } from "./keyboard.js";
import { Marks } from "./marks.js";
import { differ, membersOf } from "./members.js";
import { Names } from "./names.js";
import { bindCard, followLinks } from "./popups.js";
import { makeRoom } from "./room.js";
import { placeInAddress, writePlaceSoon } from "./surroundings.js";

export class World {
  /** All of the view. @type {number[]} */
  #members = [];
  /** What is to be drawn one by one, once its names are known. @type {number[] | null} */
  #asked = null;
  /** The view that came last. @type {View | null} */
  #latest = null;

  /**
   * @param {LeafletMap} map
   * @param {Settings} settings
   * @param {Table} table
   */
  constructor(map, settings, table) {
    this.settings = settings;
    this.table = table;
    this.size = table.types.length;
    this.names = new Names(table, settings.names);
    this.marks = new Marks(settings, table, this.names, (marker, label) => bindCard(marker, label, settings.card));
    this.clusters = new Clusters(settings, table, this.marks);
    followKeyboard(map, this.clusters.group);
    followLinks(map);
    makeRoom(map);
    this.here = new Here(map);
    map.addLayer(this.clusters.group);
    this.crowd = this.size > settings.many
      ? new Crowd(map, table, settings.types, (list) => this.#drawKnown(list)) : null;
    this.sight = new InSight(map, settings, table, (row) => this.#holder(row));
    this.camera = new Camera(map, this.clusters.group, {
      bounds: () => this.#bounds(),
      closest: () => this.#closest(),
      near: (marker) => settings.zooms.near[this.#exactness(marker.od.index)],
      chosen: () => this.marks.chosen,
    });
  }

  /** Its mark, or the cluster or ring that holds it; none while it is not drawn. @param {number} row */
  #holder(row) {
    const marker = this.names.isKnown(row) ? this.marks.at(row) : null;
    return (marker && this.clusters.group.getVisibleParent(marker)) ?? this.crowd?.ringOf(row) ?? null;
  }

  /** @param {number} index */
  #exactness(index) {
    return this.table.exact[this.table.precisions[index]];
  }

  #bounds() {
    if (!this.#members.length) return null;
    const [south, west, north, east] = boxAround(this.table, this.#members);
    const bounds = L.latLngBounds([south, west], [north, east]);
    return this.here.at ? bounds.extend(this.here.at) : bounds;
  }

  #closest() {
    const { closest } = this.settings.zooms;
    return this.#members.reduce((most, index) => Math.max(most, closest[this.#exactness(index)]), 0);
  }

  /** Of very many, only those in sight are drawn one by one, and the chosen one. @param {number[]} list */
  async #drawKnown(list) {
    const chosen = this.marks.chosen?.od.index;
    const wanted = chosen !== undefined && this.#members.includes(chosen) ? [...new Set([...list, chosen])] : list;
    this.#asked = list;
    try {
      await this.names.know(wanted);
      if (this.#asked === list) this.clusters.draw(wanted);
    } catch (error) {
      console.error("odmap: names could not be loaded", error);
    }
  }

  /**
   * Show a view, as soon as the name of the chosen one is known.
   * @param {View} view
   */
  async show(view) {
    const { chosen } = view;
    this.#latest = view;
    if (typeof chosen === "number" && !this.names.isKnown(chosen)) await this.names.know([chosen]);
    if (this.#latest === view) this.#showNamed(view);
  }

  /** @param {View} view */
  #showNamed(view) {
    const { camera, marks } = this, { dataset } = document.documentElement;
    const recoloured = this.clusters.colourBy(view.colour ?? "type");
    const list = membersOf(view.members, this.size);
    const changed = differ(list, this.#members), first = !dataset.shown, before = marks.chosen;
    camera.follow(view);
    const place = camera.inStory ? null : placeInAddress();
    this.here.mark(view.here); // first, because the map shows it as well
    const asked = this.here.around(view.here);
    this.camera.lookAround(asked.bounds);
    this.#members = list;
    if (first && !place && !camera.inStory) camera.fit(false); // before there are marks, so that they cluster once
    this.#draw(list, view.chosen);
    if (recoloured) this.clusters.refreshAll();
    if (camera.inStory) camera.travel(!first);
    else if (place && !camera.wrote(place)) camera.goTo(place);
    else this.#look(first, changed || asked.isNew, before);
    dataset.shown = String(list.length);
    dataset.chosen = marks.chosen ? marks.chosen.od.id : "";
    this.sight.show(list);
  }

  /** @param {number[]} list @param {View["chosen"]} chosen */
  #draw(list, chosen) {
    const { crowd, clusters, marks } = this;
    const target = typeof chosen === "number" && list.includes(chosen) ? marks.at(chosen) : null;
    if (!crowd) clusters.draw(list);
    clusters.refresh(marks.choose(target)); // before a crowd is drawn, which keeps the chosen one apart
    crowd?.show(list);
  }

  /**
   * Look at what is new: the chosen one, or all that is shown.
   * @param {boolean} first - whether nothing was shown before
   * @param {boolean} changed - whether the members are others
   * @param {Chosen} before - the one chosen before
   */
  #look(first, changed, before) {
    const { chosen } = this.marks;
    if (chosen && (first || chosen !== before)) this.camera.reveal(chosen);
    else if (!first && (changed || (before && !chosen))) this.camera.fit(true);
  }

  /** Bring everything on show back into sight, or the story's stop. */
  fit() {
    if (this.camera.inStory) {
      this.camera.travel(true);
      return;
    }
    this.camera.fit(true);
    writePlaceSoon("");
  }
}
