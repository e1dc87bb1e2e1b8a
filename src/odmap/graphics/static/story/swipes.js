/** Turning pages with a finger. */

const LEAST = 48; // pixels

/**
 * Return which way a movement of the finger turns the page: 1 on, -1 back, 0 not at all, as when the page is scrolled.
 * @param {number} across - pixels to the right
 * @param {number} down
 */
export function turnOfSwipe(across, down) {
  if (Math.abs(across) <= LEAST || Math.abs(across) <= 2 * Math.abs(down)) return 0;
  return across < 0 ? 1 : -1;
}

/**
 * Follow the fingers on the story.
 * @param {(by: number) => void} turn
 */
export function followSwipes(turn) {
  /** @type {Touch | null} */
  let touch = null;
  document.addEventListener("touchstart", (event) => {
    const onDeck = event.target instanceof Element && event.target.closest(".od-deck");
    touch = onDeck && event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  document.addEventListener("touchend", (event) => {
    if (!touch) return;
    const { clientX, clientY } = event.changedTouches[0];
    const by = turnOfSwipe(clientX - touch.clientX, clientY - touch.clientY);
    touch = null;
    if (by) turn(by);
  }, { passive: true });
}
