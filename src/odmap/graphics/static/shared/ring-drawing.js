/** A ring that stands for several organisations: its parts show how many of each type, its middle how many in all. */

const ROUND = 2 * Math.PI * 15; // once around, in the units of the drawing

/**
 * Return how wide the ring of so many is, pixels.
 * @param {number} total
 */
export function ringSize(total) {
  return Math.min(62, 38 + 9.8 * Math.log10(total));
}

/**
 * Return the ring as SVG.
 * @param {number[]} counts - of each type
 * @param {string[]} types
 * @param {number} size - pixels
 */
export function ringDrawing(counts, types, size) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let start = 0;
  const parts = counts.map((count, type) => {
    if (!count) return "";
    const length = count / total * ROUND;
    const dash = `stroke-dasharray="${length.toFixed(2)} ${(ROUND - length).toFixed(2)}"`;
    const part = `<circle class="t-${types[type]}" cx="20" cy="20" r="15" ${dash} stroke-dashoffset="${(-start).toFixed(2)}"/>`;
    start += length;
    return part;
  });
  const number = total > 999 ? `${Math.round(total / 1000)}k` : total;
  return `<svg class="cluster" viewBox="0 0 40 40" width="${size}" height="${size}" aria-hidden="true">`
    + `<circle class="disc" cx="20" cy="20" r="18"/>${parts.join("")}<text x="20" y="24.5">${number}</text></svg>`;
}
