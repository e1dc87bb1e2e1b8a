/** The whole screen, under its own name or WebKit's; where a browser has neither, the story fills the window. */

/**
 * @typedef {object} Prefixed
 * @property {Element | null} [webkitFullscreenElement]
 * @property {boolean} [webkitFullscreenEnabled]
 * @property {() => void} [webkitExitFullscreen]
 */

const page = /** @type {Document & Prefixed} */ (document);
const root = /** @type {HTMLElement & { webkitRequestFullscreen?: () => void }} */ (document.documentElement);

/** Whether the page fills the screen. */
export function isFull() {
  return Boolean(page.fullscreenElement ?? page.webkitFullscreenElement);
}

/** Whether it may. */
export function mayBeFull() {
  return Boolean(page.fullscreenEnabled ?? page.webkitFullscreenEnabled);
}

/** Fill the screen; where that is not allowed nothing happens, and the story fills the window all the same. */
export function fill() {
  if (isFull() || !mayBeFull()) return;
  if (root.requestFullscreen) root.requestFullscreen().catch(() => { /* not without a press of a key, or not here */ });
  else root.webkitRequestFullscreen?.();
}

export function unfill() {
  if (!isFull()) return;
  if (page.exitFullscreen) page.exitFullscreen().catch(() => { /* left meanwhile */ });
  else page.webkitExitFullscreen?.();
}

/** @param {() => void} act */
export function whenFullChanges(act) {
  for (const name of ["fullscreenchange", "webkitfullscreenchange"]) document.addEventListener(name, act);
}
