/* Many organisations on the map: rings that say how many are where, and single marks only for the few in sight.
 *
 * Above some thousands, a marker for each would keep a browser busy for seconds. So places are numbers in plain arrays,
 * cells of a grid are counted anew for what is in sight, and a cell is drawn as the same ring as a cluster.
 */
(function () {
  "use strict";

  const CELL = 72; // pixels
  const FEW = 250; // so many in sight are drawn one by one
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const AROUND = 0.25; // of the map's size, beyond each edge

  /**
   * `table` is what world_map.py makes; `draw` has `ring(numbers, total, words)`, which gives an icon, and
   * `single(list)`, which draws single organisations. Returns `{show(members), refresh()}`.
   */
  window.odmapCrowd = function (map, table, draw) {
    const size = table.types.length;
    const x = new Float64Array(size), y = new Float64Array(size); // pixels of the world at zoom 0
    for (let i = 0; i < size; i++) {
      const sine = Math.sin(table.latitudes[i] * Math.PI / 180);
      x[i] = 256 * (table.longitudes[i] / 360 + 0.5);
      y[i] = 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
    }
    const rings = L.layerGroup().addTo(map);
    let drawn = new Map(); // cell to its marker
    let drawnAt = -1; // the zoom of these
    let members = [];

    /** "1,204 organisations in 12 countries: Japan 300, ..." */
    function words(numbers, total) {
      const ordered = Array.from(numbers).sort(function (a, b) { return b[1] - a[1]; });
      const named = ordered.slice(0, 4).map(function (pair) {
        return table.countries[pair[0]] + " " + pair[1].toLocaleString("en");
      });
      const rest = ordered.length - named.length;
      const of = total.toLocaleString("en") + (total === 1 ? " organisation" : " organisations");
      if (ordered.length === 1) return of + ", " + table.countries[ordered[0][0]];
      return of + " in " + ordered.length + " countries: " + named.join(", ")
        + (rest ? " and " + rest + " more " + (rest === 1 ? "country" : "countries") : "");
    }

    /** Count the cells that the map shows, and those just beyond its edges; each cell whole, so that panning changes none. */
    function count() {
      const scale = Math.pow(2, map.getZoom());
      const view = map.getPixelBounds(), room = map.getSize();
      const west = Math.floor((view.min.x - AROUND * room.x) / CELL), east = Math.floor((view.max.x + AROUND * room.x) / CELL);
      const north = Math.floor((view.min.y - AROUND * room.y) / CELL), south = Math.floor((view.max.y + AROUND * room.y) / CELL);
      const cells = new Map();
      const inside = [];
      for (let n = 0; n < members.length; n++) {
        const i = members[n];
        const column = Math.floor(x[i] * scale / CELL), row = Math.floor(y[i] * scale / CELL);
        if (column < west || column > east || row < north || row > south) continue;
        if (inside.length <= FEW) inside.push(i);
        const key = column * 4194304 + row;
        let cell = cells.get(key);
        if (!cell) {
          cell = { total: 0, x: 0, y: 0, types: new Array(table.kinds).fill(0), countries: new Map(), box: [90, 180, -90, -180] };
          cells.set(key, cell);
        }
        cell.total++;
        cell.x += x[i];
        cell.y += y[i];
        cell.types[table.types[i]]++;
        cell.countries.set(table.country[i], (cell.countries.get(table.country[i]) || 0) + 1);
        const box = cell.box, latitude = table.latitudes[i], longitude = table.longitudes[i];
        if (latitude < box[0]) box[0] = latitude;
        if (longitude < box[1]) box[1] = longitude;
        if (latitude > box[2]) box[2] = latitude;
        if (longitude > box[3]) box[3] = longitude;
      }
      return { cells: cells, inside: inside };
    }

    function ring(cell) {
      const name = words(cell.countries, cell.total);
      const centre = map.unproject(L.point(cell.x / cell.total, cell.y / cell.total), 0);
      const marker = L.marker(centre, { icon: draw.ring(cell.types, cell.total, name + ". Press Enter to come nearer."), title: name });
      marker.on("click keypress", function (event) {
        if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
        const bounds = L.latLngBounds([cell.box[0], cell.box[1]], [cell.box[2], cell.box[3]]);
        if (map.getZoom() >= map.getMaxZoom() || bounds.getNorthEast().equals(bounds.getSouthWest())) {
          const text = document.createElement("p");
          text.textContent = name + ", at one and the same place: as exactly as it is known. The list below the map names each.";
          marker.unbindPopup().bindPopup(text).openPopup();
          return;
        }
        map.fitBounds(bounds, {
          maxZoom: Math.min(map.getZoom() + 3, map.getMaxZoom()), padding: [40, 40], animate: !STILL,
        });
      });
      return marker;
    }

    function refresh() {
      if (!members.length) {
        rings.clearLayers();
        drawn = new Map();
        return draw.single([]);
      }
      const found = count();
      const few = found.inside.length <= FEW;
      draw.single(few ? found.inside : []);
      if (few || drawnAt !== map.getZoom()) {
        rings.clearLayers();
        drawn = new Map();
      }
      drawnAt = map.getZoom();
      if (few) return;
      drawn.forEach(function (marker, key) {
        if (found.cells.has(key)) return;
        rings.removeLayer(marker);
        drawn.delete(key);
      });
      found.cells.forEach(function (cell, key) {
        if (drawn.has(key)) return;
        const marker = ring(cell);
        drawn.set(key, marker);
        rings.addLayer(marker);
      });
    }

    map.on("moveend", refresh);
    return {
      show: function (list) {
        members = list;
        drawnAt = -1; // the same cells hold others now
        refresh();
      },
      bounds: function (list) {
        const box = [90, 180, -90, -180];
        list.forEach(function (i) {
          box[0] = Math.min(box[0], table.latitudes[i]);
          box[1] = Math.min(box[1], table.longitudes[i]);
          box[2] = Math.max(box[2], table.latitudes[i]);
          box[3] = Math.max(box[3], table.longitudes[i]);
        });
        return L.latLngBounds([box[0], box[1]], [box[2], box[3]]);
      },
    };
  };
})();
