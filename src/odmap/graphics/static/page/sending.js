/** "Send this view": its link knows where the map was left, and texts can be copied. */

import { readPlace } from "../shared/place.js";

const THANKS = 6000; // milliseconds that "Copied" stays

/**
 * Return a text with its address replaced by one that names the map's place.
 * @param {string} text
 * @param {string} address - as it stands in the text
 * @param {string} place - as the page's address has it
 * @param {string} and - how the text writes "&"
 */
export function withMap(text, address, place, and) {
  if (!readPlace(place)) return text;
  return text.split(address).join(`${address}${address.includes("?") ? and : "?"}map=${place}`);
}

/** Write the map's place into every text that is offered. */
export function refresh() {
  const place = new URL(location.href).searchParams.get("map") ?? "";
  document.querySelectorAll("textarea").forEach((field) => {
    const address = field.dataset.odAddress;
    if (!address) return;
    field.value = withMap(field.defaultValue, address, place, field.id === "send-embed" ? "&amp;" : "&");
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
