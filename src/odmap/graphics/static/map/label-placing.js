/** Where labels of the map go, so that none touches a mark, a control or another label: plain numbers, no map.
 *
 * Greedy, by rank: a label takes the first of its places that is free, and a later one that finds none is left out.
 */

const BESIDE = 3; // pixels between a town's dot and its name
const CLEAR = 2; // between a label and what it must not touch
const SUBURBS = 48; // so wide is the square around a town in which another is likely to be a part of it
const APART = { x: 6, y: 2 }; // between two labels

/** A rectangle, pixels. @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

/**
 * A label that wants to be placed; pixels from the map's upper left corner.
 * @typedef {object} Wanted
 * @property {number} x - of the place that it names
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {number} dot - how wide the dot of a town is; 0 for a name that stands on its place
 * @property {number} reach - how far from its place it may be moved if a mark is there
 */

/**
 * A label with its place.
 * @template {Wanted} T
 * @typedef {{ label: T, box: Box, dotted: boolean }} Placed
 */

/**
 * Tell whether two rectangles touch, or come nearer than a gap.
 * @param {Box} one
 * @param {Box} other
 * @param {{ x: number, y: number }} gap
 */
export function touch(one, other, gap) {
  return one.left < other.right + gap.x && other.left < one.right + gap.x
    && one.top < other.bottom + gap.y && other.top < one.bottom + gap.y;
}

/**
 * Return the rectangle around a point.
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
export function around(x, y, width, height) {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}

/**
 * Return the four places right, below, above and left of a rectangle.
 * @param {Box} box
 * @param {Wanted} label
 * @param {number} gap
 * @returns {Box[]}
 */
function besideBox(box, { x, y, width, height }, gap) {
  const middle = (/** @type {number} */ at, /** @type {number} */ low, /** @type {number} */ high) => (
    Math.min(Math.max(at, low), high));
  const across = middle(x, box.left, box.right), down = middle(y, box.top, box.bottom);
  return [
    around(box.right + gap + width / 2, down, width, height),
    around(across, box.bottom + gap + height / 2, width, height),
    around(across, box.top - gap - height / 2, width, height),
    around(box.left - gap - width / 2, down, width, height),
  ];
}

/** @param {Box} box @param {Wanted} label */
function distance(box, { x, y }) {
  return Math.max(box.left - x, x - box.right, box.top - y, y - box.bottom, 0);
}

/**
 * Return where a label may go, the best place first: at its place, or beside the mark that covers it.
 * @param {Wanted} label
 * @param {Box[]} covering - the obstacles on its place
 * @returns {Box[]}
 */
function placesOf(label, covering) {
  const { x, y, width, height, dot, reach } = label;
  const own = dot ? besideBox(around(x, y, dot, dot), label, BESIDE) : [around(x, y, width, height)];
  const moved = covering.flatMap((box) => besideBox(box, label, CLEAR + 1));
  return [...(covering.length && dot ? [] : own), ...moved.filter((box) => distance(box, label) <= reach)];
}

const NONE = { x: 0, y: 0 };
const DOT = { x: 3, y: 1 };

/** @param {Box} one @param {Box} other @returns {Box} */
function both(one, other) {
  return {
    left: Math.min(one.left, other.left), top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right), bottom: Math.max(one.bottom, other.bottom),
  };
}

/** @param {Box} dot @param {Box[]} taken @param {Box[]} covers */
function isHidden(dot, taken, covers) {
  return taken.some((box) => touch(box, dot, DOT)) || covers.some((box) => touch(box, dot, NONE));
}

/** @param {Box} box @param {Box} view */
function isCut(box, view) {
  const inside = box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
  return !inside && touch(box, view, NONE);
}

/**
 * Place as many labels as fit.
 * @template {Wanted} T
 * @param {T[]} labels - in the order of their rank
 * @param {Box[]} marks - marks and clusters: what is under one is named beside it
 * @param {Box[]} covers - popups, controls: what is under one is not named
 * @param {Box} view - what is seen of the map; no label is cut by its edge
 * @returns {Placed<T>[]}
 */
export function place(labels, marks, covers, view) {
  const obstacles = [...marks, ...covers];
  /** @type {Box[]} */
  const taken = [];
  /** Around towns without room for their names, where no lesser one stands in for them. @type {Box[]} */
  const silent = [];
  /** @type {Placed<T>[]} */
  const placed = [];
  for (const label of labels) {
    const point = around(label.x, label.y, label.dot || 2, label.dot || 2);
    if (label.dot && isHidden(point, taken, [...silent, ...covers])) continue;
    const covered = label.dot ? point : around(label.x, label.y, label.width, label.height);
    const covering = marks.filter((box) => touch(box, covered, NONE));
    const box = placesOf(label, covering).find((each) => !isCut(label.dot ? both(each, point) : each, view)
      && !obstacles.some((other) => touch(each, other, { x: CLEAR, y: CLEAR }))
      && !taken.some((other) => touch(each, other, APART)));
    if (!box) {
      if (label.dot) silent.push(around(label.x, label.y, SUBURBS, SUBURBS));
      continue;
    }
    const dotted = label.dot > 0 && !covering.length;
    taken.push(box, ...(dotted ? [point] : []));
    placed.push({ label, box, dotted });
  }
  return placed;
}
