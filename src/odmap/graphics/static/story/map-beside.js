/** The map beside the story: in a frame of the page, or, in a file, in the page itself.
 *
 * @import { MapHandle } from "../shared/types"
 */

const PATIENCE = 20000; // milliseconds that a map may take to come
const PAUSE = 80; // milliseconds between two looks

/** Return the window in which the map lives. */
export function mapWindow() {
  const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector(".st-key-map iframe"));
  return frame ? frame.contentWindow : window;
}

let waiting = 0;

/**
 * Do something with the map as soon as there is one; only what was asked for last is done.
 * @param {(map: MapHandle, place: Window) => void} act
 */
export function whenMap(act) {
  clearTimeout(waiting);
  const until = Date.now() + PATIENCE;
  const attempt = () => {
    const place = mapWindow();
    if (place?.odmap) act(place.odmap, place);
    else if (Date.now() < until) waiting = window.setTimeout(attempt, PAUSE);
  };
  attempt();
}
