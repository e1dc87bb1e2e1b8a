/** What the page does beyond Streamlit: follow links inside odmap without loading it anew, fill its parts, copy texts.
 *
 * Every link is a real one, so all of this is a convenience: without it, or in a new tab, a link opens the same view.
 */

import { VERSION, hearMap } from "../shared/channel.js";
import { offerAnswers } from "./combobox.js";
import { followConnection } from "./connection.js";
import { followFilters } from "./filters.js";
import { followFolds } from "./fold.js";
import { chooseTypes, followLinks, open } from "./links.js";
import { followPrinting } from "./paper.js";
import { fillRooms } from "./parts.js";
import { offerCopies, refresh } from "./sending.js";
import { followSight, hearSight } from "./sight.js";
import { followThemeButtons } from "./theme-buttons.js";

function begin() {
  followLinks();
  offerCopies();
  offerAnswers();
  followFilters();
  hearMap((message) => {
    if (message.kind === "open") open(message.organisation);
    else if (message.kind === "moved") refresh();
    else if (message.kind === "types") chooseTypes(message.chosen);
    else hearSight(message);
  });
  fillRooms();
  followFolds();
  followSight();
  followPrinting();
  followThemeButtons();
  /** @type {HTMLElement | null} */
  const app = document.querySelector('[data-testid="stApp"]');
  if (app) followConnection(app);
  window.odmapPage = { version: VERSION };
}

if (!window.odmapPage) begin(); // Streamlit may run the script again
