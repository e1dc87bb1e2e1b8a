/** The list of what is in sight as a sheet over the map, where there is no room beside it. */

export class Sheet {
  /** Whether it is pulled up. It stays so when the page is drawn anew. */
  isOpen = false;
  /** @type {HTMLElement | null} */
  #list = null;

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
    document.addEventListener("keydown", ({ key, target }) => {
      if (key !== "Escape" || !this.isOpen || !(target instanceof Node) || !this.#list?.contains(target)) return;
      this.put(false);
    });
    document.addEventListener("click", ({ target }) => {
      if (!(target instanceof Element) || !this.#list?.contains(target)) return;
      if (target.closest(".od-sight-bar")) this.put(!this.isOpen);
      else if (target.closest(".od-sight-close")) this.put(false);
    });
  }

  /** @param {HTMLElement} list */
  follow(list) {
    this.#list = list;
    this.#write();
  }

  /** Tell whether the list can be seen: beside the map it always can. @param {HTMLElement} list */
  isShown(list) {
    return (list.querySelector(".od-sight-panel")?.clientHeight ?? 0) > 0;
  }

  #write() {
    this.#list?.classList.toggle("open", this.isOpen);
    this.#list?.querySelector(".od-sight-bar")?.setAttribute("aria-expanded", String(this.isOpen));
  }

  /** Pull it up or let it down; the focus goes to its entries, or back to the bar. @param {boolean} open */
  put(open) {
    this.isOpen = open;
    this.#write();
    this.onChange();
    /** @type {HTMLElement | null | undefined} */
    const next = this.#list?.querySelector(open ? ".od-sight-entries" : ".od-sight-bar");
    next?.focus({ preventScroll: true });
  }
}
