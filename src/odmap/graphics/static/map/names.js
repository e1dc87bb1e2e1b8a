/** Ids and labels of organisations. Of very many, only those in sight are known, and the others are asked for.
 *
 * @import { Table } from "../shared/types"
 */

import { readJson } from "../shared/fetching.js";

export class Names {
  /**
   * @param {Table} table
   * @param {string} address - where the missing are asked for; their numbers are added to it
   */
  constructor(table, address) {
    this.ids = table.ids ?? [];
    this.labels = table.labels ?? [];
    this.address = address;
  }

  /** @param {number} index */
  isKnown(index) {
    return this.ids[index] !== undefined;
  }

  /**
   * See to it that some organisations are known.
   * @param {number[]} list
   */
  async know(list) {
    const missing = list.filter((index) => !this.isKnown(index));
    if (!missing.length) return;
    /** @type {{ ids: string[], labels: string[] }} */
    const found = await readJson(this.address + missing.join(","));
    missing.forEach((index, place) => {
      this.ids[index] = found.ids[place];
      this.labels[index] = found.labels[place];
    });
  }
}
