/** "Send this view": its link knows where the map was left, and texts can be copied. */

import { readPlace } from "../shared/place.js";

const THANKS = 6000; // milliseconds that "Copied" stays

const ASKED = ["place", "near"];

/**
 * Return a text with its address replaced by one that names what only the page's own address knows: the place that was
 * asked for and, where it can be read, that of the map.
 * @param {string} text
 * @param {string} address - as it stands in the text
 * @param {URLSearchParams} page - the query of the page's address
 * @param {string} and - how the text writes "&"
 * @param {string[]} [names] - what else the text can show beside the place of the map
 */
export function asSeen(text, address, page, and, names = []) {
  const position = page.get("map") ?? "";
  const more = names.filter((name) => page.get(name)).map((name) => `${name}=${encodeURIComponent(page.get(name) ?? "")}`);
  if (readPlace(position)) more.push(`map=${position}`);
  if (!more.length) return text;
  return text.split(address).join(`${address}${address.includes("?") ? and : "?"}${more.join(and)}`);
}

/** Write what only the browser knows into every text that is offered. */
export function refresh() {
  const page = new URL(location.href).searchParams;
  document.querySelectorAll("textarea").forEach((field) => {
    const address = field.dataset.odAddress;
    if (!address) return;
    const embeds = field.id === "send-embed"; // the map alone marks no place
    field.value = asSeen(field.defaultValue, address, page, embeds ? "&amp;" : "&", embeds ? [] : ASKED);
  });
}

/** @param {HTMLTextAreaElement} field */
function select(field) {
  field.focus();
  field.select();
}

/** @param {HTMLTextAreaElement} field */
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch { // there is none without HTTPS, or it is not allowed
    select(field);
    return document.execCommand("copy");
  }
}

/** @param {HTMLElement} button */
async function copyFor(button) {
  const field = document.getElementById(button.dataset.odCopy ?? "");
  const status = button.parentElement?.querySelector("[role=status]");
  if (!(field instanceof HTMLTextAreaElement) || !status) return;
  refresh();
  const copied = await copy(field);
  if (!copied) select(field);
  status.textContent = copied ? "Copied" : "Your browser does not allow it. The text is selected: press Ctrl+C.";
  setTimeout(() => { status.textContent = ""; }, THANKS);
}

/** Copy a text when its button is pressed. */
export function offerCopies() {
  document.addEventListener("toggle", refresh, true);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-od-copy]") : null;
    if (button instanceof HTMLElement) copyFor(button);
  });
}
