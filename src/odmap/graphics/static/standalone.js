/* The page of a file that stands alone: search, filters and list, and the map beside them.
 *
 * The list in the page is the only place where the organisations' words stand: the search reads it, and the map's
 * popups show copies of its articles. The map itself is map.js, as in the app. See exports/html_file.py.
 */
(function () {
  "use strict";

  const PAGE = 200; // so many organisations are listed at first, and again with each wish for more
  const PAUSE = 150; // milliseconds without typing before the map follows
  const byId = function (id) { return document.getElementById(id); };
  const text = function (id) { return byId(id).textContent; };
  const settings = JSON.parse(text("settings"));
  const words = byId("words");
  const country = byId("country");
  const kinds = Array.from(document.querySelectorAll("#filters input[name=type]"));
  const legend = document.querySelectorAll(".od-legend section:first-child li > span"); // of the types, in their order
  const atFirst = { count: text("count"), without: text("without") };

  /** Unpack what html_file.py packed: base64 of a zlib stream. */
  function unpacked(id) {
    if (!window.DecompressionStream) return Promise.reject(new Error("this browser cannot unpack"));
    const bytes = Uint8Array.from(atob(text(id)), function (letter) { return letter.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  }

  /* Folding, as in place_names.py: what is left of a text when accents, case and the like do not count. */
  const PLAIN = { ı: "i", ø: "o", đ: "d", ð: "d", ł: "l", æ: "ae", œ: "oe", þ: "th", ħ: "h", ß: "ss", ς: "σ", "&": " and " };
  const NOT_PLAIN = new RegExp("[" + Object.keys(PLAIN).join("") + "]", "g");
  function foldOnce(given) {
    return given.toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase()
      .replace(NOT_PLAIN, function (letter) { return PLAIN[letter]; })
      .replace(/[.'`´‘’“”ʻʼ′"]/g, "").normalize("NFC")
      .replace(/[\s_\-‐-―/·・=＝]+/g, " ").trim().replace(/(^|[^\p{L}\p{N}])ste?(?= )/gu, "$1saint");
  }
  function fold(given) {
    const folded = foldOnce(given);
    const again = foldOnce(folded);
    return again === folded ? folded : fold(again);
  }

  function counted(number, one, many) {
    return number.toLocaleString("en") + " " + (number === 1 ? one : many);
  }

  /* One organisation of the list: its article, what the filters ask of it, and its number on the map, if it has one. */
  function entryOf(item, places) {
    const article = item.querySelector("article");
    const name = Array.from(article.querySelector("h4").childNodes)
      .filter(function (node) { return node.nodeType === Node.TEXT_NODE; })
      .map(function (node) { return node.data; }).join("");
    let folded = null;
    return {
      item: item,
      article: article,
      id: item.dataset.id,
      name: name,
      country: item.dataset.country,
      type: item.closest("section").dataset.type,
      place: places.get(item.dataset.id),
      /** What a search looks at: names, parent, place and summary. */
      searched: function () {
        const parts = Array.from(article.querySelectorAll(".own-name, .facts li:nth-child(2), :scope > p[dir]"));
        if (folded === null) {
          folded = fold([name, item.dataset.also || ""].concat(parts.map(function (part) { return part.textContent; })).join(" "));
        }
        return folded;
      },
    };
  }

  let entries = [];
  let groups = [];
  let table = null;
  let shown = []; // what matches
  let limit = PAGE; // how much of it is listed
  let later = 0;

  function matching() {
    const wanted = fold(words.value).split(" ").filter(Boolean);
    const types = kinds.filter(function (kind) { return kind.checked; }).map(function (kind) { return kind.value; });
    return entries.filter(function (entry) {
      return (!country.value || entry.country === country.value)
        && (!types.length || types.indexOf(entry.type) >= 0)
        && wanted.every(function (word) { return entry.searched().indexOf(word) >= 0; });
    });
  }

  function filtered() {
    return Boolean(words.value.trim() || country.value || kinds.some(function (kind) { return kind.checked; }));
  }

  /** Say how many there are, of each type, and how many have no mark. */
  function sayHowMany() {
    const places = new Set(shown.map(function (entry) { return entry.country; }));
    places.delete("none");
    const found = shown.length.toLocaleString("en") + " of " + counted(entries.length, "organisation", "organisations");
    const where = places.size ? ", in " + counted(places.size, "country", "countries") : "";
    const unmarked = shown.filter(function (entry) { return entry.place === undefined; }).length;
    const without = unmarked ? counted(unmarked, "of them has", "of them have")
      + " no fixed base, and so no mark on the map: the list has " + (unmarked === 1 ? "it." : "them.") : "";
    legend.forEach(function (mark, type) {
      const number = shown.filter(function (entry) { return entry.type === settings.world.types[type]; }).length;
      mark.textContent = mark.textContent.replace(/\([\d,]+\)$/, "(" + number.toLocaleString("en") + ")");
    });
    byId("count").textContent = filtered() ? found + where : atFirst.count;
    byId("without").textContent = filtered() ? without : atFirst.without;
    byId("listed").textContent = counted(shown.length, "organisation", "organisations");
    byId("nothing").hidden = shown.length > 0;
    byId("clear").disabled = !filtered();
  }

  /** Show in the list what matches, up to the limit. */
  function list() {
    const listed = new Set(shown.slice(0, limit));
    entries.forEach(function (entry) { entry.item.hidden = !listed.has(entry); });
    groups.forEach(function (group) {
      const number = shown.filter(function (entry) { return entry.type === group.dataset.type; }).length;
      group.querySelector("small").textContent = counted(number, "organisation", "organisations");
      group.hidden = !group.querySelector("li[data-id]:not([hidden])");
    });
    const left = Math.max(shown.length - limit, 0);
    byId("more").hidden = !left;
    byId("more").firstElementChild.textContent = "List " + Math.min(left, PAGE).toLocaleString("en") + " more of "
      + left.toLocaleString("en") + " that follow";
  }

  /** Show on the map what matches; the story has the map for itself while it is told. */
  function draw(chosen) {
    if (document.documentElement.dataset.presenting === "yes") return;
    const members = shown.map(function (entry) { return entry.place; })
      .filter(function (place) { return place !== undefined; });
    window.odmap.show({ members: members, chosen: null });
    if (chosen !== undefined) window.odmap.show({ members: members, chosen: chosen });
  }

  function refresh() {
    shown = matching();
    limit = PAGE;
    sayHowMany();
    list();
    clearTimeout(later);
    later = setTimeout(draw, PAUSE);
  }

  function clear() {
    words.value = "";
    country.value = "";
    kinds.forEach(function (kind) { kind.checked = false; });
    refresh();
    words.focus();
  }

  function more() {
    const next = shown[limit];
    limit += PAGE;
    list();
    next.article.tabIndex = -1;
    next.article.focus();
  }

  /** Give an organisation that has a mark a button that shows it there. */
  function offerMap(entry) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "on-map";
    button.textContent = "Show on the map";
    button.setAttribute("aria-label", "Show on the map: " + entry.name);
    button.addEventListener("click", function () {
      draw(entry.place);
      byId("map").scrollIntoView({ block: "center" });
      byId("map").focus({ preventScroll: true });
    });
    entry.item.appendChild(button);
  }

  /** The same article for a popup; of an organisation outside this file's view there is only its label. */
  window.odmapCard = function (id) {
    const entry = entries.find(function (each) { return each.id === id; });
    const article = entry ? entry.article.cloneNode(true) : document.createElement("article");
    const heading = document.createElement("h2");
    heading.dir = "auto";
    if (entry) {
      const old = article.querySelector("h4");
      heading.append.apply(heading, Array.from(old.childNodes));
      old.replaceWith(heading);
      article.querySelector("details").open = false;
      article.removeAttribute("tabindex");
    } else {
      const rest = document.createElement("p");
      article.className = "od-card bare";
      heading.textContent = table.labels[table.ids.indexOf(id)];
      rest.textContent = "This file holds no more of it: it was made of a part of the directory.";
      article.append(heading, rest);
    }
    return article.outerHTML;
  };

  function begin(places) {
    entries = Array.from(document.querySelectorAll("#listing li[data-id]"))
      .map(function (item) { return entryOf(item, places); });
    groups = Array.from(document.querySelectorAll("#listing section"));
    entries.filter(function (entry) { return entry.place !== undefined; }).forEach(offerMap);
    byId("filters").addEventListener("submit", function (event) { event.preventDefault(); });
    byId("filters").addEventListener("input", refresh);
    byId("clear").addEventListener("click", clear);
    if (byId("clear-all")) byId("clear-all").addEventListener("click", clear);
    byId("more").firstElementChild.addEventListener("click", more);
    window.addEventListener("beforeprint", function () { limit = Infinity; list(); });
    refresh();
    clearTimeout(later);
    draw();
  }

  function failed(error) {
    console.error("odmap: the list is incomplete", error);
    if (byId("packed")) byId("packed").textContent = "This browser is too old to unpack the list. A newer one shows it.";
  }

  const overview = settings.world.overview;
  const packed = byId("packed-list");
  const read = packed ? unpacked("table").then(JSON.parse) : Promise.resolve(JSON.parse(text("table")));
  window.odmap = window.odmapWorld(window.L.map("map", settings.options), Object.assign({}, settings.world, {
    detail: unpacked("fine").then(JSON.parse).catch(function () { return overview; }), // an old browser has less detail
    table: read,
  }));
  Promise.all([read, packed ? unpacked("packed-list") : null]).then(function (parts) {
    table = parts[0];
    if (parts[1] !== null) byId("listing").innerHTML = parts[1];
    begin(new Map(table.ids.map(function (id, place) { return [id, place]; })));
  }).catch(failed);

  // map.js looks at the colours anew on a message, which in the app comes from Streamlit.
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
    window.dispatchEvent(new Event("message"));
  });
  byId("tell").addEventListener("click", function () {
    window.odmapStory.start();
    document.querySelector(".od-deck [data-od-turn='1']").focus();
  });
  window.addEventListener("odmap-story-left", function () {
    draw();
    byId("tell").focus();
  });
})();
