/** The live page takes the place of the first answer, without a jump, and with what the visitor had begun. */

const MAP_MAY_TAKE = 8000; // milliseconds after the live page: then it is shown without its map
const LOOK = 40, MAY_SETTLE = 2000; // milliseconds between two looks whether it still grows, and for all of them

/** Whether somebody is filling in a form of the first answer. */
function isBusy() {
  return Boolean(document.activeElement?.closest("#od-first form[data-od-first-filters]"));
}

/** Whether the filters are there, where the page has some. */
function hasFilters() {
  const one = "[data-od-filter-numbers], .od-parts-of-page, [data-od-no-filters]";
  return Boolean(document.querySelector(`#root :is(${one})`));
}

/**
 * Call once a part of the live page has stopped to grow: charts and filters come piece by piece.
 * @param {string} part - a selector
 * @param {() => void} act
 */
function whenSettled(part, act) {
  const begun = performance.now();
  let before = 0, same = 0;
  const look = () => {
    const it = document.querySelector(part), now = it?.scrollHeight ?? 0;
    same = now === before && !it?.querySelector('[data-testid="stSkeleton"]') ? same + 1 : 0;
    before = now;
    if (same || performance.now() - begun > MAY_SETTLE) act();
    else setTimeout(look, LOOK);
  };
  look();
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
    whenSettled(".stMain", () => (isBusy() ? whenLive(hasMap, act) : act()));
  };
  const later = () => setTimeout(look);
  document.addEventListener("focusout", later);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-drawn"] });
}

/** Call once the live filters are drawn. @param {() => void} act */
export function whenFilters(act) {
  const settle = () => whenSettled('[data-testid="stSidebarContent"]', () => (isBusy() ? whenFilters(act) : act()));
  if (hasFilters()) {
    settle();
    return;
  }
  const observer = new MutationObserver(() => {
    if (!hasFilters()) return;
    observer.disconnect();
    settle();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

/** @param {Element} old - what has the focus in the first answer */
function twinOf(old) {
  const live = document.querySelector(".stApp");
  if (old.id) return [...document.querySelectorAll(`#${CSS.escape(old.id)}`)].find((one) => live?.contains(one));
  const href = old.getAttribute("href");
  return href ? live?.querySelector(`a[href="${CSS.escape(href)}"]`) : null;
}

/** Show the live page where the visitor was; the filters stay until the live ones come. @param {HTMLElement} first */
export function giveWay(first) {
  const scrolled = first.scrollTop, focused = document.activeElement, main = document.querySelector(".stMain");
  const twin = focused && first.contains(focused) ? twinOf(focused) : null;
  delete document.documentElement.dataset.odFirst;
  first.dataset.odSide = "";
  first.scrollTop = 0; // where the filters begin
  if (twin instanceof HTMLInputElement && focused instanceof HTMLInputElement) {
    twin.value = focused.value;
    twin.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (main && scrolled) main.scrollTop = scrolled;
  if (twin instanceof HTMLElement) twin.focus({ preventScroll: true });
}

/** Leave nothing of the first answer. @param {HTMLElement} first */
export function leave(first) {
  delete document.documentElement.dataset.odLook;
  first.remove();
}
