/** Where the map stands: in a frame of a page, or in a file that stands alone, with no server and no page around it. */

import { VERSION, tellPage } from "../shared/channel.js";
import { readPlace, withPlace } from "../shared/place.js";

export const STILL = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
export const ALONE = document.documentElement.dataset.alone === "yes";

const REST = 200; // milliseconds without another move before the place is written
const LATER = 2000; // milliseconds until it is tried again
const page = /** @type {Window & typeof globalThis} */ (window.parent);

/** Tell whether the map stands alone on another's page, where a link opens a tab of its own. */
export function isEmbedded() {
  if (ALONE) return false;
  return new URL(page.location.href).searchParams.get("embed") === "true";
}

/** Return the place of the map that the page's address names. A file that stands alone keeps none. */
export function placeInAddress() {
  return ALONE ? null : readPlace(new URL(page.location.href).searchParams.get("map") ?? "");
}

let writing = 0;

/**
 * Write where the map was left, once it rests: WebKit throws an error after 100 changes in 10 seconds.
 * @param {string} place - empty for where the map is by itself
 */
export function writePlaceSoon(place) {
  if (ALONE) return;
  const from = page.location.href;
  const attempt = () => {
    if (page.location.href !== from) return; // the visitor has gone on
    try {
      writeAtOnce(place);
    } catch {
      writing = window.setTimeout(attempt, LATER);
    }
  };
  window.clearTimeout(writing);
  writing = window.setTimeout(attempt, REST);
}

/** @param {string} place */
function writeAtOnce(place) {
  const address = new URL(page.location.href);
  page.history.replaceState(
    page.history.state, "", address.pathname + withPlace(address.searchParams, place) + address.hash);
  tellPage(page, { kind: "moved", place });
}

/** Tell whether the page's script is there, and understands this one: else a link is the browser's to follow. */
export function pageFollowsLinks() {
  return !ALONE && !isEmbedded() && page.odmapPage?.version === VERSION;
}

/**
 * Tell the page around the map something, if there is one.
 * @param {import("../shared/types").Message} message
 */
export function tellPageAround(message) {
  if (!ALONE) tellPage(page, message);
}

/**
 * Have the page open an organisation's details.
 * @param {string} organisation
 */
export function openInPage(organisation) {
  tellPage(page, { kind: "open", organisation });
}

/** Take away the placeholder that the page shows until there is a map. The page's script comes too late for that. */
export function takePlaceholderAway() {
  const place = /** @type {HTMLElement | null | undefined} */ (window.frameElement?.closest(".st-key-map"));
  if (place) place.dataset.drawn = "yes";
}

/**
 * Show what stands beside the frame, and again when it changes with the filters.
 * @param {(view: string) => void} show
 */
export function followPage(show) {
  if (ALONE) return;
  let read = "";
  const look = () => {
    const beside = /** @type {HTMLElement | null} */ (page.document.querySelector(".st-key-map [data-od-shown]"));
    if (!beside?.dataset.odShown || beside.dataset.odShown === read) return;
    read = beside.dataset.odShown;
    show(read);
  };
  new MutationObserver(look).observe(page.document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-od-shown"],
  });
  look();
}
