/** The drawing of a mark.
 *
 * @import { Settings } from "../shared/types"
 */

/**
 * Return a mark as SVG: the template of graphics/marks.py, filled in.
 * @param {string} template
 * @param {string} classes
 * @param {Settings["marks"][string]} drawing
 */
export function markDrawing(template, classes, drawing) {
  return template.replace("{classes}", classes).replace("{shape}", drawing.shape)
    .replace("{letter}", drawing.letter).replace("{baseline}", drawing.baseline);
}
