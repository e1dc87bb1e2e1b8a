/** The colours of countries, where the map shows a measure, and what each says.
 *
 * @import { Country, Measure } from "../shared/types"
 */

export const HATCH = "hatch";

/** Return a colour of the theme by its name. @param {string} name */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * Return the kind of colour that a country has: `""` without a measure.
 * @param {Measure | null} measure
 * @param {Country} country
 */
export function kindOf(measure, country) {
  if (!measure) return "";
  const found = measure.of[country.iso2 ?? ""];
  return found ? measure.classes[found[0]] : measure.rest;
}

/**
 * Return what the measure says of a country, if it says anything.
 * @param {Measure | null} measure
 * @param {Country} country
 */
export function wordsOf(measure, country) {
  return measure?.of[country.iso2 ?? ""]?.[1] ?? "";
}

/** Return fine slanted lines on the colour of land: for what is not known, and never a colour of the scale. */
export function hatching() {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d");
  if (!pen) return null;
  pen.fillStyle = colour("--od-land");
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = colour("--od-border");
  pen.lineWidth = 1.2;
  for (const x of [-8, 0, 8]) {
    pen.moveTo(x, 8);
    pen.lineTo(x + 8, 0);
  }
  pen.stroke();
  return pen.createPattern(tile, "repeat");
}

/**
 * Return how Leaflet draws a country of this kind.
 * @param {string} kind
 * @param {CanvasPattern | null} hatched
 * @returns {import("leaflet").PathOptions}
 */
export function styleOf(kind, hatched) {
  const fill = kind === HATCH ? hatched : colour(kind ? `--od-${kind}` : "--od-land");
  return {
    fillColor: /** @type {string} */ (fill), // the canvas takes a pattern as it takes a colour
    fillOpacity: 1,
    color: colour("--od-border"),
    weight: kind === "unsure" ? 1.6 : 1,
  };
}

/**
 * Let a country say its words: on hovering, and on a click or a tap.
 * @param {import("leaflet").Layer} layer
 * @param {string} words - none to keep it silent
 */
export function speak(layer, words) {
  layer.unbindTooltip().unbindPopup();
  if (!words) return;
  const text = document.createElement("p");
  text.className = "country-words";
  text.textContent = words;
  layer.bindTooltip(words, { sticky: true, className: "country-tip" }).bindPopup(text, { minWidth: 160 });
}
