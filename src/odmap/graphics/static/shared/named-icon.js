/** A Leaflet icon whose name a screen reader speaks. */

/** @typedef {import("leaflet").DivIconOptions & { label: string }} NamedIconOptions */

/** @type {new (options: NamedIconOptions) => import("leaflet").DivIcon & { options: NamedIconOptions }} */
export const NamedIcon = L.DivIcon.extend({
  /** @this {import("leaflet").DivIcon & { options: NamedIconOptions }} @param {HTMLElement} [old] */
  createIcon(old) {
    const element = L.DivIcon.prototype.createIcon.call(this, old);
    element.setAttribute("aria-label", this.options.label);
    element.setAttribute("role", "button");
    return element;
  },
});
