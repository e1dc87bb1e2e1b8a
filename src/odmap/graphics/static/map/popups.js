/** The card of an organisation in the popup of its mark, and what a visitor does in it.
 *
 * @import { Map as LeafletMap, Marker } from "leaflet"
 */

import { CardPopup } from "./card-popup.js";
import { plainlyClicked } from "../shared/events.js";
import { readHtml } from "../shared/fetching.js";
import { openInPage, pageFollowsLinks } from "./surroundings.js";

/**
 * Read an organisation's card: from the page around the map where that has them all, or from this server.
 * @param {string} address - of cards
 * @param {string} id
 */
async function readCard(address, id) {
  return window.odmapCard ? window.odmapCard(id) : readHtml(address + encodeURIComponent(id));
}

/**
 * Fetch a card into its box; one that could not be loaded is asked for again when the popup is opened again.
 * @param {HTMLElement} box
 * @param {string} label
 * @param {Promise<string>} card
 */
async function fill(box, label, card) {
  box.dataset.asked = "yes";
  box.className = "card-box";
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", label);
  box.tabIndex = -1;
  box.textContent = "Opening…";
  try {
    box.innerHTML = await card; // eslint-disable-line no-restricted-properties -- made by this server's templates
  } catch {
    delete box.dataset.asked;
    box.textContent = `${label}. The card could not be loaded; the list below the map says the same.`;
  }
}

/**
 * Give a mark its popup; the card is fetched when first opened, and kept.
 * @param {Marker} marker
 * @param {string} label
 * @param {string} cards - the address of cards
 */
export function bindCard(marker, label, cards) {
  const popup = new CardPopup();
  const box = document.createElement("div");
  popup.setContent(() => {
    if (!box.dataset.asked) {
      fill(box, label, readCard(cards, marker.od.id)).then(() => {
        if (!popup.isOpen()) return;
        const focused = box === document.activeElement;
        popup.update();
        if (focused) box.focus({ preventScroll: true });
      });
    }
    return box;
  });
  marker.bindPopup(popup);
}

/**
 * Let the links of cards open in the page around the map, which is not loaded anew, where it has a script for that.
 * @param {LeafletMap} map
 */
export function followLinks(map) {
  map.getContainer().addEventListener("click", (event) => {
    const link = plainlyClicked(event, ".leaflet-popup a[data-organisation]");
    if (!link?.dataset.organisation || !pageFollowsLinks()) return;
    event.preventDefault();
    map.closePopup();
    openInPage(link.dataset.organisation);
  });
}
