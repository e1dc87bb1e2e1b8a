/** The list of what the map has in sight: it follows the map, and each lights up what the other points at.
 *
 * Beside the map it is always there; where there is no room beside it, a bar below the map pulls it up
 * (page/sight-sheet.js), and nothing is fetched before. Of many it names the countries, and one country's entries at a
 * time: so it stays small, however many there are.
 *
 * @import { MapHandle, Message } from "../shared/types"
 */

import { byCountry, rowsOf } from "./sight-countries.js";
import { Sheet } from "./sight-sheet.js";
import { answer, filters } from "./sight-entries.js";
import { barWords, sightWords } from "./sight-words.js";

const REST = 900; // milliseconds without another change before it is spoken
const SOON = 400; // milliseconds in which the map tells what it shows

/** @typedef {Extract<Message, { kind: "in-sight" }>} Sight */

/** What the map told last. @type {Sight | null} */
let told = null;
/** @type {HTMLElement | null} */
let list = null;
let asked = 0;
/** Those that its links keep. @type {string | null} */
let kept = null;
let spoken = "";
let speaking = 0;
const sheet = new Sheet(() => { refresh(); });

/** The map in its frame. @returns {Partial<MapHandle> | undefined} */
function theMap() {
  const frame = document.querySelector(".st-key-map iframe");
  return frame instanceof HTMLIFrameElement ? frame.contentWindow?.odmap : undefined;
}

/** @param {string} selector @returns {HTMLElement} */
const inList = (selector) => /** @type {HTMLElement} */ (list?.querySelector(selector));

/**
 * Say it once the map is at rest; not what a page says when it is opened.
 * @param {string} words
 */
function speakSoon(words) {
  const first = !spoken;
  clearTimeout(speaking);
  spoken ||= words;
  if (first || words === spoken) return;
  speaking = window.setTimeout(() => {
    spoken = words;
    inList("[role=status]").textContent = words;
  }, REST);
}

/**
 * Put what was made into the list; the focus stays with what it was on.
 * @param {Node} made
 */
function furnish(made) {
  const room = inList(".od-sight-entries"), { activeElement } = document, top = room.scrollTop;
  const focused = room.contains(activeElement) ? activeElement?.closest("[data-od-row], [data-od-country]") : null;
  room.replaceChildren(made);
  room.scrollTop = top;
  if (!(focused instanceof HTMLElement)) return;
  const { odRow, odCountry } = focused.dataset;
  const again = room.querySelector(odRow ? `[data-od-row="${odRow}"] a`
    : `[data-od-country="${CSS.escape(odCountry ?? "")}"] summary`);
  (again instanceof HTMLElement ? again : room).focus({ preventScroll: true });
}

/** Show what the map told last. */
async function refresh() {
  if (!told || !list) return;
  const sight = told, number = ++asked, words = sightWords(sight.total, sight.of);
  inList(".od-sight-count").textContent = words;
  inList(".od-sight-bar").textContent = barWords(sight.total, sheet.isOpen);
  speakSoon(words);
  if (kept === null || !sheet.isShown(list)) return;
  try {
    const many = sight.rows.length < sight.total;
    const made = await (many ? byCountry(sight.countries, theMap()) : answer(sight.rows));
    if (asked === number) furnish(made);
  } catch {
    if (asked !== number) return;
    inList(".od-sight-count").textContent = `${words}. Their names could not be loaded; the list below has them.`;
  }
}

/**
 * Light up the entries of some rows, or none; of a country that is folded, its name.
 * @param {number[]} rows
 * @param {string[]} countries
 */
function light(rows, countries) {
  list?.querySelectorAll(".lit").forEach((entry) => entry.classList.remove("lit"));
  const entries = rows.flatMap((row) => inList(`[data-od-row="${row}"]`) ?? []);
  const folded = countries.flatMap((name) => (
    inList(`[data-od-country="${CSS.escape(name)}"]:not([open]) summary`) ?? []));
  const lit = [...entries, ...folded], [first] = lit;
  lit.forEach((entry) => entry.classList.add("lit"));
  if (!first) return;
  const room = inList(".od-sight-entries"), box = first.getBoundingClientRect(), around = room.getBoundingClientRect();
  if (box.top < around.top || box.bottom > around.bottom) room.scrollTop += box.top - around.top - around.height / 3;
}

/**
 * Hear what the map tells.
 * @param {Message} message
 */
export function hearSight(message) {
  if (message.kind === "in-sight") {
    told = message;
    refresh();
  } else if (message.kind === "pointed") {
    light(message.rows, message.countries);
  }
}

/** @type {Element | null} */
let pointed = null;

/** Light up on the map what an element of the list stands for, or nothing. @param {EventTarget | null} target */
async function pointAt(target) {
  const entry = target instanceof Element ? target.closest(".od-sight [data-od-row], .od-sight summary") : null;
  if (entry === pointed) return;
  pointed = entry;
  const map = theMap();
  if (!(entry instanceof HTMLElement)) {
    map?.light?.([]);
    return;
  }
  const rows = entry.dataset.odRow ? [Number(entry.dataset.odRow)] : await rowsOf(entry, map);
  if (pointed === entry) map?.light?.(rows);
}

/** Follow the list wherever the page draws it. */
export function followSight() {
  const sizes = new ResizeObserver(() => { refresh(); });
  const look = () => {
    /** @type {HTMLElement | null} */
    const found = document.querySelector("[data-od-sight]");
    if (kept !== (kept = filters()) && found === list) refresh();
    if (!found || found === list) return;
    list = found;
    sheet.follow(found);
    sizes.disconnect();
    sizes.observe(found);
    // After a change of filter the map is about to tell what it shows; it may have told before this script was there.
    if (told) window.setTimeout(refresh, SOON);
    else theMap()?.again?.();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(begin, ({ target }) => { pointAt(target); });
    document.addEventListener(end, () => { pointAt(null); });
  }
  look();
}
