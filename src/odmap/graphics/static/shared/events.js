/** What a visitor did. */

/** What shows that a visitor acts, and is not to be disturbed. */
export const ACTS = /** @type {const} */ (["pointerdown", "keydown", "wheel"]);

/**
 * Return the element of this kind that was clicked plainly; a click that opens a tab or a menu is the browser's.
 * @param {MouseEvent} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function plainlyClicked(event, selector) {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  return event.target instanceof Element ? event.target.closest(selector) : null;
}
