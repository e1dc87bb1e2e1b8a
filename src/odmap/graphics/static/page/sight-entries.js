/** The entries of the list of what is in sight, by the rows of the map's table. */

import { readHtml } from "../shared/fetching.js";

const KEPT = 60; // answers

/** Address to its answer. @type {Map<string, Promise<string>>} */
const answers = new Map();

/** Return the filters that links keep, as a query; nothing while the page has not said yet. They stand with the legend
 * already, so the server need not send them again. */
export function filters() {
  /** @type {HTMLElement | null} */
  const filtered = document.querySelector(".od-part-legend");
  if (!filtered) return null;
  const found = new URLSearchParams(filtered.dataset.odPart?.split("?")[1] ?? "");
  found.delete("mode"); // stands with the list, too
  return found.toString();
}

/** @param {number[]} rows */
function addressOf(rows) {
  /** @type {HTMLElement | null} */
  const list = document.querySelector("[data-od-sight]");
  return `${list?.dataset.odSight}&${[filters(), `rows=${rows.join(",")}`].filter(Boolean).join("&")}`;
}

/**
 * Return entries, fetched or kept.
 * @param {number[]} rows
 */
export async function answer(rows) {
  if (!rows.length) return document.createDocumentFragment();
  const address = addressOf(rows), known = answers.get(address) ?? readHtml(address);
  answers.delete(address);
  answers.set(address, known);
  known.catch(() => answers.delete(address));
  if (answers.size > KEPT) answers.delete(answers.keys().next().value ?? "");
  return document.createRange().createContextualFragment(await known);
}
