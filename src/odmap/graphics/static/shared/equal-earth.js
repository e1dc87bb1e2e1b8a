/** Equal Earth: the twin of `equal_earth` in geography/projections.py; tests/parity/ holds the two together. */

const [A, B, C, D] = [1.340264, -0.081106, 0.000893, 0.003796]; // Šavrič, Patterson and Jenny (2018)
const ROOT = Math.sqrt(3), RADIANS = Math.PI / 180;
const STEPS = 12; // of Newton's method, which is exact long before

/** @param {number} square - of the angle */
const height = (square) => A + square * B + square ** 3 * (C + square * D);
/** @param {number} square */
const stretch = (square) => A + square * 3 * B + square ** 3 * (7 * C + square * 9 * D);

/**
 * Return where a place is on a globe of radius 1, Greenwich in its middle.
 * @param {number} longitude - degrees
 * @param {number} latitude
 * @returns {[number, number]}
 */
export function equalEarth(longitude, latitude) {
  const angle = Math.asin((ROOT / 2) * Math.sin(latitude * RADIANS)), square = angle ** 2;
  return [(2 * ROOT * longitude * RADIANS * Math.cos(angle)) / (3 * stretch(square)), angle * height(square)];
}

/**
 * Return the longitude and latitude of a point of the plane; beside the globe, of the nearest that makes sense.
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]}
 */
export function fromEqualEarth(x, y) {
  const top = Math.asin(ROOT / 2);
  let angle = Math.max(-top, Math.min(top, y / A));
  for (let step = 0; step < STEPS; step += 1) {
    angle -= (angle * height(angle ** 2) - y) / stretch(angle ** 2);
    angle = Math.max(-top, Math.min(top, angle));
  }
  const longitude = (3 * x * stretch(angle ** 2)) / (2 * ROOT * Math.cos(angle)) / RADIANS;
  return [longitude, Math.asin(Math.max(-1, Math.min(1, (2 / ROOT) * Math.sin(angle)))) / RADIANS];
}
