/** How much of the world fits into a map of some size. */

/**
 * Return the zoom at which a map shows as much as one of 1,000 pixels does at another.
 * @param {number} zoom
 * @param {{ x: number, y: number }} size - of the map, pixels
 */
export function zoomFor(zoom, size) {
  return Math.max(zoom + Math.log2(Math.min(size.x, size.y * 1.6) / 1000), 0);
}

/**
 * Return the room that is kept free of marks around what is shown: on a small map the buttons are in a row above it.
 * @param {{ x: number, y: number }} size - of the map, pixels
 * @returns {{ paddingTopLeft: [number, number], paddingBottomRight: [number, number] }}
 */
export function margins(size) {
  return size.x <= 500
    ? { paddingTopLeft: [24, Math.min(72, size.y / 5)], paddingBottomRight: [24, 44] }
    : { paddingTopLeft: [70, 40], paddingBottomRight: [40, 56] };
}
