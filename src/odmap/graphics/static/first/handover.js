/** The live page takes the place of the first answer, without a jump, and with what the visitor had begun. */

const MAP_MAY_TAKE = 8000; // milliseconds after the live page: then it is shown without its map

/** Whether somebody is filling in a form of the first answer. */
function isBusy() {
  return Boolean(document.activeElement?.closest("#od-first form[data-od-first-filters]"));
}

/**
 * Call once the live page is drawn.
 * @param {boolean} hasMap - whether its map has to be drawn, too
 * @param {() => void} act
 */
export function whenLive(hasMap, act) {
  let timer = 0;
  const look = () => {
    if (!document.querySelector("#root .od-footer") || isBusy()) return;
    const waits = hasMap && !document.querySelector(".st-key-map[data-drawn]");
    if (waits) timer ||= window.setTimeout(finish, MAP_MAY_TAKE);
    else finish();
  };
  const observer = new MutationObserver(look);
  const finish = () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("focusout", later);
    act();
  };
  const later = () => setTimeout(look);
  document.addEventListener("focusout", later);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-drawn"] });
}

/** @param {Element} old - what has the focus in the first answer */
function twinOf(old) {
  const live = document.querySelector(".stApp");
  if (old.id) return [...document.querySelectorAll(`#${CSS.escape(old.id)}`)].find((one) => live?.contains(one));
  const href = old.getAttribute("href");
  return href ? live?.querySelector(`a[href="${CSS.escape(href)}"]`) : null;
}

/** Show the live page where the visitor was. @param {HTMLElement} first */
export function giveWay(first) {
  const scrolled = first.scrollTop, focused = document.activeElement, main = document.querySelector(".stMain");
  const twin = focused && first.contains(focused) ? twinOf(focused) : null;
  delete document.documentElement.dataset.odFirst;
  delete document.documentElement.dataset.odLook;
  if (twin instanceof HTMLInputElement && focused instanceof HTMLInputElement) {
    twin.value = focused.value;
    twin.dispatchEvent(new Event("input", { bubbles: true }));
  }
  first.remove();
  if (main && scrolled) main.scrollTop = scrolled;
  if (twin instanceof HTMLElement) twin.focus({ preventScroll: true });
}
