/** Rings move aside until none covers another, a mark, or a button: plain geometry, in pixels of the map. */

const STEPS = 80;
const FARTHEST = 44; // that a ring may move: as the still map, it stays about where it belongs
const GAP = 1;

/**
 * Something round: its middle and radius. What is fixed, a mark of one organisation, does not move.
 * @typedef {{ x: number, y: number, radius: number, fixed?: boolean }} Disc
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 */

/**
 * Push two discs away from each other, a fixed one not at all.
 * @param {Disc} one
 * @param {Disc} other
 */
function part(one, other) {
  if (one.fixed && other.fixed) return false;
  const dx = other.x - one.x || 0.01, dy = other.y - one.y, between = Math.hypot(dx, dy);
  const short = one.radius + other.radius + GAP - between;
  if (short <= 0) return false;
  const share = one.fixed || other.fixed ? short : short / 2;
  for (const [disc, way] of /** @type {[Disc, number][]} */ ([[one, -1], [other, 1]])) {
    if (disc.fixed) continue;
    disc.x += way * share * dx / between;
    disc.y += way * share * dy / between;
  }
  return true;
}

/**
 * Push a disc out of a box, by the shortest way that leads into the map.
 * @param {Disc} disc
 * @param {Box} box
 */
function leave(disc, { left, top, right, bottom }) {
  if (disc.fixed) return false;
  const x = Math.max(left, Math.min(disc.x, right)), y = Math.max(top, Math.min(disc.y, bottom));
  if (Math.hypot(disc.x - x, disc.y - y) >= disc.radius + GAP) return false;
  const toRight = right + disc.radius + GAP - disc.x, down = bottom + disc.radius + GAP - disc.y;
  const up = disc.y - top + disc.radius + GAP;
  if (up < down && up < toRight && top > disc.radius) disc.y -= up;
  else if (down < toRight) disc.y += down;
  else disc.x += toRight;
  return true;
}

/** @param {Disc} disc @param {Disc} home */
function hold(disc, home) {
  const far = Math.hypot(disc.x - home.x, disc.y - home.y);
  if (far <= FARTHEST) return;
  disc.x = home.x + (disc.x - home.x) * FARTHEST / far;
  disc.y = home.y + (disc.y - home.y) * FARTHEST / far;
}

/**
 * Return where discs stand so that none covers another, nor lies under a box; as far as that is near enough.
 * @param {Disc[]} discs
 * @param {Box[]} boxes
 * @returns {Disc[]}
 */
export function apart(discs, boxes) {
  const moved = discs.map((disc) => ({ ...disc }));
  for (let step = 0; step < STEPS; step++) {
    let any = false;
    for (let one = 0; one < moved.length; one++) {
      for (let other = one + 1; other < moved.length; other++) any = part(moved[one], moved[other]) || any;
      for (const box of boxes) any = leave(moved[one], box) || any;
    }
    moved.forEach((disc, place) => hold(disc, discs[place]));
    if (!any) break;
  }
  return moved;
}
