/** The stop of the story that the address names. */

import { Deck } from "./deck.js";

const LATER = 2000; // milliseconds until it is tried again
const STEP = "step";

/** @param {Deck} deck */
export function stopInAddress(deck) {
  if (deck.inHash) return decodeURIComponent(location.hash.slice(1));
  return new URL(location.href).searchParams.get(STEP) ?? "";
}

/**
 * Return an address that names a stop.
 * @param {string} address
 * @param {string} id - empty for none
 * @param {boolean} inHash
 */
export function withStop(address, id, inHash) {
  const url = new URL(address);
  if (inHash) url.hash = id;
  else if (id) url.searchParams.set(STEP, id);
  else url.searchParams.delete(STEP);
  return url.href;
}

let writing = 0;

/**
 * Write the stop into the address; Back leads out of the story, not through it. WebKit throws an error after 100
 * changes in 10 seconds: then it is written later.
 * @param {Deck} deck
 * @param {string} id
 */
export function writeStop(deck, id) {
  clearTimeout(writing);
  try {
    history.replaceState(history.state, "", withStop(location.href, id, deck.inHash));
  } catch {
    writing = window.setTimeout(() => {
      const now = Deck.find();
      if (now) writeStop(now, id);
    }, LATER);
  }
}
