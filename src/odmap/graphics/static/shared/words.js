/** Numbers in words, as wording.py writes them. */

/**
 * Return a number with its noun: "1 organisation", "1,204 organisations".
 * @param {number} number
 * @param {string} singular
 * @param {string} [plural]
 */
export function counted(number, singular, plural = `${singular}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? singular : plural}`;
}
