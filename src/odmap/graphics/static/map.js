/* The world map inside streamlit-folium's frame.
 *
 * What never changes (base map, all organisations) is fetched once from this server and kept by the browser;
 * a change of filter only sends which organisations to show. See world_map.py for the Python half.
 */
(function () {
  "use strict";

  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const CLOSEST = { country: 4.5, region: 6.5, locality: 8 };
  const NEAR = { country: 4, region: 5.5, locality: 6 };
  const MANY = 3000; // above so many, places are counted by crowd.js instead of drawn one by one
  const FLIGHT = 1.4; // seconds from one place of the story to the next
  /* A file that stands alone has no server and no page around it, and keeps no place in its address. */
  const ALONE = document.documentElement.dataset.alone === "yes";
  const EMBEDDED = !ALONE && new URL(window.parent.location.href).searchParams.get("embed") === "true";

  /* The address of the page around the frame. It says which organisations show, and where the map was left. */
  function placeInAddress() {
    if (ALONE) return null;
    const text = new URL(window.parent.location.href).searchParams.get("map") || "";
    const numbers = text.split(",").map(Number);
    const good = /^-?\d{1,2}(\.\d{1,6})?,-?\d{1,3}(\.\d{1,6})?,\d{1,2}(\.\d{1,3})?$/.test(text)
      && Math.abs(numbers[0]) <= 85 && Math.abs(numbers[1]) <= 180 && numbers[2] <= 10;
    return good ? { text: text, latitude: numbers[0], longitude: numbers[1], zoom: numbers[2] } : null;
  }

  /** Write where the map was left, once it rests: WebKit throws an error after 100 changes in 10 seconds. */
  let writing = 0;
  function writePlace(text) {
    if (ALONE) return;
    const from = window.parent.location.href;
    clearTimeout(writing);
    writing = setTimeout(function attempt() {
      if (window.parent.location.href !== from) return; // the visitor has gone on
      try {
        writeAtOnce(text);
      } catch {
        writing = setTimeout(attempt, 2000);
      }
    }, 200);
  }

  function writeAtOnce(text) {
    const address = new URL(window.parent.location.href);
    address.searchParams.delete("map");
    const rest = address.searchParams.toString();
    const place = text ? (rest ? "&" : "") + "map=" + text : "";
    window.parent.history.replaceState(
      window.parent.history.state, "", address.pathname + (rest || place ? "?" : "") + rest + place + address.hash);
    window.parent.dispatchEvent(new window.parent.Event("odmap-moved"));
  }

  /** The address of an organisation's details, with the filters of the page kept. */
  function addressOf(organisation) {
    if (ALONE || !window.parent.odmapPage) return null;
    const address = new URL(window.parent.location.href);
    address.searchParams.delete("map");
    address.searchParams.set("organisation", organisation);
    return address.href;
  }

  /** Read JSON from this server, or take it as it is where it came along, as in a file that needs no server.
   *  The map says if that fails, so that a blank is never silent. */
  function fetchJson(url) {
    if (typeof url !== "string") return Promise.resolve(url);
    return fetch(url).then(function (response) {
      if (!response.ok) throw new Error(url + ": " + response.status);
      return response.json();
    });
  }

  /** Turn a quantised TopoJSON object into GeoJSON features (TopoJSON specification, section 2.1.4). */
  function topoFeatures(topology, name) {
    const scale = topology.transform.scale;
    const shift = topology.transform.translate;
    const arcs = topology.arcs.map(function (arc) {
      let x = 0, y = 0;
      return arc.map(function (step) {
        x += step[0];
        y += step[1];
        return [x * scale[0] + shift[0], y * scale[1] + shift[1]];
      });
    });
    function ring(indices) {
      const points = [];
      indices.forEach(function (index) {
        const arc = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
        for (let i = points.length ? 1 : 0; i < arc.length; i++) points.push(arc[i]);
      });
      return points;
    }
    return topology.objects[name].geometries.filter(function (g) { return g.type; }).map(function (g) {
      const coordinates = g.type === "Polygon" ? g.arcs.map(ring)
        : g.arcs.map(function (polygon) { return polygon.map(ring); });
      return { type: "Feature", properties: g.properties, geometry: { type: g.type, coordinates: coordinates } };
    });
  }

  /** "8 organisations, United Kingdom", or the countries with the most, in words. */
  function clusterLabel(markers, countries) {
    const counts = new Map();
    markers.forEach(function (marker) {
      const name = countries[marker.od.country];
      counts.set(name, (counts.get(name) || 0) + 1);
    });
    const total = markers.length.toLocaleString("en") + " organisations";
    if (counts.size === 1) return total + ", " + counts.keys().next().value;
    const ordered = Array.from(counts).sort(function (a, b) { return b[1] - a[1]; });
    const named = ordered.slice(0, 4).map(function (pair) { return pair[0] + " " + pair[1]; });
    const rest = ordered.length - named.length;
    return total + " in " + counts.size + " countries: " + named.join(", ")
      + (rest ? " and " + rest + " more " + (rest === 1 ? "country" : "countries") : "");
  }

  /** How wide the ring of so many is, pixels. */
  function ringSize(total) {
    return Math.min(62, 38 + 7 * Math.log10(total) * 1.4);
  }

  /** A ring whose parts show how many of each type it holds; the number stands inside. */
  function ringDrawing(counts, total, types, size) {
    const round = 2 * Math.PI * 15;
    let start = 0;
    const parts = counts.map(function (count, type) {
      if (!count) return "";
      const length = count / total * round;
      const part = '<circle class="t-' + types[type] + '" cx="20" cy="20" r="15" stroke-dasharray="'
        + length.toFixed(2) + " " + (round - length).toFixed(2) + '" stroke-dashoffset="' + (-start).toFixed(2) + '"/>';
      start += length;
      return part;
    });
    return '<svg class="cluster" viewBox="0 0 40 40" width="' + size + '" height="' + size
      + '" aria-hidden="true"><circle class="disc" cx="20" cy="20" r="18"/>' + parts.join("")
      + '<text x="20" y="24.5">' + (total > 999 ? Math.round(total / 1000) + "k" : total)
      + "</text></svg>";
  }

  /** A Leaflet icon whose name a screen reader speaks. */
  const NamedIcon = L.DivIcon.extend({
    createIcon: function (old) {
      const element = L.DivIcon.prototype.createIcon.call(this, old);
      element.setAttribute("aria-label", this.options.label);
      element.setAttribute("role", "button");
      return element;
    },
  });

  /** Follow Streamlit's light and dark: its component library writes the theme into CSS variables. */
  function followTheme(onChange) {
    const root = document.documentElement;
    function apply() {
      const colour = getComputedStyle(root).getPropertyValue("--background-color").trim();
      const value = parseInt(colour.slice(1, 7), 16) || 0xffffff;
      const light = (value >> 16) * 0.3 + (value >> 8 & 255) * 0.59 + (value & 255) * 0.11;
      const mode = light < 128 ? "dark" : "light";
      if (root.dataset.mode === mode) return;
      root.dataset.mode = mode;
      onChange();
    }
    window.addEventListener("message", function () { setTimeout(apply, 0); });
    apply();
  }

  /** Draw land and borders on a canvas below everything, and country names where there is room. */
  function baseMap(map, urls) {
    const colour = function (name) {
      return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    };
    let shade = null; // what a measure says of each country: {classes, of: {code: [class, words]}, rest}

    /** Fine slanted lines on the colour of land: for what is not known, and never a colour of the scale. */
    function hatching() {
      const tile = document.createElement("canvas");
      tile.width = tile.height = 8;
      const pen = tile.getContext("2d");
      pen.fillStyle = colour("--od-land");
      pen.fillRect(0, 0, 8, 8);
      pen.strokeStyle = colour("--od-border");
      pen.lineWidth = 1.2;
      [-8, 0, 8].forEach(function (x) { pen.moveTo(x, 8); pen.lineTo(x + 8, 0); });
      pen.stroke();
      return pen.createPattern(tile, "repeat");
    }
    let hatched = null;
    const style = function (feature) {
      const found = shade && shade.of[feature.properties.iso2];
      const kind = found ? shade.classes[found[0]] : shade && shade.rest;
      const fill = !kind ? colour("--od-land") : kind === "hatch" ? hatched : colour("--od-" + kind);
      return { fillColor: fill, fillOpacity: 1, color: colour("--od-border"), weight: kind === "unsure" ? 1.6 : 0.8 };
    };
    /* What the colour of a country says, in words: on hovering, and on a click or a tap. */
    function speak(feature, each) {
      each.options.interactive = !!shade;
      each.unbindTooltip().unbindPopup();
      const found = shade && shade.of[feature.properties.iso2];
      if (!found) return;
      const words = document.createElement("p");
      words.className = "country-words";
      words.textContent = found[1];
      each.bindTooltip(found[1], { sticky: true, className: "country-tip" }).bindPopup(words, { minWidth: 160 });
    }
    const land = map.createPane("land");
    land.style.zIndex = 200;
    land.style.pointerEvents = "none";
    const names = map.createPane("names");
    names.style.zIndex = 250;
    names.style.pointerEvents = "none";
    names.setAttribute("aria-hidden", "true");
    const layer = L.geoJSON(null, {
      renderer: L.canvas({ pane: "land", padding: 0.6 }), pane: "land", interactive: false, style: style,
      onEachFeature: speak,
    }).addTo(map);
    const labels = L.layerGroup().addTo(map);
    let places = [];

    function drawNames() {
      labels.clearLayers();
      const zoom = map.getZoom();
      const bounds = map.getBounds();
      const taken = [];
      places.forEach(function (place) {
        if (zoom < Math.max(place.ml, 3) || !bounds.contains([place.ly, place.lx])) return;
        const point = map.latLngToLayerPoint([place.ly, place.lx]);
        const half = place.name.length * 3.6 + 6;
        const free = taken.every(function (other) {
          return Math.abs(other.y - point.y) > 18 || Math.abs(other.x - point.x) > half + other.half;
        });
        if (!free) return;
        taken.push({ x: point.x, y: point.y, half: half });
        const text = document.createElement("span");
        text.textContent = place.name;
        const icon = L.divIcon({ className: "country-name", html: text, iconSize: [0, 0] });
        L.marker([place.ly, place.lx], { icon: icon, pane: "names", interactive: false, keyboard: false })
          .addTo(labels);
      });
    }

    /* From afar a coarse outline will do; the fine one and the names come when a visitor looks closer. */
    let fine = null;
    function lookCloser() {
      if (map.getZoom() < 3) return drawNames();
      if (!fine) {
        fine = fetchJson(urls.detail).then(function (topology) {
          const features = topoFeatures(topology, "countries");
          layer.clearLayers();
          layer.addData(features);
          places = features.map(function (feature) { return feature.properties; })
            .filter(function (p) { return p.name && p.lx !== undefined; })
            .sort(function (a, b) { return a.ml - b.ml; });
        });
      }
      return fine.then(drawNames);
    }

    const ready = fetchJson(urls.overview).then(function (topology) {
      if (!places.length) layer.addData(topoFeatures(topology, "countries"));
      document.documentElement.dataset.land = "drawn";
      map.on("moveend", lookCloser);
      setTimeout(lookCloser, 0);
    });
    function restyle() {
      hatched = hatching();
      layer.setStyle(style);
    }
    function measure(given) {
      if (!given && !shade) return;
      shade = given || null;
      land.style.pointerEvents = shade ? "auto" : "none";
      restyle();
      layer.eachLayer(function (each) { speak(each.feature, each); });
      document.documentElement.dataset.measure = shade ? shade.name : "";
    }
    return { ready: ready, restyle: restyle, measure: measure };
  }

  /** The organisations: markers that cluster and spread, each with a card that this server renders. */
  function organisations(map, settings, table) {
    const types = settings.types;
    const size = table.types.length;
    const ids = table.ids || [], labels = table.labels || []; // of many, only those in sight are known
    let chosen = null; // the marker of the organisation whose details are open

    function exactness(index) { return table.exact[table.precisions[index]]; }

    /** See to it that ids and labels of some organisations are known. */
    function names(list) {
      const missing = list.filter(function (index) { return ids[index] === undefined; });
      if (!missing.length) return Promise.resolve();
      return fetchJson(settings.names + missing.join(",")).then(function (found) {
        missing.forEach(function (index, place) {
          ids[index] = found.ids[place];
          labels[index] = found.labels[place];
        });
      });
    }

    const group = L.markerClusterGroup({
      animate: !STILL,
      maxClusterRadius: 42,
      showCoverageOnHover: false,
      spiderLegPolylineOptions: { className: "leg", weight: 1.2, opacity: 0.7 },
      iconCreateFunction: function (cluster) {
        const markers = cluster.getAllChildMarkers();
        const wide = ringSize(markers.length);
        const counts = types.map(function () { return 0; });
        markers.forEach(function (marker) { counts[marker.od.type]++; });
        const holdsChosen = chosen !== null && markers.indexOf(chosen) >= 0;
        return new NamedIcon({
          className: "cluster-icon" + (holdsChosen ? " chosen" : ""),
          html: ringDrawing(counts, markers.length, types, wide),
          iconSize: [wide, wide],
          label: clusterLabel(markers, table.countries)
            + (holdsChosen ? ". Among them the chosen one, " + labels[chosen.od.index] : "") + ". Press Enter to open.",
        });
      },
    });

    /** Read an organisation's card: from this server, or from the page around the map where that has them all. */
    function readCard(id) {
      if (window.odmapCard) return Promise.resolve(window.odmapCard(id));
      return fetch(settings.card + encodeURIComponent(id)).then(function (response) {
        if (!response.ok) throw new Error(String(response.status));
        return response.text();
      });
    }

    /** Put a marker's card into its popup; it is fetched when first opened and kept. */
    function fillCard(popup, marker, box) {
      const room = map.getSize();
      popup.options.maxWidth = Math.min(330, room.x - 50);
      popup.options.maxHeight = Math.min(340, room.y - 110);
      if (box.dataset.asked) return box;
      box.dataset.asked = "yes";
      box.className = "card-box";
      box.setAttribute("role", "dialog");
      box.setAttribute("aria-label", labels[marker.od.index]);
      box.tabIndex = -1;
      box.textContent = "Opening…";
      readCard(marker.od.id).then(function (html) {
        box.innerHTML = html;
      }).catch(function () {
        delete box.dataset.asked;
        box.textContent = labels[marker.od.index]
          + ". The card could not be loaded; the list below the map says the same.";
      }).finally(function () {
        if (!popup.isOpen()) return;
        const focused = box === document.activeElement;
        popup.update();
        if (focused) box.focus();
      });
      return box;
    }

    const markers = new Map(); // made when first shown
    function markerAt(index) {
      if (!markers.has(index)) markers.set(index, makeMarker(index));
      return markers.get(index);
    }

    function makeMarker(index) {
      const type = table.types[index];
      const kind = settings.marks[types[type]];
      const html = settings.template.replace("{classes}", table.classes[table.looks[index]]).replace("{shape}", kind.shape)
        .replace("{letter}", kind.letter).replace("{baseline}", kind.baseline);
      const marker = L.marker([table.latitudes[index], table.longitudes[index]], {
        icon: new NamedIcon({
          className: "mark-icon", html: html, iconSize: [34, 34], popupAnchor: [0, -12],
          label: labels[index],
        }),
        riseOnHover: true,
        title: labels[index],
      });
      marker.od = { id: ids[index], index: index, type: type, country: table.country[index] };
      const popup = L.popup({ minWidth: 200, autoPanPadding: [12, 12] });
      const box = document.createElement("div");
      popup.setContent(function () { return fillCard(popup, marker, box); });
      return marker.bindPopup(popup);
    }

    /* Enter opens a cluster, and the keyboard's place moves on to what came out of it. */
    let byKeyboard = false;
    let opened = null;
    map.getContainer().addEventListener("keydown", function () { byKeyboard = true; }, true);
    map.getContainer().addEventListener("keydown", function (event) { if (event.key === "Escape") map.closePopup(); });
    map.getContainer().addEventListener("pointerdown", function () { byKeyboard = false; }, true);
    function focusFirst(list) {
      const first = list.map(function (marker) { return group.getVisibleParent(marker); })
        .find(function (layer) { return layer && layer.getElement && layer.getElement(); });
      if (first) first.getElement().focus();
    }
    group.on("clusterkeypress", function (event) {
      if (event.originalEvent.key !== "Enter") return;
      opened = event.layer.getAllChildMarkers();
      event.layer.fire("click", { originalEvent: event.originalEvent }, true);
    });
    group.on("spiderfied", function (event) {
      event.markers.forEach(function (marker) { marker.getElement().classList.add("spread"); });
      // Later, because markercluster itself gives the focus to the map after Enter.
      if (opened) setTimeout(function () { focusFirst(event.markers); }, 0);
      opened = null;
    });
    map.on("moveend", function () {
      const list = opened;
      opened = null;
      if (list) setTimeout(function () { focusFirst(list); }, STILL ? 0 : 300);
    });
    map.on("popupopen", function (event) {
      map.getContainer().classList.add("reading");
      const box = event.popup.getElement().querySelector(".card-box");
      if (byKeyboard && box) box.focus();
    });
    map.on("popupclose", function (event) {
      map.getContainer().classList.remove("reading");
      const source = event.popup._source;
      if (byKeyboard && source && source.getElement && source.getElement()) source.getElement().focus();
    });

    map.getContainer().addEventListener("click", function (event) {
      const link = event.target.closest ? event.target.closest(".leaflet-popup a[data-organisation]") : null;
      if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const address = addressOf(link.dataset.organisation);
      if (!address || EMBEDDED) return; // then it opens in a tab of its own
      event.preventDefault();
      map.closePopup();
      window.parent.odmapPage.go(address);
    });

    let shown = new Set(); // drawn one by one
    let members = []; // all of the view
    map.addLayer(group);

    /** Draw just these one by one. */
    function drawSingly(list) {
      const wanted = new Set(list);
      const gone = Array.from(shown).filter(function (index) { return !wanted.has(index); });
      const come = list.filter(function (index) { return !shown.has(index); });
      if (gone.length) group.removeLayers(gone.map(markerAt));
      if (come.length) group.addLayers(come.map(markerAt));
      shown = wanted;
    }

    /* Of many, only those in sight are drawn one by one, as soon as their names are known. */
    let asked = null;
    const crowd = size <= MANY ? null : window.odmapCrowd(map, Object.assign({ kinds: types.length }, table), {
      single: function (list) {
        asked = list;
        const wanted = chosen && members.indexOf(chosen.od.index) >= 0 ? list.concat([chosen.od.index]) : list;
        names(wanted).then(function () { if (asked === list) drawSingly(Array.from(new Set(wanted))); })
          .catch(function (error) { console.error("odmap: names could not be loaded", error); });
      },
      ring: function (counts, total, words) {
        const wide = ringSize(total);
        return new NamedIcon({
          className: "cluster-icon", html: ringDrawing(counts, total, types, wide), iconSize: [wide, wide], label: words,
        });
      },
    });

    function fit(animate) {
      if (!members.length) return;
      const fly = told && animate && !STILL;
      let closest = 0;
      members.forEach(function (index) {
        closest = Math.max(closest, CLOSEST[exactness(index)] || 4.5);
      });
      const bounds = crowd ? crowd.bounds(members) : L.latLngBounds(members.map(function (index) {
        return [table.latitudes[index], table.longitudes[index]];
      }));
      if (here) bounds.extend(here.getLatLng());
      const size = map.getSize(), small = size.x <= 500; // then the buttons are in a row above, see map.css
      hand = false;
      map[fly ? "flyToBounds" : "fitBounds"](bounds, {
        duration: FLIGHT, paddingTopLeft: small ? [24, Math.min(72, size.y / 5)] : [70, 40],
        paddingBottomRight: small ? [24, 44] : [40, 56],
        maxZoom: closest, animate: animate && !STILL,
      });
    }

    /** Return the numbers of the members of a view: as they are, or from bits in base64; none named means all. */
    function listOf(given) {
      if (given === null || given === undefined) return Array.from({ length: size }, function (_, index) { return index; });
      if (typeof given !== "string") return given;
      const bytes = atob(given), list = [];
      for (let place = 0; place < bytes.length; place++) {
        const byte = bytes.charCodeAt(place);
        for (let bit = 0; byte && bit < 8; bit++) if (byte & (128 >> bit)) list.push(place * 8 + bit);
      }
      return list;
    }

    function show(view) {
      if (typeof view.chosen !== "number" || ids[view.chosen] !== undefined) return showNamed(view);
      names([view.chosen]).then(function () { showNamed(view); });
    }

    function showNamed(view) {
      const list = listOf(view.members);
      const changed = list.length !== members.length || list.some(function (index, place) { return index !== members[place]; });
      const first = !document.documentElement.dataset.shown;
      told = view.story ? view : null;
      map.keyboard[told ? "disable" : "enable"](); // in a story the arrow keys turn its pages
      const given = told ? null : placeInAddress();
      const before = chosen;
      const target = typeof view.chosen === "number" && list.indexOf(view.chosen) >= 0 ? markerAt(view.chosen) : null;
      stand(view.here); // first, because the map shows it as well
      if (first && !given && !told) fitTo(list, false);
      members = list;
      if (crowd) {
        choose(target); // first, because a crowd keeps the chosen one apart
        crowd.show(list);
      } else {
        drawSingly(list);
        choose(target);
      }
      if (told) travel(!first);
      else if (given && given.text !== written) goTo(given);
      else if (chosen && (first || chosen !== before)) reveal(chosen);
      else if (!first && (changed || (before && !chosen))) fitTo(list, true);
      document.documentElement.dataset.shown = String(list.length);
      document.documentElement.dataset.chosen = chosen ? chosen.od.id : "";
    }

    /* The stop of a story that the map shows: {members, position, measure, story}. Its position is latitude,
     * longitude (degrees) and the zoom for a map that is 1,000 pixels wide; without one, all its members are shown. */
    let told = null;
    function travel(animate) {
      hand = false;
      written = null;
      map.closePopup();
      if (!told.position) return fit(animate);
      const size = map.getSize();
      const zoom = told.position[2] + Math.log2(Math.min(size.x, size.y * 1.6) / 1000);
      const centre = [told.position[0], told.position[1]];
      if (animate && !STILL) map.flyTo(centre, Math.max(zoom, 0), { duration: FLIGHT });
      else map.setView(centre, Math.max(zoom, 0), { animate: false });
    }

    /* The place that a visitor asked about. */
    let here = null;
    function stand(place) {
      if (here) here.remove();
      here = null;
      if (!place) return;
      const icon = new NamedIcon({ className: "here-icon", html: "<span></span>", iconSize: [22, 22], label: place.words });
      here = L.marker([place.latitude, place.longitude], { icon: icon, title: place.words, zIndexOffset: 500 })
        .bindTooltip(place.words).addTo(map);
    }

    /* The chosen organisation: a ring around its mark, or around the cluster that holds it. */
    function choose(marker) {
      if (marker === chosen) return;
      const before = chosen;
      chosen = marker;
      [before, marker].forEach(function (each) {
        if (!each) return;
        const icon = each.options.icon.options;
        icon.className = "mark-icon" + (each === chosen ? " chosen" : "");
        icon.label = labels[each.od.index] + (each === chosen ? ", chosen" : "");
        each.setZIndexOffset(each === chosen ? 1000 : 0);
        if (each.getElement()) each.setIcon(each.options.icon);
      });
      group.refreshClusters([before, marker].filter(function (each) { return each && group.hasLayer(each); }));
    }

    /** Bring the chosen mark into sight: as near as its precision allows, and out of its cluster. */
    function reveal(marker) {
      hand = false;
      written = null;
      map.closePopup();
      map.setView(marker.getLatLng(), NEAR[exactness(marker.od.index)] || 4, { animate: false });
      let left = 6;
      (function open() {
        if (marker !== chosen || hand || !left--) return;
        const holder = group.getVisibleParent(marker);
        if (!holder || holder === marker) return;
        const box = holder.getBounds();
        if (box.getNorthEast().equals(box.getSouthWest()) || map.getZoom() >= 9) return holder.spiderfy();
        map.setView(marker.getLatLng(), map.getZoom() + 1, { animate: false });
        setTimeout(open, 0);
      })();
    }

    function goTo(place) {
      hand = false;
      written = place.text;
      map.setView([place.latitude, place.longitude], place.zoom, { animate: false });
    }

    /* The frame changes its size with the page around it: until the visitor moves the map, it shows the same again. */
    new ResizeObserver(function () {
      const before = map.getSize();
      map.invalidateSize({ animate: false });
      if (hand || !document.documentElement.dataset.shown || map.getSize().equals(before) || written) return;
      if (told) travel(false);
      else if (chosen) reveal(chosen);
      else fit(false);
    }).observe(map.getContainer());

    /* Where a visitor leaves the map goes into the address, so that a link opens it there. Nothing runs for it. */
    let hand = false; // whether the map is being moved by the visitor, and not by us
    let written = null; // what stands in the address because of this map
    ["pointerdown", "keydown", "wheel"].forEach(function (kind) {
      map.getContainer().addEventListener(kind, function () { hand = true; }, { capture: true, passive: true });
    });
    map.on("moveend", function () {
      if (!hand || told) return;
      const centre = map.getCenter().wrap();
      written = [centre.lat.toFixed(3), centre.lng.toFixed(3), map.getZoom()].join(",");
      writePlace(written);
    });

    function fitTo(list, animate) {
      members = list;
      written = null;
      fit(animate);
    }

    return {
      show: show,
      fit: function () {
        if (told) return travel(true);
        fitTo(members, true);
        writePlace("");
      },
    };
  }

  /** A button that brings everything on show back into sight. */
  function fitButton(map, onClick) {
    const Control = L.Control.extend({
      onAdd: function () {
        const bar = L.DomUtil.create("div", "leaflet-bar");
        const button = L.DomUtil.create("button", "fit-button", bar);
        button.type = "button";
        button.innerHTML = '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path fill="none" '
          + 'stroke="currentColor" stroke-width="1.7" d="M9.5 2.5h4v4m0-4-11 11m0-4v4h4"/></svg>';
        button.title = "Show all";
        button.setAttribute("aria-label", "Show all organisations on the map");
        L.DomEvent.disableClickPropagation(bar);
        L.DomEvent.on(button, "click", onClick);
        return bar;
      },
    });
    new Control({ position: "topleft" }).addTo(map);
  }

  /**
   * Set the map up once. `given` is added to `odmapSettings`: addresses, marks and words (static_files.py).
   * Returns an object whose `show(view)` draws a view; it may be called before the data has come. A view names its
   * `members` by their number in the table (null for all of them), and may have `chosen`, `measure`, `here`, and, for
   * a stop of a story, `story: true` and a `position`.
   */
  window.odmapWorld = function (map, given) {
    const settings = Object.assign({}, window.odmapSettings, given);
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", settings.name);
    if (window.frameElement) window.frameElement.title = settings.name;
    // folium forbids zooming the page itself, which people with poor sight need.
    document.querySelectorAll("meta[name=viewport]").forEach(function (meta) {
      meta.content = "width=device-width, initial-scale=1";
    });
    map.attributionControl.setPrefix(false).addAttribution(settings.attribution);
    map.scrollWheelZoom.disable();
    map.on("focus", function () { map.scrollWheelZoom.enable(); });
    map.on("blur", function () { map.scrollWheelZoom.disable(); });

    let restyle = function () {};
    followTheme(function () { restyle(); });
    const base = baseMap(map, settings);
    restyle = base.restyle;
    const ready = fetchJson(settings.table).then(function (table) { return organisations(map, settings, table); });
    function report(error) {
      console.error("odmap: the map is incomplete", error);
      if (container.querySelector(".map-problem")) return;
      const message = document.createElement("p");
      message.className = "map-problem";
      message.setAttribute("role", "alert");
      message.textContent = "A part of the map could not be loaded. The list below the map shows the same organisations.";
      container.appendChild(message);
    }
    Promise.all([base.ready, ready]).catch(report);
    Promise.allSettled([base.ready, ready]).then(function () {
      const place = window.frameElement && window.frameElement.closest(".st-key-map");
      if (place) place.dataset.drawn = "yes"; // takes the page's placeholder away
    });
    fitButton(map, function () { ready.then(function (world) { world.fit(); }); });

    function show(view) {
      base.ready.then(function () { base.measure(view.measure); }).catch(report);
      ready.then(function (world) { world.show(view); }).catch(report);
    }

    /* In a page, what to show stands beside the frame, and changes with the filters. */
    let read = "";
    function look() {
      const beside = window.parent.document.querySelector(".st-key-map [data-od-shown]");
      if (!beside || beside.dataset.odShown === read) return;
      read = beside.dataset.odShown;
      show(JSON.parse(read));
    }
    if (!ALONE) {
      new MutationObserver(look).observe(window.parent.document.body, {
        childList: true, subtree: true, attributes: true, attributeFilter: ["data-od-shown"],
      });
      look();
    }
    return { show: show };
  };
})();
