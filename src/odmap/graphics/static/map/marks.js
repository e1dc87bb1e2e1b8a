/** The mark of each organisation, made when it is first shown.
 *
 * @import { Chosen, Settings, Table } from "../shared/types"
 * @import { Marker } from "leaflet"
 * @import { Names } from "./names.js"
 */

import { markDrawing } from "./mark-drawing.js";
import { NamedIcon } from "../shared/named-icon.js";

const SIZE = 34; // pixels
const IN_FRONT = 1000;

export class Marks {
  /** @type {Map<number, Marker>} */
  #made = new Map();
  /** The mark of the organisation whose details are open. @type {Chosen} */
  chosen = null;

  /**
   * @param {Settings} settings
   * @param {Table} table
   * @param {Names} names
   * @param {(marker: Marker, label: string) => void} bind - gives a new mark its popup
   */
  constructor(settings, table, names, bind) {
    this.settings = settings;
    this.table = table;
    this.names = names;
    this.bind = bind;
  }

  /**
   * Return the mark of an organisation whose name is known.
   * @param {number} index
   */
  at(index) {
    const marker = this.#made.get(index) ?? this.#make(index);
    this.#made.set(index, marker);
    return marker;
  }

  /** @param {number} index */
  #make(index) {
    const { settings, table, names } = this;
    const type = table.types[index], label = names.labels[index];
    const drawing = settings.marks[settings.types[type]];
    const html = markDrawing(settings.template, table.classes[table.looks[index]], drawing);
    const marker = L.marker([table.latitudes[index], table.longitudes[index]], {
      icon: new NamedIcon({ className: "mark-icon", html, iconSize: [SIZE, SIZE], popupAnchor: [0, -12], label }),
      riseOnHover: true,
      title: label,
    });
    marker.od = { id: names.ids[index], index, type, country: table.country[index] };
    this.bind(marker, label);
    return marker;
  }

  /**
   * Put a ring around the mark of the chosen organisation, in front of all others.
   * @param {Chosen} marker
   * @returns {Marker[]} those that look different now
   */
  choose(marker) {
    if (marker === this.chosen) return [];
    const changed = [this.chosen, marker].filter((each) => each !== null);
    this.chosen = marker;
    for (const each of changed) {
      const is = each === marker;
      const icon = /** @type {InstanceType<typeof NamedIcon>} */ (each.options.icon);
      icon.options.className = `mark-icon${is ? " chosen" : ""}`;
      icon.options.label = this.names.labels[each.od.index] + (is ? ", chosen" : "");
      each.setZIndexOffset(is ? IN_FRONT : 0);
      if (each.getElement()) each.setIcon(icon);
    }
    return changed;
  }
}
