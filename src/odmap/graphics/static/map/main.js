/** The world map, inside streamlit-folium's frame or in a file that stands alone.
 *
 * What never changes (base map, all organisations) is fetched once from this server and kept by the browser; a change
 * of filter only sends which organisations to show. See maps/live.py for the Python half.
 *
 * @import { Settings } from "../shared/types"
 * @import { Map as LeafletMap } from "leaflet"
 */

import { readView } from "../shared/channel.js";
import { jsonOf } from "../shared/fetching.js";
import { prepare } from "../shared/prepare.js";
import { BaseMap } from "./base-map.js";
import { addFitButton } from "./fit-button.js";
import { shareGestures } from "./gestures.js";
import { addScaleBar } from "./scale-bar.js";
import { Legend } from "./legend.js";
import { followPage, takePlaceholderAway } from "./surroundings.js";
import { followTheme } from "./theme.js";
import { World } from "./world.js";

/**
 * Say on the map, once, that a part of it is missing, so that a blank is never silent.
 * @param {HTMLElement} container
 * @param {unknown} error
 */
function report(container, error) {
  console.error("odmap: the map is incomplete", error);
  if (container.querySelector(".map-problem")) return;
  const message = document.createElement("p");
  message.className = "map-problem";
  message.setAttribute("role", "alert");
  message.textContent = "A part of the map could not be loaded. The list below the map shows the same organisations.";
  container.appendChild(message);
}

/**
 * Give it its name, credits, gestures and scale.
 * @param {LeafletMap} map
 * @param {Settings} settings
 */
function furnish(map, settings) {
  prepare(map, settings.name);
  shareGestures(map);
  map.attributionControl.setPrefix(false).addAttribution(settings.attribution);
  window.frameElement?.setAttribute("title", settings.name);
  addScaleBar(map);
}

/**
 * Set the map up once.
 * @param {LeafletMap} map
 * @param {Partial<Settings>} given - is added to `odmapSettings`: addresses, marks and words
 * @returns {import("../shared/types").MapHandle} its `show` may be called before the data have come
 */
window.odmapWorld = (map, given) => {
  const settings = /** @type {Settings} */ ({ ...window.odmapSettings, ...given });
  const failed = (/** @type {unknown} */ error) => report(map.getContainer(), error);
  furnish(map, settings);
  const base = new BaseMap(map, settings);
  followTheme(() => base.restyle());
  const world = jsonOf(settings.table).then((table) => new World(map, settings, table));
  Promise.all([base.ready, world]).catch(failed);
  Promise.allSettled([base.ready, world]).then(takePlaceholderAway);
  const legend = new Legend(map, settings);
  addFitButton(map, () => { world.then((known) => known.fit()).catch(failed); });

  /** @param {unknown} message */
  const show = (message) => {
    const view = readView(message);
    if (!view) return;
    legend.show(view.types ?? null);
    base.ready.then(() => base.show(view.measure ?? null)).catch(failed);
    world.then((known) => known.show(view)).catch(failed);
  };
  followPage(show);
  return {
    show,
    light: (rows) => { world.then((known) => known.sight.light(rows)).catch(failed); },
    of: (country, from) => world.then((known) => known.sight.of(country, from)),
    again: () => { world.then((known) => known.sight.again()).catch(failed); },
  };
};
