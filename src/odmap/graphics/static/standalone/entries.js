/** The organisations of the list in the page: the only place where their words stand.
 *
 * @typedef {ReturnType<typeof entryOf>} Entry
 */

import { fold } from "./fold.js";

const SEARCHED = ".own-name, .facts li:nth-child(2), :scope > p[dir]"; // beside the name: place and summary

/** @param {Element} article */
function nameOf(article) {
  const heading = article.querySelector("h4");
  return Array.from(heading?.childNodes ?? [])
    .map((node) => (node.nodeType === Node.TEXT_NODE ? node.textContent : "")).join("");
}

/**
 * Return an organisation of the list: its article, what the filters ask of it, and its number on the map if it has one.
 * @param {HTMLElement} item
 * @param {Map<string, number>} places - id to number on the map
 */
function entryOf(item, places) {
  const article = /** @type {HTMLElement} */ (item.querySelector("article")); // standalone_list.html has one in each
  const { id = "", country = "", also = "", does = "" } = item.dataset, name = nameOf(article);
  /** @type {string | null} */
  let folded = null;
  return {
    item, article, id, name, country,
    type: item.closest("section")?.dataset.type ?? "",
    does: does.split(" "),
    place: places.get(id),
    /** What a search looks at: names, parent, place and summary. */
    searched() {
      folded ??= fold([name, also, ...Array.from(article.querySelectorAll(SEARCHED), (part) => part.textContent)].join(" "));
      return folded;
    },
  };
}

/**
 * Return all organisations of the list.
 * @param {Map<string, number>} places - id to number on the map
 */
export function readEntries(places) {
  /** @type {NodeListOf<HTMLElement>} */
  const items = document.querySelectorAll("#listing li[data-id]");
  return Array.from(items, (item) => entryOf(item, places));
}

/**
 * Return the card for a popup: the article of the list, as a heading of its own.
 * @param {Entry} entry
 */
export function cardOf(entry) {
  const article = /** @type {HTMLElement} */ (entry.article.cloneNode(true));
  const old = article.querySelector("h4"), heading = document.createElement("h2");
  heading.dir = "auto";
  heading.append(...(old?.childNodes ?? []));
  old?.replaceWith(heading);
  article.querySelector("details")?.removeAttribute("open");
  article.removeAttribute("tabindex");
  return article.outerHTML;
}

/**
 * Return the card of an organisation outside this file's view, of which there is only its label.
 * @param {string} label
 */
export function bareCard(label) {
  const article = document.createElement("article"), heading = document.createElement("h2");
  const rest = document.createElement("p");
  article.className = "od-card bare";
  heading.dir = "auto";
  heading.textContent = label;
  rest.textContent = "This file holds no more of it: it was made of a part of the directory.";
  article.append(heading, rest);
  return article.outerHTML;
}
