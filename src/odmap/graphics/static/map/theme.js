/** Light and dark: Streamlit's component library writes the theme into CSS variables of the frame. */

/**
 * Return which of the two a background is.
 * @param {string} colour - as CSS writes it: `#fbf8f3`; white if it is none
 */
export function modeOf(colour) {
  const value = parseInt(colour.slice(1, 7), 16) || 0xffffff;
  const light = (value >> 16) * 0.3 + (value >> 8 & 255) * 0.59 + (value & 255) * 0.11;
  return light < 128 ? "dark" : "light";
}

/**
 * Follow it; Streamlit sends a message with each change.
 * @param {() => void} onChange
 */
export function followTheme(onChange) {
  const root = document.documentElement;
  const apply = () => {
    const mode = modeOf(getComputedStyle(root).getPropertyValue("--background-color").trim());
    if (root.dataset.mode === mode) return;
    root.dataset.mode = mode;
    onChange();
  };
  window.addEventListener("message", () => setTimeout(apply, 0));
  apply();
}
