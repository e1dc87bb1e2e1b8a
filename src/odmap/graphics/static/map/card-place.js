/** Where a card stands on the map: plain geometry, in pixels of the map. */

const SHEET_BELOW = 600; // a map narrower than this shows cards as sheets
const EDGE = 10;
const BUTTONS = 60; // the column of buttons at the left

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Room */
/** @typedef {{ x: number, y: number }} Point */

/**
 * Tell whether cards of a map of this size are sheets at its lower edge.
 * @param {Point} size
 */
export function isSheet(size) {
  return size.x < SHEET_BELOW;
}

/**
 * Return how high the content of a sheet may become: the map above it stays in sight.
 * @param {Point} size
 */
export function sheetHeight(size) {
  return Math.round(Math.max(size.y * 0.55, Math.min(200, size.y - 70)));
}

/**
 * Return the part of a map that cards may fill: beside the buttons, and above what stands at the lower edge.
 * @param {Point} size
 * @param {number} lower - how high the controls at the lower edge are
 * @returns {Room}
 */
export function roomFor(size, lower) {
  return { left: BUTTONS, top: EDGE, right: size.x - EDGE, bottom: size.y - lower - EDGE };
}

/** @param {number} value @param {number} least @param {number} most */
const within = (value, least, most) => Math.max(least, Math.min(value, most));

/**
 * Return the upper left corner of a card, and on which side of its mark it stands: where there is room for all of it
 * without covering the mark, or else where the most of it fits.
 * @param {Point} mark
 * @param {Point} card - its size
 * @param {Room} room
 * @param {number} around - between the middle of the mark and the card
 * @returns {Point & { side: "above" | "below" | "right" | "left" }}
 */
export function standing(mark, card, room, around) {
  const x = within(mark.x - card.x / 2, room.left, room.right - card.x);
  const y = within(mark.y - card.y / 2, room.top, room.bottom - card.y);
  const ways = /** @type {const} */ ([
    { side: "above", left: mark.y - around - room.top - card.y, x, y: mark.y - around - card.y },
    { side: "below", left: room.bottom - mark.y - around - card.y, x, y: mark.y + around },
    { side: "right", left: room.right - mark.x - around - card.x, x: mark.x + around, y },
    { side: "left", left: mark.x - around - room.left - card.x, x: mark.x - around - card.x, y },
  ]);
  const best = ways.find((way) => way.left >= 0) ?? ways.reduce((a, b) => (b.left > a.left ? b : a));
  return {
    side: best.side,
    x: Math.round(within(best.x, room.left, room.right - card.x)),
    y: Math.round(within(best.y, room.top, room.bottom - card.y)),
  };
}
