/** On paper the map keeps the size that it has on the screen, and is scaled as a whole: nothing of it is cut off. */

const WIDE = 670; // pixels between the margins of a sheet of A4

/** Tell the style sheet of paper how large the map is. */
function measure() {
  const map = document.querySelector(".st-key-map");
  const box = map?.getBoundingClientRect();
  if (!box?.width) return;
  const { style } = document.documentElement;
  style.setProperty("--od-map-width", `${box.width}px`);
  style.setProperty("--od-map-tall", `${box.height}px`);
  style.setProperty("--od-map-scale", String(Math.min(1, WIDE / box.width)));
}

/** Measure the map whenever the page is to be printed. */
export function followPrinting() {
  window.addEventListener("beforeprint", measure);
}
