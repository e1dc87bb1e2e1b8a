/** A lost connection is said in a quiet line; Streamlit tries again by itself. */

import { fillFailed } from "./parts.js";

const LATE = 1500; // milliseconds; what is shorter nobody needs to know

const WORDS = {
  trying: "Reconnecting. What you see still works.",
  lost: "The connection is lost. What you see still works; load the page again to go on.",
};

/** Make the line that speaks, and return what speaks in it. */
function speaker() {
  const line = document.createElement("p");
  line.className = "od-connection";
  line.setAttribute("role", "status");
  document.body.appendChild(line);
  return (/** @type {string} */ words) => {
    line.textContent = words;
    document.documentElement.toggleAttribute("data-od-connection", words !== "");
  };
}

/** Run the page once, so that a server that was started again knows it before the visitor's next choice. */
function runAgain() {
  const here = location.href, bare = here.split("#")[0];
  // With a # in the address and nothing else changed, Streamlit would take it for a jump within the page.
  if (bare !== here) history.replaceState(history.state, "", bare);
  window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  if (bare !== here) history.replaceState(history.state, "", here);
}

/**
 * Follow the connection.
 * @param {HTMLElement} app - Streamlit's outermost element, which names its state
 */
export function followConnection(app) {
  const say = speaker();
  let late = 0; // the timer of what is about to be said, or was
  const attend = () => {
    const state = app.dataset.testConnectionState;
    if (state === "CONNECTED") {
      clearTimeout(late);
      if (late) {
        runAgain();
        fillFailed();
      }
      late = 0;
      say("");
    } else if (state === "DISCONNECTED_FOREVER") {
      clearTimeout(late);
      say(WORDS.lost);
    } else if (!late) {
      late = window.setTimeout(say, LATE, WORDS.trying);
    }
  };
  new MutationObserver(attend).observe(app, { attributeFilter: ["data-test-connection-state"] });
  attend();
}
