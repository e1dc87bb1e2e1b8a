/** An empty screen, as speakers know it: b or full stop for black, w or comma for white; the next key ends it. */

const root = document.documentElement;

export function isBlank() {
  return Boolean(root.dataset.blank);
}

/** @param {"black" | "white" | ""} colour - empty for the story */
export function blank(colour) {
  if (colour) root.dataset.blank = colour;
  else delete root.dataset.blank;
}
