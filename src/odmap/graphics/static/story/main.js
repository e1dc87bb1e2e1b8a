/** The story: turns its pages by keys, swipe and buttons, moves the map along, and keeps the stop in the address.
 *
 * The same script serves the page, whose map is in a frame and whose address holds the stop in its query, and the file
 * that needs no server, whose map stands in the page itself and whose stop is the hash. See markup/story.py.
 */

import { plainlyClicked } from "../shared/events.js";
import { Deck } from "./deck.js";
import { blank, isBlank } from "./blank.js";
import { fill, isFull, mayBeFull, unfill, whenFullChanges } from "./full-screen.js";
import { isCharacter, isWanted, turnOf } from "./keys.js";
import { mapWindow, whenMap } from "./map-beside.js";
import { stopInAddress, writeStop } from "./stop-in-address.js";
import { followSwipes } from "./swipes.js";

const root = document.documentElement;

function isPresenting() {
  return root.dataset.presenting === "yes";
}

/**
 * Show a stop, say it, write it into the address, and move the map.
 * @param {number} index
 */
function show(index) {
  const deck = Deck.find();
  const stop = deck?.turnTo(index);
  if (!deck || !stop) return;
  deck.speak(stop);
  root.dataset.stop = stop.dataset.odShows;
  if (isPresenting()) writeStop(deck, stop.dataset.odStop ?? "");
  whenMap((map, place) => {
    hear(place);
    map.show(stop.dataset.odView);
  });
}

/** @param {number} by */
function turn(by) {
  const deck = Deck.find();
  if (deck) show(deck.current + by);
}

/**
 * Fill the window with the story.
 * @param {number} [index] - the stop to begin with; the one in sight if none is given
 */
function start(index) {
  const deck = Deck.find();
  if (!deck) return;
  root.dataset.presenting = "yes";
  wasTold = true;
  show(index ?? Math.max(deck.current, 0));
  if (!deck.hasFocus) deck.focus();
}

function leave() {
  const deck = Deck.find();
  unfill();
  blank("");
  delete root.dataset.presenting;
  if (deck) {
    writeStop(deck, "");
    deck.focusNext();
  }
  window.dispatchEvent(new Event("odmap-story-left"));
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const deck = Deck.find();
  if (!deck || isWanted(event) || (isCharacter(event.key) && !deck.hasFocus)) return;
  if (isPresenting()) {
    if (follow(turnOf(event), deck)) event.preventDefault();
  } else if (begins(event.key) && !deck.inHash) { // a file is for reading first
    event.preventDefault();
    start();
    fill();
  }
}

let wasTold = false;

/**
 * Tell whether a key begins the story: the right arrow, and a clicker's key for the next page, which otherwise scrolls
 * the page: so it begins only what was not told yet, and while nothing has the focus.
 * @param {string} key
 */
function begins(key) {
  return key === "ArrowRight" || (key === "PageDown" && !wasTold && document.activeElement === document.body);
}

/**
 * Do what a key means, and tell whether it meant anything.
 * @param {import("./keys.js").Turn} turned
 * @param {Deck} deck
 */
function follow(turned, deck) {
  if (turned && isBlank()) { // as speakers know it, the key that brings the screen back does nothing else
    blank("");
    show(deck.current);
  } else if (turned === "forward") turn(1);
  else if (turned === "backward") turn(-1);
  else if (turned === "first") show(0);
  else if (turned === "last") show(deck.stops.length - 1);
  else if (turned === "fill") toggleFull();
  else if (turned === "black" || turned === "white") darken(deck, turned);
  else if (turned === "leave" && !isOnTop()) leave();
  else return false;
  return true;
}

/** Tell whether Escape first closes something else: a popup of the map. */
function isOnTop() {
  return Boolean(mapWindow()?.document.querySelector(".leaflet-popup"));
}

/** @param {Deck} deck @param {"black" | "white"} colour */
function darken(deck, colour) {
  blank(colour);
  deck.say(`The screen is ${colour}. Any key of the story brings it back.`);
}

/** @type {WeakSet<Document>} */
const heard = new WeakSet();

/** Hear the keys in a window: the page's, and that of the map's frame. @param {Window} place */
function hear(place) {
  if (heard.has(place.document)) return;
  heard.add(place.document);
  place.document.addEventListener("keydown", onKey);
}

/** @param {MouseEvent} event */
function onClick(event) {
  const deck = Deck.find();
  const button = plainlyClicked(event, "[data-od-turn], [data-od-full], [data-od-leave], [data-od-goto]");
  if (!deck || !button) return;
  event.preventDefault();
  blank("");
  const { odTurn, odGoto } = button.dataset;
  if (odTurn) turn(Number(odTurn));
  else if (odGoto) show(deck.placeOf(odGoto));
  else if (button.hasAttribute("data-od-leave")) leave();
  else toggleFull();
}

/** Whether it is we who leave the full screen, and not the browser's Escape, which ends the story as well. */
let leavesFull = false;

function toggleFull() {
  if (!isPresenting()) start();
  leavesFull = isFull();
  if (leavesFull) unfill();
  else fill();
}

function onFullChange() {
  const deck = Deck.find();
  if (deck) deck.fullScreenButton.textContent = isFull() ? "Leave full screen" : "Full screen";
  if (isFull()) return;
  if (isPresenting() && !leavesFull) leave();
  leavesFull = false;
}

/** @type {Element | undefined} */
let seen;

/** Take the story's place again: Streamlit draws the page piece by piece, and anew when the filters change. */
function settle() {
  const deck = Deck.find();
  if (deck?.element === seen) return;
  seen = deck?.element;
  if (!deck) {
    delete root.dataset.presenting;
    blank("");
    return;
  }
  if (!mayBeFull()) deck.fullScreenButton.hidden = true;
  const place = deck.placeOf(stopInAddress(deck));
  if (place >= 0) {
    start(place);
    return;
  }
  deck.turnTo(Math.max(deck.current, 0)); // address and map stay as they are
  if (!deck.inHash) whenMap((_, where) => hear(where)); // the arrow key begins the story from there, too
}

function onHash() {
  const deck = Deck.find();
  if (!deck?.inHash) return;
  const place = deck.placeOf(stopInAddress(deck));
  if (place >= 0 && place !== deck.current) start(place);
}

function begin() {
  hear(window);
  document.addEventListener("click", onClick);
  whenFullChanges(onFullChange);
  followSwipes(turn);
  new MutationObserver(settle).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("hashchange", onHash);
  settle();
  window.odmapStory = { start: () => start(), leave };
}

if (!window.odmapStory) begin(); // Streamlit may run the script again
