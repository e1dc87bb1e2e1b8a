/** A button that brings everything on show back into sight. */

const DRAWING = '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path fill="none" '
  + 'stroke="currentColor" stroke-width="1.7" d="M9.5 2.5h4v4m0-4-11 11m0-4v4h4"/></svg>';

/**
 * Put it onto the map.
 * @param {import("leaflet").Map} map
 * @param {() => void} onClick
 */
export function addFitButton(map, onClick) {
  const control = new L.Control({ position: "topleft" });
  control.onAdd = () => {
    const bar = L.DomUtil.create("div", "leaflet-bar");
    const button = L.DomUtil.create("button", "fit-button", bar);
    button.type = "button";
    button.innerHTML = DRAWING; // eslint-disable-line no-restricted-properties -- a constant
    button.title = "Show all";
    button.setAttribute("aria-label", "Show all organisations on the map");
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.on(button, "click", onClick);
    return bar;
  };
  control.addTo(map);
}
