/** The filters in the sidebar: what each choice would show, and on a phone the ways in and out.
 *
 * Streamlit draws the options; their numbers come in an element of their own (web/ui/sidebar.py) and are written behind
 * the words by the style sheet, so that no choice is lost when a number changes.
 */

import { focusSoon } from "./focus.js";

/** The number of an option in words: behind what it is called. @param {number | null} found */
export function numberInWords(found) {
  return ` (${found === null ? "nothing listed" : found.toLocaleString("en-GB")})`;
}

/** What the button says that opens the filters. @param {number} chosen - how many are active */
export function nameOfFilters(chosen) {
  return chosen ? `Filters (${chosen})` : "Filters";
}

/** @param {string} selector @returns {HTMLElement | null} */
const one = (selector) => document.querySelector(selector);

/** @param {string} selector @param {ParentNode} [within] @returns {NodeListOf<HTMLElement>} */
const all = (selector, within = document) => within.querySelectorAll(selector);

/**
 * Set an attribute, or take it away, where that changes anything.
 * @param {Element} element
 * @param {string} name
 * @param {string | null} value
 */
function put(element, name, value) {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** @param {Element | null} text @param {Element} option @param {number | null | undefined} found */
function write(text, option, found) {
  if (text) put(text, "data-od-number", found === undefined ? null : numberInWords(found));
  put(option, "data-od-nothing", found === null || found === 0 ? "" : null);
}

/** Write the numbers behind the options that are drawn, of those of an open list, too. */
function writeNumbers() {
  const words = one("[data-od-filter-words]")?.dataset.odFilterWords;
  const numbers = one("[data-od-filter-numbers]")?.dataset.odFilterNumbers;
  if (!words || !numbers) return;
  /** @type {[string, string[]][]} */
  const labels = Object.entries(JSON.parse(words));
  /** @type {(number | null)[][]} */
  const found = JSON.parse(numbers);
  labels.forEach(([label, options], place) => {
    const name = CSS.escape(label), of = found[place];
    if (!of || of.length !== options.length) return; // one of the two is on its way
    const numberOf = new Map(options.map((option, index) => [option, of[index]]));
    all(`[data-testid="stSidebar"] [role="toolbar"][aria-label="${name}"] button`).forEach((button) => {
      const text = button.querySelector("p");
      write(text, button, numberOf.get(text?.textContent ?? ""));
    });
    all(`[data-testid="stMultiSelect"]:has(input[aria-label="${name}"]) [data-tag] > span`).forEach((text) => {
      const listed = numberOf.get(text.textContent ?? "") !== null;
      put(text, "data-od-number", listed ? null : numberInWords(null));
    });
    all(`[role="listbox"][aria-label="${name}"] [role="option"]`).forEach((option) => {
      const text = option.firstElementChild;
      write(text, option, numberOf.get(text?.textContent ?? ""));
    });
  });
}

/** Name the button that opens the sidebar by what is there: the filters and how many are active, or a page's parts. */
function nameButton() {
  const chosen = one("[data-od-filter-numbers]")?.dataset.odChosen;
  const button = one('[data-testid="stExpandSidebarButton"]');
  const parts = one(".od-parts-of-page")?.getAttribute("aria-label");
  if (!button || (chosen === undefined && !parts)) return;
  const name = chosen === undefined && parts ? parts : nameOfFilters(Number(chosen));
  put(button, "aria-label", name);
  put(button, "data-od-name", name);
}

/** Close the filters where they cover the page, and lead to what they show. */
function showResult() {
  one('[data-testid="stSidebarCollapseButton"] button')?.click();
  focusSoon(() => one(".od-count") ?? one(".stMain h1"), "start");
}

/** Close the menu of pages. @param {HTMLElement} menu */
function close(menu) {
  menu.removeAttribute("open");
}

/** Keep the filters' numbers and names as the page says them, from now on. */
export function followFilters() {
  const look = () => {
    writeNumbers();
    nameButton();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest("[data-od-result]")) showResult();
    all(".od-menu[open]").forEach((menu) => {
      if (!menu.contains(target) || target.closest(".od-menu a")) close(menu);
    });
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    all(".od-menu[open]").forEach((menu) => {
      close(menu);
      menu.querySelector("summary")?.focus();
    });
  });
}
