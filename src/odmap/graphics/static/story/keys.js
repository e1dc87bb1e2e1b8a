/** What a key means to the story. */

const FORWARD = ["ArrowRight", "ArrowDown", "PageDown"];
const BACKWARD = ["ArrowLeft", "ArrowUp", "PageUp"];
const FOR_WRITING = "input, textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=slider]";
const FOR_PRESSING = "button, a, summary, [role=button], [role=tab]";

/** What a remote clicker sends beside the page keys: to start the show, and to make the screen black. */
const OTHERS = /** @type {Record<string, Turn>} */ ({
  Home: "first", End: "last", Escape: "leave", F5: "fill", f: "fill", F: "fill",
  b: "black", B: "black", ".": "black", w: "white", W: "white", ",": "white",
});

/** @typedef {"forward" | "backward" | "first" | "last" | "leave" | "fill" | "black" | "white" | ""} Turn */

/**
 * Return where a key leads.
 * @param {{ key: string, shiftKey: boolean }} event
 * @returns {Turn}
 */
export function turnOf({ key, shiftKey }) {
  if (key === " ") return shiftKey ? "backward" : "forward";
  if (FORWARD.includes(key)) return "forward";
  if (BACKWARD.includes(key)) return "backward";
  return OTHERS[key] ?? "";
}

/**
 * Tell whether a key is a letter or a sign, which assistive tools may send as well: it means something to the story
 * only while the story has the focus (WCAG 2.1.4).
 * @param {string} key
 */
export function isCharacter(key) {
  return key !== " " && Array.from(key).length === 1;
}

/**
 * Tell whether something else on the page wants a key: writing, choosing, pressing what has the focus.
 * @param {KeyboardEvent} event
 */
export function isWanted(event) {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return true;
  // Not `instanceof`: the map's frame has an Element of its own.
  const target = /** @type {Partial<Element> | null} */ (event.target);
  if (!target?.closest) return false;
  if (target.closest(FOR_WRITING)) return true;
  return (event.key === " " || event.key === "Enter") && Boolean(target.closest(FOR_PRESSING));
}
