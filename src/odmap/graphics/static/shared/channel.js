/** The messages between the page and the map in its frame, as docs/map-channel.md describes them.
 *
 * The Python half is maps/message.py. What is not understood is left alone, with a note in the console: a page and a
 * map of different versions, in a tab that was open while the server was renewed, must not break each other.
 *
 * @import { Message, View } from "./types"
 */

export const VERSION = 1;
export const EVENT = "odmap-map";

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {unknown} value */
const isText = (value) => typeof value === "string";
/** @param {unknown} value */
const isIndex = (value) => Number.isInteger(value) && Number(value) >= 0;
/** @param {unknown} value @param {number} least @param {number} most */
const isBetween = (value, least, most) => typeof value === "number" && value >= least && value <= most;
/** @param {unknown} value */
const isLatitude = (value) => isBetween(value, -90, 90);
/** @param {unknown} value */
const isLongitude = (value) => isBetween(value, -180, 180);
/** @param {unknown} value @returns {value is number[]} */
const isRows = (value) => Array.isArray(value) && value.every(isIndex);

/** @param {unknown} value */
function isMembers(value) {
  return typeof value === "string" ? BASE64.test(value) : Array.isArray(value) && value.every(isIndex);
}

/** @param {unknown} value */
function isMeasure(value) {
  if (!isObject(value) || !isText(value.name) || !isText(value.rest) || !isObject(value.of)) return false;
  const classes = value.classes;
  if (!Array.isArray(classes) || !classes.every(isText)) return false;
  return Object.values(value.of).every((pair) => Array.isArray(pair) && pair.length === 2 && isIndex(pair[0])
    && pair[0] < classes.length && isText(pair[1]));
}

/** @param {unknown} value */
function isHere(value) {
  return isObject(value) && isLatitude(value.latitude) && isLongitude(value.longitude) && isText(value.words)
    && (value.reach ?? 1) !== 0 && isBetween(value.reach ?? 1, 0, 20000);
}

/** @param {unknown} value */
function isTypes(value) {
  if (!isObject(value)) return false;
  const { of, chosen = [] } = value;
  return isRows(of) && isRows(chosen) && chosen.every((place) => place < of.length);
}

/** @param {unknown} value */
function isPosition(value) {
  return Array.isArray(value) && value.length === 3 && isLatitude(value[0]) && isLongitude(value[1])
    && isBetween(value[2], 0, 10);
}

/** @type {Record<string, (value: unknown) => boolean>} */
const FIELDS = {
  members: isMembers,
  chosen: isIndex,
  measure: isMeasure,
  here: isHere,
  types: isTypes,
  story: (value) => typeof value === "boolean",
  colour: (value) => value === "certainty",
  position: isPosition,
};

/**
 * Say what is wrong with a view, in words for the console; nothing for one that can be shown.
 * @param {unknown} view
 */
export function faultOfView(view) {
  if (!isObject(view)) return "it is no object";
  if (view.version !== VERSION) return `its version is ${view.version}, and this script knows ${VERSION}`;
  const wrong = Object.keys(FIELDS).find((name) => (view[name] ?? null) !== null && !FIELDS[name](view[name]));
  return wrong ? `${wrong} cannot be read` : "";
}

/**
 * Return the view that a text or an object holds, or `null`, with a note, if it cannot be shown.
 * @param {unknown} given
 * @returns {View | null}
 */
export function readView(given) {
  let view = given;
  try {
    if (typeof given === "string") view = JSON.parse(given);
  } catch {
    view = null;
  }
  const fault = faultOfView(view);
  if (fault) console.warn(`odmap: the map leaves a message alone: ${fault}`);
  return fault ? null : /** @type {View} */ (view);
}

/** @param {unknown} value */
const isTexts = (value) => Array.isArray(value) && value.every(isText);
/** @param {unknown} value */
const isCounts = (value) => Array.isArray(value)
  && value.every((pair) => Array.isArray(pair) && pair.length === 2 && isText(pair[0]) && isIndex(pair[1]));

/** @type {Record<string, (message: Record<string, unknown>) => boolean>} */
const KINDS = {
  moved: ({ place }) => isText(place),
  open: ({ organisation }) => isText(organisation),
  types: ({ chosen }) => isTexts(chosen),
  "in-sight": ({ rows, total, of, countries }) => isRows(rows) && isIndex(total) && isIndex(of) && isCounts(countries),
  pointed: ({ rows, countries }) => isRows(rows) && isTexts(countries),
};

/**
 * Return the message of the map that an event carries, or `null`, with a note, if it is not understood.
 * @param {unknown} detail
 * @returns {Message | null}
 */
export function readMessage(detail) {
  const known = isObject(detail) && detail.version === VERSION && typeof detail.kind === "string"
    && Object.hasOwn(KINDS, detail.kind) && KINDS[detail.kind](detail);
  if (!known) console.warn("odmap: the page leaves a message of the map alone", detail);
  return known ? /** @type {Message} */ (/** @type {unknown} */ (detail)) : null;
}

/**
 * Tell a page something. Only scripts of the same origin reach its window at all.
 * @param {Window & typeof globalThis} page
 * @param {Message} message
 */
export function tellPage(page, message) {
  page.dispatchEvent(new page.CustomEvent(EVENT, { detail: { version: VERSION, ...message } }));
}

/**
 * Hear what the map tells this page.
 * @param {(message: Message) => void} act
 */
export function hearMap(act) {
  window.addEventListener(EVENT, (event) => {
    const message = readMessage(/** @type {CustomEvent} */ (event).detail);
    if (message) act(message);
  });
}
