/** The buttons at the end of every page that choose light, dark, or what the device says. */

import { chooseTheme, chosenTheme } from "../shared/theme-choice.js";
import { focusSoon } from "./focus.js";

const CAME_FROM = "odmapThemeChosen";

/** @returns {NodeListOf<HTMLElement>} */
const buttons = () => document.querySelectorAll("button[data-od-theme]");

const pressed = () => [...buttons()].find((button) => button.dataset.odTheme === chosenTheme()) ?? null;

/** Say which one is chosen, whenever Streamlit has drawn them anew. */
function show() {
  const chosen = chosenTheme();
  for (const button of buttons()) {
    const now = String(button.dataset.odTheme === chosen);
    if (button.getAttribute("aria-pressed") !== now) button.setAttribute("aria-pressed", now);
  }
}

/** @param {string} choice */
function choose(choice) {
  if (choice === chosenTheme()) return;
  chooseTheme(choice);
  try {
    sessionStorage.setItem(CAME_FROM, "yes");
  } catch { /* then the focus begins at the top */ }
  location.reload(); // map, charts and addresses of pictures are made for one of the two
}

/** Follow the buttons; whoever chose comes back to them. */
export function followThemeButtons() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-od-theme]") : null;
    if (button instanceof HTMLElement) choose(button.dataset.odTheme ?? "");
  });
  new MutationObserver(show).observe(document.body, { childList: true, subtree: true });
  show();
  try {
    if (sessionStorage.getItem(CAME_FROM)) focusSoon(pressed, "nearest");
    sessionStorage.removeItem(CAME_FROM);
  } catch { /* as above */ }
}
