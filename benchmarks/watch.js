/* Runs first in every page, looks at each frame drawn, and notes when something came into sight, in its own frame or in
 * the map's.
 * `start`, `title`, `page`, `click`: when navigation began, the title was seen, odmap's title, count and marks on a map
 * were seen, and the last click came; `shift`: the cumulative layout shift;
 * `maps`: each change of what the map shows; `watching`: whether it looks. Times are milliseconds since 1970.
 */
(function () {
  "use strict";
  if (window !== window.top) return;
  const now = function () { return performance.timeOrigin + performance.now(); };
  const notes = window.bench = {
    start: performance.timeOrigin, title: null, page: null, click: null, shift: 0, maps: [], watching: true,
  };
  new PerformanceObserver(function (list) {
    list.getEntries().forEach(function (entry) { if (!entry.hadRecentInput) notes.shift += entry.value; });
  }).observe({ type: "layout-shift", buffered: true });

  function inSight(view, element) {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0
      && box.left < view.innerWidth && box.top < view.innerHeight;
  }

  function titleInSight() {
    const title = document.querySelector("h1");
    return Boolean(title && title.textContent.trim() && inSight(window, title));
  }

  /** odmap's first answer, which its live page takes the place of. */
  function pageInSight() {
    const first = document.getElementById("od-first");
    const shows = function (one) { return one.getBoundingClientRect().width > 0; };
    return Boolean(first) && ["h1", ".od-count", ".od-opening [role=img] > :not(use)"].every(function (one) {
      return Array.from(first.querySelectorAll(one)).some(shows);
    });
  }

  /** odmap says how many organisations its map shows, which may be drawn as fewer rings. In the other two, Leaflet's
   *  own cluster layer knows; the number of its top cluster costs nothing to read. */
  function markersOf(view) {
    if (view.odmapWorld) return Number(view.document.documentElement.dataset.shown || 0);
    let markers = 0;
    view.map.eachLayer(function (layer) {
      if (!(layer instanceof view.L.MarkerClusterGroup)) return;
      markers += layer._topClusterLevel ? layer._topClusterLevel.getChildCount() : layer.getLayers().length;
    });
    return markers;
  }

  /** All apps draw with Leaflet and keep the map in `window.map`. */
  function mapInSight(view) {
    const L = view.L;
    if (!L || !L.MarkerClusterGroup || !(view.map instanceof L.Map) || view.innerHeight < 100) return null;
    const frame = view.document;
    return {
      markers: markersOf(view),
      inSight: Array.from(frame.querySelectorAll(".leaflet-marker-pane > *")).some(inSight.bind(null, view)),
      // odmap draws the land on a canvas and says so; the ordinary app draws a path for each country.
      land: frame.documentElement.dataset.land === "drawn" || frame.querySelectorAll("path").length > 100,
    };
  }

  const before = new WeakMap(); // what each frame showed when last looked at
  function lookAt(view) {
    if (!view || document.documentElement.dataset.odFirst === "") return; // what the first answer hides is not in sight
    const seen = mapInSight(view);
    const key = JSON.stringify(seen);
    if (seen && key !== before.get(view)) notes.maps.push(Object.assign({ at: now() }, seen));
    before.set(view, key);
  }
  function look() {
    if (!notes.watching) return;
    if (notes.title === null && titleInSight()) notes.title = now();
    if (notes.page === null && pageInSight()) notes.page = now();
    lookAt(window);
    document.querySelectorAll("iframe").forEach(function (frame) { lookAt(frame.contentWindow); });
    requestAnimationFrame(look);
  }
  /** Look, or rest: many pages are open at once, and those that rest must not keep the processor busy. */
  notes.watch = function (on) {
    const starts = on && !notes.watching;
    notes.watching = on;
    if (starts) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  window.addEventListener("click", function () { notes.click = now(); }, true);
})();
