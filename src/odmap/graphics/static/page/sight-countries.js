/** Of many in sight, the countries with their numbers; one at a time is unfolded, and only then are its
 * entries fetched.
 *
 * @import { MapHandle } from "../shared/types"
 */

import { answer } from "./sight-entries.js";

/** The country that is unfolded. */
let unfolded = "";
/** How often more were asked for of it. */
let more = 0;

/**
 * Return the rows in sight of the country whose name is pointed at, as many as are named at once.
 * @param {HTMLElement} summary
 * @param {Partial<MapHandle> | undefined} map
 */
export async function rowsOf(summary, map) {
  return await map?.of?.(summary.parentElement?.dataset.odCountry ?? "", 0) ?? [];
}

/**
 * Fill a country's room with those of its entries that were asked for.
 * @param {HTMLDetailsElement} fold
 * @param {number} total - of the country in sight
 * @param {Partial<MapHandle> | undefined} map
 */
async function fill(fold, total, map) {
  const name = fold.dataset.odCountry ?? "", parts = [];
  let named = 0;
  for (let turn = 0; turn <= more && named < total; turn++) {
    const rows = await map?.of?.(name, named) ?? [];
    if (!rows.length) break;
    named += rows.length;
    parts.push(answer(rows));
  }
  const room = document.createElement("div");
  room.append(...await Promise.all(parts));
  if (named < total) {
    const button = Object.assign(document.createElement("button"), {
      type: "button", textContent: `Name more of ${(total - named).toLocaleString("en")} others` });
    button.addEventListener("click", async () => {
      more++;
      await fill(fold, total, map);
      fold.querySelectorAll("li")[named]?.querySelector("a")?.focus();
    });
    room.append(button);
  }
  fold.querySelector("div")?.remove();
  fold.append(room);
}

/**
 * Return all countries, with its entries the one that was unfolded, or that is alone.
 * @param {[string, number][]} countries - in their order, with how many of each are in sight
 * @param {Partial<MapHandle> | undefined} map
 */
export async function byCountry(countries, map) {
  const made = document.createDocumentFragment();
  if (countries.length === 1) [[unfolded]] = countries; // nothing to choose from
  for (const [name, total] of countries) {
    const fold = document.createElement("details"), summary = document.createElement("summary");
    fold.dataset.odCountry = name;
    summary.append(`${name} `, Object.assign(document.createElement("span"), { textContent: total.toLocaleString("en") }));
    fold.append(summary);
    if (name === unfolded) {
      await fill(fold, total, map);
      fold.open = true;
    }
    summary.addEventListener("click", () => { more = 0; });
    fold.addEventListener("toggle", () => {
      if (!fold.open) {
        fold.querySelector("div")?.remove();
        if (unfolded === name) unfolded = "";
        return;
      }
      for (const other of fold.parentElement?.querySelectorAll("details") ?? []) if (other !== fold) other.open = false;
      unfolded = name;
      if (!fold.querySelector("div")) fill(fold, total, map).catch(() => { fold.open = false; });
    });
    made.append(fold);
  }
  return made;
}
