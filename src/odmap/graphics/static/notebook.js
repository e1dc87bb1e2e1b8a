/* The organisations on a folium map that stands alone: marks that cluster, each with a popup. See maps/notebook.py.
 *
 * All that a page shows comes as plain text and is written as text; nothing is fetched.
 */
(function () {
  "use strict";

  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** A Leaflet icon whose name a screen reader speaks. */
  const NamedIcon = L.DivIcon.extend({
    createIcon: function (old) {
      const element = L.DivIcon.prototype.createIcon.call(this, old);
      element.setAttribute("aria-label", this.options.label);
      element.setAttribute("role", "button");
      return element;
    },
  });

  function line(name, text) {
    const element = document.createElement(name);
    element.dir = "auto";
    element.textContent = text;
    return element;
  }

  /** What a popup says: a name, lines of facts, sentences, and links to pages of others. */
  function card(organisation) {
    const box = document.createElement("div");
    box.append(line("strong", organisation.name));
    organisation.lines.forEach(function (text) { box.append(line("p", text)); });
    organisation.links.forEach(function (address) {
      if (!/^https?:\/\//i.test(address)) return;
      const link = line("a", new URL(address).host);
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      const paragraph = document.createElement("p");
      paragraph.append("Source: ", link);
      box.append(paragraph);
    });
    return box;
  }

  function clusterIcon(cluster) {
    const number = cluster.getChildCount();
    const wide = Math.min(58, 34 + 9 * Math.log10(number));
    return new NamedIcon({
      className: "cluster-icon", iconSize: [wide, wide],
      label: number.toLocaleString("en") + " organisations. Press Enter to open.",
      html: '<svg class="cluster" viewBox="0 0 40 40" width="' + wide + '" height="' + wide + '" aria-hidden="true">'
        + '<circle class="disc" cx="20" cy="20" r="18"/><text x="20" y="24.5">' + number + "</text></svg>",
    });
  }

  /**
   * Return the layer of organisations. `marks` are drawings, which organisations name by their place in the list;
   * latitude and longitude are degrees (WGS 84).
   */
  window.odmapOrganisations = function (marks, organisations) {
    const group = L.markerClusterGroup({
      animate: !STILL, maxClusterRadius: 42, showCoverageOnHover: false, iconCreateFunction: clusterIcon,
      spiderLegPolylineOptions: { className: "leg", weight: 1.2, opacity: 0.7 },
    });
    group.addLayers(organisations.map(function (organisation) {
      const icon = new NamedIcon({
        className: "mark-icon", html: marks[organisation.mark], iconSize: [34, 34], popupAnchor: [0, -12],
        label: organisation.label,
      });
      const place = [organisation.latitude, organisation.longitude];
      return L.marker(place, { icon: icon, title: organisation.label, riseOnHover: true })
        .bindPopup(function () { return card(organisation); }, { minWidth: 200, maxWidth: 320, maxHeight: 320 });
    }));
    return group;
  };

  /** Set the map up, and show all of a layer; again, if it gets its room only later, as in a notebook's closed tab. */
  window.odmapStart = function (map, group, title) {
    document.documentElement.lang = "en";
    // folium forbids zooming the page itself, which people with poor sight need.
    document.querySelectorAll("meta[name=viewport]").forEach(function (meta) {
      meta.content = "width=device-width, initial-scale=1";
    });
    map.getContainer().setAttribute("role", "region");
    map.getContainer().setAttribute("aria-label", title);
    map.attributionControl.setPrefix("Leaflet");
    // A wheel scrolls the notebook, until somebody is at the map.
    map.scrollWheelZoom.disable();
    map.on("focus", function () { map.scrollWheelZoom.enable(); });
    map.on("blur", function () { map.scrollWheelZoom.disable(); });

    function fit() {
      if (group.getLayers().length) map.fitBounds(group.getBounds(), { padding: [36, 36], maxZoom: 6, animate: false });
    }
    fit();
    new ResizeObserver(function (_, observer) {
      const before = map.getSize();
      map.invalidateSize({ animate: false });
      if (before.x && before.y) return;
      observer.disconnect();
      fit();
    }).observe(map.getContainer());
  };
})();
