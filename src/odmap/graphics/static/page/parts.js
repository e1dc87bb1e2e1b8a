/** Parts of the page that are fetched: lists and legends. What stood there before stays until the new one has come. */

import { readHtml } from "../shared/fetching.js";
import { refresh } from "./sending.js";

/** What each slot showed last. @type {Record<string, string>} */
const kept = {};

/** @param {HTMLElement} room @param {string} html */
function furnish(room, html) {
  room.innerHTML = html; // eslint-disable-line no-restricted-properties -- made by this server's templates
}

/** @param {HTMLElement} room */
async function fill(room) {
  const { odPart: where = "", odSlot: slot = "" } = room.dataset;
  if (room.dataset.odAsked === where) return;
  room.dataset.odAsked = where;
  if (kept[slot]) furnish(room, kept[slot]);
  try {
    const html = kept[slot] = await readHtml(where);
    if (room.dataset.odPart !== where) return;
    furnish(room, html);
    if (slot === "send") refresh();
  } catch {
    if (room.dataset.odPart !== where) return;
    offerAgain(room);
  }
  room.setAttribute("aria-busy", "false");
}

/**
 * Say that a part is missing; it is not asked for again by itself before the connection is back.
 * @param {HTMLElement} room
 */
function offerAgain(room) {
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "Try again";
  again.addEventListener("click", () => fillAgain(room));
  room.dataset.odFailed = "";
  room.replaceChildren("This part could not be loaded. ", again);
}

/** @param {HTMLElement} room */
function fillAgain(room) {
  delete room.dataset.odAsked;
  delete room.dataset.odFailed;
  fill(room);
}

/** @param {string} selector @returns {NodeListOf<HTMLElement>} */
const rooms = (selector) => document.querySelectorAll(selector);

/** Ask once more for what could not be loaded. */
export function fillFailed() {
  rooms("[data-od-failed]").forEach(fillAgain);
}

/** Fill every room of the page, as soon as it is there. */
export function fillRooms() {
  const fillAll = () => rooms("[data-od-part]").forEach(fill);
  new MutationObserver(fillAll).observe(document.body, { childList: true, subtree: true });
  fillAll();
}
