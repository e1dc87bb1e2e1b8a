/** What folds stays as a visitor left it when the page is drawn anew; on a phone it is folded at first. */

let open = !window.matchMedia("(max-width: 640px)").matches;

/** Follow what folds, wherever the page draws it. */
export function followFolds() {
  /** @type {Element | null} */
  let known = null;
  const look = () => {
    const found = document.querySelector("details[data-od-fold]");
    if (!(found instanceof HTMLDetailsElement) || found === known) return;
    known = found;
    found.open = open;
    found.addEventListener("toggle", () => { open = found.open; });
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
}
