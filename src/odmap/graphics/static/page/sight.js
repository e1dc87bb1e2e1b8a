/** The list of what the map has in sight: it follows the map, and each lights up what the other points at.
 *
 * @import { Message } from "../shared/types"
 */

import { readHtml } from "../shared/fetching.js";
import { restWords, sightWords } from "./sight-words.js";

const REST = 900; // milliseconds without another change before it is spoken
const SOON = 400; // milliseconds in which the map tells what it shows
const KEPT = 60; // answers
const BELOW = 10; // entries at first, where the list stands below the map and not beside it

/** @typedef {Extract<Message, { kind: "in-sight" }>} Sight */

/** What the map told last. @type {Sight | null} */
let told = null;
/** @type {HTMLElement | null} */
let list = null;
/** Address to its answer. @type {Map<string, Promise<string>>} */
const answers = new Map();
let html = "";
let asked = "";
let spoken = "";
let speaking = 0;
let all = false;

/** The map in its frame. @returns {Partial<import("../shared/types").MapHandle> | undefined} */
function theMap() {
  const frame = document.querySelector(".st-key-map iframe");
  return frame instanceof HTMLIFrameElement ? frame.contentWindow?.odmap : undefined;
}

/** @param {string} selector @returns {HTMLElement} */
const inList = (selector) => /** @type {HTMLElement} */ (list?.querySelector(selector));

/** Tell whether the list stands below the map. */
function isBelow() {
  const frame = document.querySelector(".st-key-map");
  return Boolean(frame && list && list.getBoundingClientRect().top >= frame.getBoundingClientRect().bottom);
}

/** @param {string} address */
function answer(address) {
  const known = answers.get(address) ?? readHtml(address);
  answers.delete(address);
  answers.set(address, known);
  known.catch(() => answers.delete(address));
  if (answers.size > KEPT) answers.delete(answers.keys().next().value ?? "");
  return known;
}

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

/** @param {Sight} sight @param {number} named */
function furnish(sight, named) {
  const room = inList(".od-sight-entries");
  const focused = room.contains(document.activeElement) ? document.activeElement?.closest("[data-od-row]") : null;
  room.innerHTML = html; // eslint-disable-line no-restricted-properties -- made by this server's templates
  if (named < sight.rows.length) {
    const more = document.createElement("button");
    more.type = "button";
    more.textContent = `Name ${sight.rows.length - named} more`;
    more.addEventListener("click", () => {
      all = true;
      refresh().then(() => room.querySelectorAll("a")[named]?.focus());
    });
    room.append(more);
  } else if (sight.rows.length < sight.total) {
    const rest = document.createElement("p");
    const link = Object.assign(document.createElement("a"), { href: "#list", textContent: "The list below" });
    rest.append(`${restWords(sight.rows.length)} `, link, " names all.");
    room.append(rest);
  }
  if (focused instanceof HTMLElement) {
    const again = room.querySelector(`[data-od-row="${focused.dataset.odRow}"] a`);
    (again instanceof HTMLElement ? again : room).focus({ preventScroll: true });
  }
}

/** Show what the map told last. */
async function refresh() {
  if (told && list) await show(told, list);
}

/** @param {Sight} sight @param {HTMLElement} room */
async function show(sight, room) {
  const words = sightWords(sight.total, sight.of);
  inList(".od-sight-count").textContent = words;
  speakSoon(words);
  const rows = isBelow() && !all ? sight.rows.slice(0, BELOW) : sight.rows;
  const address = rows.length ? room.dataset.odSight + rows.join(",") : "";
  asked = address;
  try {
    const found = address ? await answer(address) : "";
    if (asked !== address) return;
    html = found;
    furnish(sight, rows.length);
  } catch {
    if (asked !== address) return;
    inList(".od-sight-count").textContent = `${words}. Their names could not be loaded; the list below has them.`;
  }
}

/**
 * Light up the entries of some rows, or none.
 * @param {number[]} rows
 */
function light(rows) {
  list?.querySelectorAll(".lit").forEach((entry) => entry.classList.remove("lit"));
  const entries = rows.flatMap((row) => inList(`[data-od-row="${row}"]`) ?? []);
  entries.forEach((entry) => entry.classList.add("lit"));
  const [first] = entries;
  if (!first || isBelow()) return;
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
    light(message.rows);
  }
}

/** @param {EventTarget | null} target */
const entryOf = (target) => (target instanceof Element ? target.closest(".od-sight [data-od-row]") : null);

/** Follow the list wherever the page draws it. */
export function followSight() {
  let below = false;
  const sizes = new ResizeObserver(() => {
    if (isBelow() !== below) refresh();
    below = isBelow();
  });
  const look = () => {
    /** @type {HTMLElement | null} */
    const found = document.querySelector("[data-od-sight]");
    if (!found || found === list) return;
    list = found;
    below = isBelow();
    sizes.disconnect();
    sizes.observe(found);
    if (told && html) inList(".od-sight-entries").innerHTML = html; // eslint-disable-line no-restricted-properties -- as above
    // After a change of filter the map is about to tell what it shows; it may have told before this script was there.
    if (told) window.setTimeout(refresh, SOON);
    else theMap()?.again?.();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(begin, (event) => {
      const entry = entryOf(event.target);
      if (entry instanceof HTMLElement) theMap()?.light?.(Number(entry.dataset.odRow));
    });
    document.addEventListener(end, (event) => { if (entryOf(event.target)) theMap()?.light?.(null); });
  }
  look();
}
