/** Light, dark or as the device says: what a visitor chose, kept in this browser only. */

const KEPT_AS = "odmapTheme";
const CHOICES = ["Light", "Dark"]; // in Streamlit's words; anything else is the device's choice

/** Return what was chosen; empty for what the device says, and where a browser keeps nothing. */
export function chosenTheme() {
  try {
    const chosen = localStorage.getItem(KEPT_AS) ?? "";
    return CHOICES.includes(chosen) ? chosen : "";
  } catch {
    return "";
  }
}

/**
 * Tell Streamlit what was chosen, before its script begins. It keeps one choice for each address, ours is for all.
 * @param {string} path - of the address
 */
export function tellStreamlit(path) {
  const chosen = chosenTheme(), key = `stActiveTheme-${path}-v2`;
  try {
    if (chosen) localStorage.setItem(key, JSON.stringify(chosen));
    else localStorage.removeItem(key);
  } catch { /* then the device's choice holds */ }
}

/**
 * Keep a choice.
 * @param {string} choice - empty for what the device says
 */
export function chooseTheme(choice) {
  try {
    if (CHOICES.includes(choice)) localStorage.setItem(KEPT_AS, choice);
    else localStorage.removeItem(KEPT_AS);
  } catch { /* a browser that keeps nothing: the device's choice holds */ }
}
