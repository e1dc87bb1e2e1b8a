/** Following links inside odmap without loading the page anew. */

import { plainlyClicked } from "../shared/events.js";
import { focusSoon } from "./focus.js";

/** The organisation whose details were opened last, and the one to come back to. */
let left = "";

function chosen() {
  return new URL(location.href).searchParams.get("organisation") ?? "";
}

/** Move the keyboard's and the screen reader's place to where the visitor now is: the details, or back to the name. */
function settle() {
  const id = chosen(), back = left;
  left = "";
  focusSoon(() => {
    /** @type {HTMLElement | null} */
    const story = document.querySelector(".od-story");
    if (id) return story?.dataset.organisation === id ? document.querySelector("h1") : null;
    return story || !back ? null : document.querySelector(`a[data-organisation="${CSS.escape(back)}"]`);
  }, id ? "nearest" : "center");
}

/**
 * Return the address of an organisation with the place that was asked for, so that the way back leads there.
 * @param {string} address
 */
function withQuestion(address) {
  const there = new URL(address, location.href), here = new URL(location.href);
  if (!there.searchParams.get("organisation") || there.pathname !== here.pathname) return there.href;
  for (const name of ["place", "near"]) {
    const value = here.searchParams.get(name);
    if (value && !there.searchParams.has(name)) there.searchParams.set(name, value);
  }
  return there.href;
}

/**
 * Write an address, and have Streamlit follow it.
 * @param {string} address
 * @param {string} from - the organisation that was chosen before
 */
function push(address, from) {
  try {
    history.pushState({ odmapFrom: from }, "", address);
  } catch { // too many in a short time, for WebKit
    location.assign(address);
    return false;
  }
  window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  return true;
}

/**
 * Choose main types, as the sidebar does: the focus stays where it is.
 * @param {string[]} types - all that are chosen
 */
export function chooseTypes(types) {
  const address = new URL(location.href);
  address.searchParams.delete("type");
  types.forEach((type) => address.searchParams.append("type", type));
  push(address.href, history.state?.odmapFrom ?? "");
}

/**
 * Go to another view of odmap: Streamlit follows the address, as it does when a visitor goes back.
 * @param {string} address
 * @param {string} [place] - the id of what has the focus then, where that is not the organisation
 */
export function go(address, place) {
  const from = chosen();
  address = withQuestion(address);
  left = from || left;
  if (!push(address, from)) return;
  if (place) focusSoon(() => document.getElementById(place), "nearest");
  else settle();
}

/**
 * Open an organisation's details, with the filters of the page kept.
 * @param {string} organisation
 */
export function open(organisation) {
  const address = new URL(location.href);
  address.searchParams.delete("map");
  address.searchParams.set("organisation", organisation);
  go(address.href);
}

/** Follow every link that says so, and the visitor's way back. */
export function followLinks() {
  document.addEventListener("click", (event) => {
    const link = plainlyClicked(event, "a[data-od-go]");
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    // Back to all: where the visitor came from, if that was no other organisation's details.
    if (link.dataset.odGo === "back" && history.state?.odmapFrom === "") history.back();
    else go(link.href, link.dataset.odFocus);
  });
  let before = chosen();
  window.addEventListener("popstate", (event) => {
    const was = before, now = before = chosen();
    if (!event.isTrusted || now === was) return;
    if (!now) left = was;
    settle();
  });
}
