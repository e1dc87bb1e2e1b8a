/* The story: turns its pages by keys, swipe and buttons, moves the map along, and keeps the stop in the address.
 *
 * The same script serves the page, whose map is in a frame and whose address holds the stop in its query, and the file
 * that needs no server, whose map stands in the page itself and whose stop is the hash. See deck_markup.py.
 */
(function () {
  "use strict";
  if (window.odmapStory) return;

  const PATIENCE = 20000; // milliseconds that a map may take to come
  const root = document.documentElement;
  const FORWARD = ["ArrowRight", "ArrowDown", "PageDown"];
  const BACKWARD = ["ArrowLeft", "ArrowUp", "PageUp"];
  let waiting = 0;

  function deck() {
    return document.querySelector(".od-deck");
  }

  function stops() {
    return deck() ? Array.from(deck().querySelectorAll(".od-stop")) : [];
  }

  function current() {
    return stops().findIndex(function (stop) { return !stop.hidden; });
  }

  function find(id) {
    return stops().findIndex(function (stop) { return stop.dataset.odStop === id; });
  }

  function inHash() {
    return deck().dataset.odDeck === "hash";
  }

  function inAddress() {
    if (inHash()) return decodeURIComponent(location.hash.slice(1));
    return new URL(location.href).searchParams.get("step") || "";
  }

  /** Write the stop into the address; Back leads out of the story, not through it. WebKit throws an error after 100
   *  changes in 10 seconds: then it is written later. */
  let writing = 0;
  function write(id) {
    clearTimeout(writing);
    const address = new URL(location.href);
    if (inHash()) address.hash = id;
    else if (id) address.searchParams.set("step", id);
    else address.searchParams.delete("step");
    try {
      history.replaceState(history.state, "", address);
    } catch {
      writing = setTimeout(function () { if (deck()) write(id); }, 2000);
    }
  }

  /** The window in which the map lives: a frame of the page, or the page itself. */
  function mapWindow() {
    const frame = document.querySelector(".st-key-map iframe");
    return frame ? frame.contentWindow : window;
  }

  /** Do something with the map as soon as there is one; only what was asked for last is done. */
  function whenMap(act) {
    clearTimeout(waiting);
    const began = Date.now();
    (function attempt() {
      const place = mapWindow();
      if (place && place.odmap) {
        listen(place);
        act(place.odmap);
      } else if (Date.now() - began < PATIENCE) {
        waiting = setTimeout(attempt, 80);
      }
    })();
  }

  /** Show one stop. `quiet` leaves address and map as they are. */
  function show(index, quiet) {
    const list = stops();
    if (!list.length) return;
    const place = Math.min(Math.max(index, 0), list.length - 1);
    const stop = list[place];
    list.forEach(function (each) { each.hidden = each !== stop; });
    deck().querySelectorAll("[data-od-goto]").forEach(function (dot) {
      if (dot.dataset.odGoto === stop.dataset.odStop) dot.setAttribute("aria-current", "step");
      else dot.removeAttribute("aria-current");
    });
    const words = place + 1 + " of " + list.length;
    deck().querySelector(".od-turn-place").textContent = words;
    deck().querySelector("[data-od-turn='-1']").disabled = place === 0;
    deck().querySelector("[data-od-turn='1']").disabled = place === list.length - 1;
    const scroller = stop.parentElement;
    scroller.scrollTop = 0;
    scroller.tabIndex = scroller.scrollHeight > scroller.clientHeight + 1 ? 0 : -1;
    if (quiet) return;
    const title = stop.querySelector("h2").textContent;
    deck().querySelector("[role=status]").textContent =
      words + ". " + title + ". " + stop.querySelector(".od-stop-words").textContent;
    if (presenting()) write(stop.dataset.odStop);
    whenMap(function (map) { map.show(JSON.parse(stop.dataset.odView)); });
  }

  function presenting() {
    return root.dataset.presenting === "yes";
  }

  function start(index) {
    if (!deck()) return;
    root.dataset.presenting = "yes";
    show(index === undefined ? Math.max(current(), 0) : index);
    const next = deck().querySelector("[data-od-turn='1']");
    if (!deck().contains(document.activeElement)) (next.disabled ? next.previousElementSibling : next).focus();
  }

  function leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    delete root.dataset.presenting;
    if (deck()) {
      write("");
      deck().querySelector("[data-od-turn='1']").focus();
    }
    window.dispatchEvent(new Event("odmap-story-left"));
  }

  /** Keys that something else on the page wants: writing, choosing, pressing what has the focus. */
  function isWanted(event) {
    const target = event.target;
    if (!target || !target.closest) return false;
    if (target.closest("input, textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=slider]")) return true;
    const pressed = event.key === " " || event.key === "Enter";
    return pressed && !!target.closest("button, a, summary, [role=button], [role=tab]");
  }

  function onKey(event) {
    if (!deck() || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isWanted(event)) return;
    const forward = FORWARD.indexOf(event.key) >= 0 || (event.key === " " && !event.shiftKey);
    const backward = BACKWARD.indexOf(event.key) >= 0 || (event.key === " " && event.shiftKey);
    if (!presenting()) {
      // Only this key begins, as the others scroll the page; and a file is for reading first.
      if (event.key !== "ArrowRight" || inHash()) return;
      event.preventDefault();
      return start();
    } else if (event.key === "Escape") {
      const popup = mapWindow().document.querySelector(".leaflet-popup");
      if (popup || document.fullscreenElement) return;
      leave();
      event.preventDefault();
      return;
    } else if (event.key === "Home" || event.key === "End") {
      show(event.key === "Home" ? 0 : stops().length - 1);
      event.preventDefault();
      return;
    }
    if (!forward && !backward) return;
    event.preventDefault();
    show(current() + (forward ? 1 : -1));
  }

  /** Hear the keys in the map's frame, too. */
  const heard = new WeakSet();
  function listen(place) {
    if (heard.has(place.document)) return;
    heard.add(place.document);
    place.document.addEventListener("keydown", onKey);
  }
  listen(window);

  document.addEventListener("click", function (event) {
    const button = event.target.closest ? event.target.closest("[data-od-turn], [data-od-full], [data-od-leave], [data-od-goto]") : null;
    if (!button || !deck() || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (button.dataset.odTurn) return show(current() + Number(button.dataset.odTurn));
    if (button.dataset.odGoto) return show(find(button.dataset.odGoto));
    if (button.hasAttribute("data-od-leave")) return leave();
    if (document.fullscreenElement) return document.exitFullscreen();
    if (!presenting()) start();
    root.requestFullscreen().catch(function () { /* the browser does not allow it; the story fills the window all the same */ });
  });

  document.addEventListener("fullscreenchange", function () {
    const button = deck() && deck().querySelector("[data-od-full]");
    if (button) button.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen";
  });

  let touch = null;
  document.addEventListener("touchstart", function (event) {
    touch = event.touches.length === 1 && event.target.closest && event.target.closest(".od-deck") ? event.touches[0] : null;
  }, { passive: true });
  document.addEventListener("touchend", function (event) {
    if (!touch) return;
    const across = event.changedTouches[0].clientX - touch.clientX;
    const down = event.changedTouches[0].clientY - touch.clientY;
    touch = null;
    if (Math.abs(across) > 48 && Math.abs(across) > 2 * Math.abs(down)) show(current() + (across < 0 ? 1 : -1));
  }, { passive: true });

  /* Streamlit draws the page piece by piece, and anew when the filters change: then the story takes its place again. */
  let seen = null;
  function settle() {
    const now = deck();
    if (now === seen) return;
    seen = now;
    if (!now) {
      delete root.dataset.presenting;
      return;
    }
    if (!document.fullscreenEnabled) now.querySelector("[data-od-full]").hidden = true;
    const place = find(inAddress());
    if (place >= 0) return start(place);
    show(Math.max(current(), 0), true);
    if (!inHash()) whenMap(function () {}); // the arrow key begins the story from there, too
  }
  new MutationObserver(settle).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("hashchange", function () {
    if (!deck() || !inHash()) return;
    const place = find(inAddress());
    if (place >= 0 && place !== current()) start(place);
  });
  settle();

  window.odmapStory = { start: start, leave: leave };
})();
