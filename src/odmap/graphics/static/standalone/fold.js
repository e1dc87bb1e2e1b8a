/** What is left of a text when accents, case and the like do not count: the twin of `fold` in geography/place_names.py.
 *
 * tests/parity/ holds the two together over every character of Unicode.
 */

/** Letters that Unicode does not decompose into a base letter and an accent. @type {Record<string, string>} */
const PLAIN = { ı: "i", ø: "o", đ: "d", ð: "d", ł: "l", æ: "ae", œ: "oe", þ: "th", ħ: "h", "&": " and " };
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");
/** Apostrophes, quotes, full stops and lone surrogates. */
const SILENT = /[.'`\u00b4\u2018\u2019\u201c\u201d\u02bb\u02bc\u2032"]|\p{Cs}/gu;
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // as Python has it
/** Spaces, hyphens and dashes, slashes, middle dots and the equals sign of Japanese transcriptions. */
const SEPARATORS = new RegExp(`[${SPACE}_\\-\\u2010-\\u2015/\\u00b7\\u30fb=\\uff1d]+`, "g");
const ENDS = /^ | $/g;
const SAINT = /(^|[^\p{L}\p{N}])ste?(?= )/gu;
// eslint-disable-next-line no-control-regex -- it is these that the other characters are told from
const ASCII = /^[\x00-\x7f]*$/;

const LOWEST = "\u0334", USUAL = "\u0301"; // marks of the combining classes 1 and 230

/**
 * Tell whether a mark has a combining class, as `unicodedata.combining` does: JavaScript has no name for it, but
 * normalising puts two marks into the order of their classes, and leaves those without one where they are.
 * @param {string} mark
 */
function combines(mark) {
  return (mark + LOWEST).normalize("NFD") === LOWEST + mark || (USUAL + mark).normalize("NFD") === mark + USUAL;
}

/** @type {Map<string, boolean>} */
const known = new Map();

/** @param {string} mark */
function withoutAccent(mark) {
  const accent = known.get(mark) ?? combines(mark);
  known.set(mark, accent);
  return accent ? "" : mark;
}

/**
 * Fold case fully, as Unicode has it: "ß" and "SS" become "ss", every sigma the same, and Cherokee its capitals.
 * @param {string} text
 */
function foldCase(text) {
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ")
    .replace(/\p{Script=Cherokee}+/gu, (letters) => letters.toUpperCase());
}

/** @param {string} text */
function finish(text) {
  return text.replace(SILENT, "").normalize("NFC").replace(SEPARATORS, " ").replace(ENDS, "").replace(SAINT, "$1saint");
}

/** @param {string} text */
const plain = (text) => text.replace(NOT_PLAIN, (letter) => PLAIN[letter]);

/** @param {string} text */
function foldOnce(text) {
  if (ASCII.test(text)) return finish(plain(text.toLowerCase()));
  return finish(plain(foldCase(foldCase(text).normalize("NFKD").replace(/\p{M}/gu, withoutAccent))));
}

/**
 * Reduce a text to the form in which texts are compared. Folding it again changes nothing.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  const folded = foldOnce(text), again = foldOnce(folded);
  return again === folded ? folded : fold(again);
}
