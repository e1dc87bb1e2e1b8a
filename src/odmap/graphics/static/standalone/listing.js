/** The list: which organisations it shows, and how many more there are.
 *
 * @import { Entry } from "./entries.js"
 */

import { counted } from "../shared/words.js";
import { byId } from "./form.js";

const PAGE = 500; // so many organisations are listed at first, and again with each wish for more

export class Listing {
  /** What matches. @type {Entry[]} */
  #shown = [];
  /** How much of it is listed. */
  #limit = PAGE;

  /** @param {Entry[]} entries */
  constructor(entries) {
    this.entries = entries;
    /** @type {HTMLElement[]} */
    this.groups = Array.from(document.querySelectorAll("#listing section"));
    this.button = /** @type {HTMLElement} */ (byId("more").firstElementChild);
    this.button.addEventListener("click", () => this.#more());
    window.addEventListener("beforeprint", () => this.#list(Infinity));
  }

  /**
   * List these, the first page of them.
   * @param {Entry[]} shown
   */
  show(shown) {
    this.#shown = shown;
    this.#list(PAGE);
  }

  /** @param {number} limit */
  #list(limit) {
    this.#limit = limit;
    const listed = new Set(this.#shown.slice(0, limit));
    this.entries.forEach((entry) => { entry.item.hidden = !listed.has(entry); });
    this.groups.forEach((group) => this.#count(group));
    const left = Math.max(this.#shown.length - limit, 0);
    byId("more").hidden = !left;
    const next = Math.min(left, PAGE).toLocaleString("en");
    this.button.textContent = `List ${next} more of ${left.toLocaleString("en")} that follow`;
  }

  /** @param {HTMLElement} group */
  #count(group) {
    const number = this.#shown.filter((entry) => entry.type === group.dataset.type).length;
    const words = group.querySelector("small");
    if (words) words.textContent = counted(number, "organisation");
    group.hidden = !group.querySelector("li[data-id]:not([hidden])");
  }

  #more() {
    const next = this.#shown[this.#limit];
    this.#list(this.#limit + PAGE);
    next.article.tabIndex = -1;
    next.article.focus();
  }
}
