/* Runs first in every page, looks at each frame drawn, and notes when something came into sight, in its own frame or in the map's.
 * `start`, `title`, `click`: when navigation began, the title was seen, and the last click came;
 * `maps`: each change of what the map shows. Times are milliseconds since 1970.
 */
(function () {
  "use strict";
  if (window !== window.top) return;
  const now = function () { return performance.timeOrigin + performance.now(); };
  const notes = window.bench = { start: performance.timeOrigin, title: null, click: null, maps: [] };

  function inSight(view, element) {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0
      && box.left < view.innerWidth && box.top < view.innerHeight;
  }

  function titleInSight() {
    const title = document.querySelector("h1");
    return Boolean(title && title.textContent.trim() && inSight(window, title));
  }

  /** Both apps draw with Leaflet, and streamlit-folium keeps the map in `window.map`: count its markers there. */
  function mapInSight(view) {
    const map = view.map;
    const L = view.L;
    if (!map || !map.eachLayer || !L || !L.MarkerClusterGroup || view.innerHeight < 100) return null;
    let markers = 0;
    map.eachLayer(function (layer) {
      if (layer instanceof L.MarkerClusterGroup) markers += layer.getLayers().length;
    });
    const frame = view.document;
    return {
      markers: markers,
      inSight: Array.from(frame.querySelectorAll(".leaflet-marker-pane > *")).some(inSight.bind(null, view)),
      // odmap draws the land on a canvas and says so; the ordinary app draws a path for each country.
      land: frame.documentElement.dataset.land === "drawn" || frame.querySelectorAll("path").length > 100,
    };
  }

  const before = new WeakMap(); // what each frame showed when last looked at
  function look() {
    if (notes.title === null && titleInSight()) notes.title = now();
    document.querySelectorAll("iframe").forEach(function (frame) {
      const seen = frame.contentWindow && mapInSight(frame.contentWindow);
      const key = JSON.stringify(seen);
      if (seen && key !== before.get(frame)) notes.maps.push(Object.assign({ at: now() }, seen));
      before.set(frame, key);
    });
    requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
  window.addEventListener("click", function () { notes.click = now(); }, true);
})();
