/** Giving the focus to what is not there yet: Streamlit draws the page piece by piece, and draws some pieces anew. */

import { ACTS } from "../shared/events.js";

const PATIENCE = 8000; // milliseconds

/** Ends what is being waited for. @type {(() => void) | null} */
let watching = null;

/**
 * Give the focus to what `find` finds, as soon as it is there, and again if it is drawn anew. A visitor who acts
 * meanwhile is let be.
 * @param {() => HTMLElement | null} find
 * @param {ScrollLogicalPosition} block - where in the window it comes to stand
 */
export function focusSoon(find, block) {
  watching?.();
  /** @type {HTMLElement | null} */
  let seen = null;
  const attempt = () => {
    const element = find();
    if (!element || element === seen || (seen && document.activeElement !== document.body)) return;
    seen = element;
    if (!element.matches("a, button")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block });
  };
  const watch = new MutationObserver(attempt);
  const stop = () => {
    watch.disconnect();
    clearTimeout(timer);
    ACTS.forEach((act) => window.removeEventListener(act, stop, true));
    watching = null;
  };
  const timer = setTimeout(stop, PATIENCE);
  watching = stop;
  ACTS.forEach((act) => window.addEventListener(act, stop, true));
  watch.observe(document.body, { childList: true, subtree: true });
  attempt();
}
