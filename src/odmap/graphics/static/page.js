/* What the page does beyond Streamlit: follow links inside odmap without loading it anew, and copy texts.
 *
 * Every link is a real one, so all of this is a convenience: without it, or in a new tab, a link opens the same view.
 */
(function () {
  "use strict";
  if (window.odmapPage) return;

  const PATIENCE = 8000; // milliseconds
  let left = null; // the organisation whose details were opened last, and the one to come back to

  function chosen() {
    return new URL(location.href).searchParams.get("organisation") || "";
  }

  /** Give the focus to what `find` finds, as soon as it is there: Streamlit draws the page piece by piece, and
   *  draws some pieces anew, so that the focus may have to be given again. A visitor who acts meanwhile is let be. */
  let watching = null;
  function focusSoon(find, block) {
    if (watching) watching();
    let seen = null;
    function attempt() {
      const element = find();
      if (!element || element === seen || (seen && document.activeElement !== document.body)) return;
      seen = element;
      if (!element.matches("a")) element.tabIndex = -1;
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: block });
    }
    const watch = new MutationObserver(attempt);
    const timer = setTimeout(stop, PATIENCE);
    function stop() {
      watch.disconnect();
      clearTimeout(timer);
      ["pointerdown", "keydown", "wheel"].forEach(function (kind) { window.removeEventListener(kind, stop, true); });
      watching = null;
    }
    watching = stop;
    ["pointerdown", "keydown", "wheel"].forEach(function (kind) { window.addEventListener(kind, stop, true); });
    watch.observe(document.body, { childList: true, subtree: true });
    attempt();
  }

  /** Move the keyboard's and the screen reader's place to where the visitor now is: the details, or back to the name. */
  function settle() {
    const id = chosen();
    const back = left;
    left = null;
    focusSoon(function () {
      const story = document.querySelector(".od-story");
      if (id) return story && story.dataset.organisation === id ? document.querySelector("h1") : null;
      return story || !back ? null : document.querySelector('a[data-organisation="' + CSS.escape(back) + '"]');
    }, id ? "nearest" : "center");
  }

  /** Go to another view of odmap: Streamlit follows the address, as it does when a visitor goes back.
   *  `place` names the element that has the focus then, where that is not the organisation. */
  function go(address, place) {
    const from = chosen();
    left = from || left;
    try {
      history.pushState({ odmapFrom: from }, "", address);
    } catch { // too many in a short time, for WebKit
      return location.assign(address);
    }
    window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    if (place) focusSoon(function () { return document.getElementById(place); }, "nearest");
    else settle();
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest ? event.target.closest("a[data-od-go]") : null;
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // Back to all: where the visitor came from, if that was no other organisation's details.
    if (link.dataset.odGo === "back" && history.state && history.state.odmapFrom === "") return history.back();
    go(link.href, link.dataset.odFocus);
  });

  let before = chosen();
  window.addEventListener("popstate", function (event) {
    if (!event.isTrusted) { before = chosen(); return; }
    const now = chosen();
    if (now === before) return;
    if (!now) left = before;
    before = now;
    settle();
  });

  /* "Send this view": the link knows where the map was left. */
  function refresh() {
    const place = new URL(location.href).searchParams.get("map");
    document.querySelectorAll("textarea[data-od-address]").forEach(function (field) {
      const address = field.dataset.odAddress;
      const and = field.id === "send-embed" ? "&amp;" : "&";
      const full = place && /^[-\d.,]+$/.test(place) ? address + (address.includes("?") ? and : "?") + "map=" + place : address;
      field.value = field.defaultValue.split(address).join(full);
    });
  }
  document.addEventListener("toggle", refresh, true);
  window.addEventListener("odmap-moved", refresh);

  function copyOldWay(field) {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest ? event.target.closest("button[data-od-copy]") : null;
    if (!button) return;
    refresh();
    const field = document.getElementById(button.dataset.odCopy);
    const status = button.parentElement.querySelector("[role=status]");
    const copying = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject(new Error());
    copying.catch(function () {
      if (!copyOldWay(field)) throw new Error("not allowed");
    }).then(function () {
      status.textContent = "Copied";
    }, function () {
      field.focus();
      field.select();
      status.textContent = "Your browser does not allow it. The text is selected: press Ctrl+C.";
    });
    setTimeout(function () { status.textContent = ""; }, 6000);
  });

  /* Parts of the page that are fetched: lists and legends. What stood there before stays until the new one has come. */
  const kept = {}; // what each slot showed last
  function fill(room) {
    const where = room.dataset.odPart, slot = room.dataset.odSlot;
    if (room.dataset.odAsked === where) return;
    room.dataset.odAsked = where;
    if (kept[slot]) room.innerHTML = kept[slot];
    fetch(where).then(function (response) {
      if (!response.ok) throw new Error(where + ": " + response.status);
      return response.text();
    }).then(function (html) {
      kept[slot] = html;
      if (room.dataset.odPart !== where) return;
      room.innerHTML = html;
      room.setAttribute("aria-busy", "false");
      if (slot === "send") refresh();
    }).catch(function () {
      if (room.dataset.odPart !== where) return;
      room.dataset.odFailed = ""; // and is not asked for again by itself, before the connection is back
      room.setAttribute("aria-busy", "false");
      room.textContent = "This part could not be loaded. ";
      const again = document.createElement("button");
      again.type = "button";
      again.textContent = "Try again";
      again.addEventListener("click", function () { fillAgain(room); });
      room.appendChild(again);
    });
  }
  function fillAgain(room) {
    delete room.dataset.odAsked;
    delete room.dataset.odFailed;
    fill(room);
  }
  function fillAll() {
    document.querySelectorAll("[data-od-part]").forEach(fill);
  }
  new MutationObserver(fillAll).observe(document.body, { childList: true, subtree: true });
  fillAll();

  /* A lost connection is said in a quiet line; Streamlit tries again by itself. Once it is back the page runs once, so
   * that a server that was started again knows it before the visitor's next choice. */
  const LATE = 1500; // milliseconds; what is shorter nobody needs to know
  const app = document.querySelector('[data-testid="stApp"]');
  const line = document.createElement("p");
  line.className = "od-connection";
  line.setAttribute("role", "status");
  document.body.appendChild(line);
  let saying = null;
  function say(words) {
    line.textContent = words;
    document.documentElement.toggleAttribute("data-od-connection", words !== "");
  }
  function runAgain() {
    const here = location.href, bare = here.split("#")[0];
    // With a # in the address and nothing else changed, Streamlit would take it for a jump within the page.
    if (bare !== here) history.replaceState(history.state, "", bare);
    window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    if (bare !== here) history.replaceState(history.state, "", here);
  }
  function attend() {
    const state = app.dataset.testConnectionState;
    if (state === "CONNECTED") {
      clearTimeout(saying);
      if (saying) {
        runAgain();
        document.querySelectorAll("[data-od-failed]").forEach(fillAgain);
      }
      saying = null;
      say("");
    } else if (state === "DISCONNECTED_FOREVER") {
      clearTimeout(saying);
      say("The connection is lost. What you see still works; load the page again to go on.");
    } else if (!saying) {
      saying = setTimeout(say, LATE, "Reconnecting. What you see still works.");
    }
  }
  new MutationObserver(attend).observe(app, { attributeFilter: ["data-test-connection-state"] });
  attend();

  window.odmapPage = { go: go };
})();
