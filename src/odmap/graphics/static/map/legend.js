/** The legend in the map: what the marks of the main types look like, and how many there are. It is the filter of the
 * main type, too, where the page around it has filters.
 *
 * @import { Settings, Types } from "../shared/types"
 * @import { Map as LeafletMap } from "leaflet"
 */

import { markDrawing } from "./mark-drawing.js";
import { isEmbedded, pageFollowsLinks, tellPageAround } from "./surroundings.js";

const ROOM = { x: 700, y: 440 }; // pixels: a smaller map begins with it folded

/**
 * Return the places that are chosen once one of them is pressed.
 * @param {number[]} chosen
 * @param {number} place
 */
export function toggled(chosen, place) {
  return chosen.includes(place) ? chosen.filter((other) => other !== place)
    : [...chosen, place].sort((a, b) => a - b);
}

export class Legend {
  /** @type {HTMLDetailsElement | null} */
  #fold = null;
  /** @type {HTMLElement[]} */
  #rows = [];
  /** @type {number[]} */
  #chosen = [];

  /**
   * @param {LeafletMap} map
   * @param {Settings} settings
   */
  constructor(map, settings) {
    this.map = map;
    this.settings = settings;
  }

  /** Show it, or none. @param {Types | null} types */
  show(types) {
    if (types) this.#fold ??= this.#add();
    if (this.#fold?.parentElement) this.#fold.parentElement.hidden = !types;
    if (!types) return;
    this.#chosen = types.chosen ?? [];
    this.#rows.forEach((row, place) => {
      const number = row.querySelector("span:last-child");
      if (number) number.textContent = (types.of[place] ?? 0).toLocaleString("en-GB");
      row.classList.toggle("none", !types.of[place]);
    });
    this.#press();
  }

  #press() {
    this.#rows.forEach((row, place) => {
      if (row instanceof HTMLButtonElement) row.ariaPressed = String(this.#chosen.includes(place));
    });
  }

  /** @param {number} place */
  #toggle(place) {
    if (!pageFollowsLinks()) return;
    this.#chosen = toggled(this.#chosen, place);
    this.#press();
    tellPageAround({ kind: "types", chosen: this.#chosen.map((each) => this.settings.types[each]) });
  }

  #add() {
    const { map, settings } = this;
    const fold = document.createElement("details"), size = map.getSize();
    fold.open = size.x >= ROOM.x && size.y >= ROOM.y;
    const control = new L.Control({ position: "topright" });
    control.onAdd = () => {
      const box = L.DomUtil.create("div", "map-legend");
      const summary = L.DomUtil.create("summary", "", fold);
      summary.textContent = settings.legend;
      const list = L.DomUtil.create("ul", "", fold);
      this.#rows = settings.types.map((type, place) => this.#row(list, type, settings.words[place], place));
      box.append(fold);
      L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
      fold.addEventListener("toggle", () => map.fire("legend"));
      return box;
    };
    control.addTo(map);
    return fold;
  }

  /**
   * @param {HTMLElement} list
   * @param {string} type
   * @param {string} words
   * @param {number} place
   */
  #row(list, type, words, place) {
    const { template, marks } = this.settings;
    const item = L.DomUtil.create("li", "", list);
    const row = isEmbedded() ? L.DomUtil.create("div", "", item) : L.DomUtil.create("button", "", item);
    row.innerHTML = markDrawing(template, `t-${type} v-verified`, marks[type]); // eslint-disable-line no-restricted-properties -- of this server
    row.append(Object.assign(document.createElement("span"), { textContent: words }), document.createElement("span"));
    if (row instanceof HTMLButtonElement) {
      row.type = "button";
      row.addEventListener("click", () => this.#toggle(place));
    }
    return row;
  }
}
