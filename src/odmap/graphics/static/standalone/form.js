/** Search and filters of the page.
 *
 * @import { Asked } from "./search.js"
 */

/**
 * Return an element that standalone.html has.
 * @param {string} id
 */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

const words = /** @type {HTMLInputElement} */ (byId("words"));
const country = /** @type {HTMLSelectElement} */ (byId("country"));
/** @type {HTMLInputElement[]} */
const kinds = Array.from(document.querySelectorAll("#filters input[name=activity]"));

/** @returns {Asked} what is asked for now */
export function asked() {
  const activities = kinds.filter((kind) => kind.checked).map((kind) => kind.value);
  return { words: words.value, country: country.value, activities };
}

/** Ask for everything, and put the keyboard's place where the next search is written. */
export function clear() {
  words.value = "";
  country.value = "";
  kinds.forEach((kind) => { kind.checked = false; });
  words.focus();
}

/**
 * Follow what is written and chosen, and the wish for everything.
 * @param {() => void} refresh
 */
export function followForm(refresh) {
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("input", refresh);
  for (const id of ["clear", "clear-all"]) {
    document.getElementById(id)?.addEventListener("click", () => {
      clear();
      refresh();
    });
  }
}
