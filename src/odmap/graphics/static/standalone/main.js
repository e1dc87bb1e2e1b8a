/** The page of a file that stands alone: search, filters and list, and the map beside them.
 *
 * The list in the page is the only place where the organisations' words stand: the search reads it, and the map's
 * popups show copies of its articles. The map is the same as in the app. See exports/offline_page.py.
 *
 * @import { Settings, Table, Topology } from "../shared/types"
 * @import { Entry } from "./entries.js"
 */

import { VERSION } from "../shared/channel.js";
import { counted } from "../shared/words.js";
import { bareCard, cardOf, readEntries } from "./entries.js";
import { asked, byId, followForm } from "./form.js";
import { Listing } from "./listing.js";
import { countWords, isFiltered, matching, withoutMarkWords } from "./search.js";
import { textOf, unpacked } from "./unpack.js";

const PAUSE = 150; // milliseconds without typing before the map follows

/** @type {{ world: Settings, options: import("leaflet").MapOptions }} */
const settings = JSON.parse(textOf("settings"));
/** The counts of the legend's types, in their order. */
const legend = document.querySelectorAll(".od-legend section:first-child li > span");
const atFirst = { count: textOf("count"), without: textOf("without") };

/** What matches. @type {Entry[]} */
let shown = [];

/**
 * Say how many there are, of each type, and how many have no mark.
 * @param {number} total
 */
function sayHowMany(total) {
  const filtered = isFiltered(asked());
  legend.forEach((mark, type) => {
    const number = shown.filter((entry) => entry.type === settings.world.types[type]).length;
    mark.textContent = (mark.textContent ?? "").replace(/\([\d,]+\)$/, `(${number.toLocaleString("en")})`);
  });
  byId("count").textContent = filtered ? countWords(shown, total) : atFirst.count;
  byId("without").textContent = filtered ? withoutMarkWords(shown) : atFirst.without;
  byId("listed").textContent = counted(shown.length, "organisation");
  byId("nothing").hidden = shown.length > 0;
  byId("clear").toggleAttribute("disabled", !filtered);
}

/**
 * Show on the map what matches; the story has the map for itself while it is told.
 * @param {number} [chosen] - the number of one to bring into sight
 */
function draw(chosen) {
  if (document.documentElement.dataset.presenting === "yes") return;
  const members = shown.flatMap((entry) => entry.place ?? []);
  window.odmap?.show({ version: VERSION, members });
  if (chosen !== undefined) window.odmap?.show({ version: VERSION, members, chosen });
}

/**
 * Give an organisation that has a mark a button that shows it there.
 * @param {Entry} entry
 */
function offerMap(entry) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "on-map";
  button.textContent = "Show on the map";
  button.setAttribute("aria-label", `Show on the map: ${entry.name}`);
  button.addEventListener("click", () => {
    draw(entry.place);
    byId("map").scrollIntoView({ block: "center" });
    byId("map").focus({ preventScroll: true });
  });
  entry.item.appendChild(button);
}

/** @param {Required<Table>} table */
function begin(table) {
  const entries = readEntries(new Map(table.ids.map((id, place) => [id, place])));
  const listing = new Listing(entries);
  let later = 0;
  const refresh = () => {
    shown = matching(entries, asked());
    sayHowMany(entries.length);
    listing.show(shown);
    clearTimeout(later);
    later = window.setTimeout(draw, PAUSE);
  };
  window.odmapCard = (id) => {
    const entry = entries.find((each) => each.id === id);
    return entry ? cardOf(entry) : bareCard(table.labels[table.ids.indexOf(id)]);
  };
  entries.filter((entry) => entry.place !== undefined).forEach(offerMap);
  followForm(refresh);
  refresh();
  clearTimeout(later);
  draw();
}

/** Read the table, unpack the list if it is packed, and begin. @param {Promise<Required<Table>>} table */
async function open(table) {
  try {
    const [known, list] = await Promise.all([table, byId("packed-list") ? unpacked("packed-list") : null]);
    // eslint-disable-next-line no-restricted-properties -- made by the templates of exports/offline_page.py
    if (list !== null) byId("listing").innerHTML = list;
    begin(known);
  } catch (error) {
    console.error("odmap: the list is incomplete", error);
    const note = document.getElementById("packed");
    if (note) note.textContent = "This browser is too old to unpack the list. A newer one shows it.";
  }
}

/** @returns {Promise<Topology>} the fine land; an old browser has less detail */
async function fineLand() {
  try {
    return JSON.parse(await unpacked("fine"));
  } catch {
    return /** @type {Topology} */ (settings.world.overview);
  }
}

/** Set map, list and story up. */
function main() {
  const table = (byId("packed-list") ? unpacked("table") : Promise.resolve(textOf("table"))).then(JSON.parse);
  window.odmap = window.odmapWorld?.(L.map("map", settings.options), { ...settings.world, detail: fineLand(), table });
  open(table);
  // The map looks at the colours anew on a message, which in the app comes from Streamlit.
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    window.dispatchEvent(new Event("message"));
  });
  byId("tell").addEventListener("click", () => {
    window.odmapStory?.start();
    /** @type {HTMLElement | null} */ (document.querySelector(".od-deck [data-od-turn='1']"))?.focus();
  });
  window.addEventListener("odmap-story-left", () => {
    draw();
    byId("tell").focus();
  });
}

main();
