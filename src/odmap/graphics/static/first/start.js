/** Ask for the files of the live page. */

/** @param {() => void} act */
function afterPaint(act) {
  let done = false;
  const once = () => { if (!done) { done = true; act(); } };
  requestAnimationFrame(() => setTimeout(once)); // a frame later something has been painted
  setTimeout(once, 500); // no frame comes in a tab that nobody looks at
}

/** The query form of an address for people: what the live page understands. @param {string} wanted */
function showQuery(wanted) {
  if (!wanted) return;
  const address = new URL(wanted, document.baseURI);
  new URLSearchParams(location.search).forEach((value, name) => address.searchParams.append(name, value));
  document.querySelector("base")?.remove(); // every address on the page is read by now
  history.replaceState(history.state, "", `${address.pathname}${address.search}${location.hash}`);
}

/** Turn the files that the first answer only names into links and scripts. @param {HTMLElement} first */
export function startAfterPaint(first) {
  afterPaint(() => {
    const files = /** @type {{ rel: string, href: string }[]} */ (JSON.parse(first.dataset.odFiles ?? "[]"));
    const made = files.map(({ rel, href }) => {
      const element = rel === "module"
        ? Object.assign(document.createElement("script"), { type: "module", src: href })
        : Object.assign(document.createElement("link"), { rel, href });
      element.crossOrigin = rel === "stylesheet" ? null : "";
      return element;
    });
    showQuery(first.dataset.odLive ?? "");
    document.head.append(...made);
  });
}
