/** The field above the map: it suggests places and organisations while a visitor types (the ARIA pattern of a combobox
 * with a list), takes a name that nothing was suggested for, and asks the browser where the visitor is, if so wanted.
 */

import { go } from "./links.js";

const PATIENCE = 150; // milliseconds after the last letter
const OF_A_QUESTION = ["place", "near", "map", "organisation"];
const KINDS = { country: "Country", region: "Region", town: "Town", organisation: "Organisation" };

/**
 * @typedef {object} Suggestion
 * @property {keyof typeof KINDS} kind
 * @property {string} label
 * @property {string} detail
 * @property {Record<string, string>} query
 */

/**
 * Show what was asked for, with the filters kept.
 * @param {Record<string, string>} query
 */
function ask(query) {
  const address = new URL("./", location.href); // the map is the page at the root
  new URL(location.href).searchParams.forEach((value, name) => address.searchParams.append(name, value));
  OF_A_QUESTION.forEach((name) => address.searchParams.delete(name));
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  go(address.href, "organisation" in query ? undefined : "near-name");
}

/** @param {string} text @returns {Promise<Suggestion[]>} */
async function suggestionsFor(text) {
  const answer = await fetch(`./api/suggest.json?q=${encodeURIComponent(text)}`);
  return answer.ok ? (await answer.json()).suggestions : [];
}

class Combobox {
  /** @type {Suggestion[]} */
  #shown = [];
  #active = -1;
  #timer = 0;
  /** The text that was asked about last. */
  #asked = "";

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=search]"));
    this.list = /** @type {HTMLElement} */ (form.querySelector("ul"));
    this.status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
    const { input, list } = this;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    input.addEventListener("input", () => this.#askSoon());
    input.addEventListener("keydown", (event) => this.#steer(event));
    input.addEventListener("focusout", () => this.#close());
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option) this.#take(Array.from(list.children).indexOf(option));
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  #askSoon() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#suggest(), PATIENCE);
  }

  async #suggest() {
    const text = this.#asked = this.input.value.trim();
    if (text.length < 2) {
      this.#close();
      return;
    }
    try {
      const found = await suggestionsFor(text);
      if (this.#asked === text && document.activeElement === this.input) this.#show(found);
    } catch { // no connection: the field still takes a name
      this.#close();
    }
  }

  /** @param {Suggestion[]} found */
  #show(found) {
    this.#shown = found;
    this.#active = -1;
    this.list.replaceChildren(...found.map((one, place) => {
      const option = document.createElement("li"), name = document.createElement("b"), detail = document.createElement("small");
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      name.textContent = one.label;
      name.dir = "auto";
      detail.textContent = one.kind === "organisation" ? `${KINDS[one.kind]}, ${one.detail}` : one.detail;
      option.append(name, " ", detail);
      return option;
    }));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = found.length
      ? `${found.length} ${found.length === 1 ? "suggestion" : "suggestions"}. Use the arrow keys.` : "No suggestion. Press Enter to search every text.";
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked = "";
    this.#shown = [];
    this.#active = -1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = "";
  }

  /** @param {KeyboardEvent} event */
  #steer(event) {
    if (event.isComposing) return;
    const number = this.#shown.length;
    if (event.key === "Escape" && number) {
      event.preventDefault();
      this.#close();
    } else if (number && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#mark(this.#active < 0 && step < 0 ? number - 1 : (this.#active + step + number) % number);
    }
  }

  /** @param {number} place */
  #mark(place) {
    this.#active = place;
    Array.from(this.list.children).forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === place));
      if (number === place) option.scrollIntoView({ block: "nearest" });
    });
    this.input.setAttribute("aria-activedescendant", `${this.list.id}-${place}`);
  }

  /** @param {number} place */
  #take(place) {
    const one = this.#shown[place];
    if (!one) return;
    this.input.value = one.kind === "organisation" ? "" : one.label;
    this.#close();
    ask(one.query);
  }

  /** Take what is marked; else the one thing that is called so; else let the server say which places are meant. */
  async #submit() {
    if (this.#active >= 0) {
      this.#take(this.#active);
      return;
    }
    const text = this.input.value.trim();
    if (!text) {
      ask({});
      return;
    }
    const found = await suggestionsFor(text).catch(() => /** @type {Suggestion[]} */ ([]));
    this.#close();
    if (found.length === 1) {
      this.input.value = found[0].kind === "organisation" ? "" : found[0].label;
      ask(found[0].query);
    } else if (found.some((one) => one.kind !== "organisation")) ask({ place: text });
    else ask({ q: text });
  }
}

const NEVER_SENT = "Your position goes to this server only, rounded to about a kilometre, and is not kept.";

/** @param {HTMLElement} button @param {HTMLElement} status */
function offerNearMe(button, status) {
  if (!navigator.geolocation || !window.isSecureContext) return;
  button.hidden = false;
  button.title = NEVER_SENT;
  button.addEventListener("click", () => {
    status.textContent = `Asking your browser where you are. ${NEVER_SENT}`;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      status.textContent = "";
      ask({ near: `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}` });
    }, () => {
      status.textContent = "Your browser did not say where you are. Type a town or a region instead.";
    }, { timeout: 15000, maximumAge: 600000 });
  });
}

/** @type {WeakSet<HTMLFormElement>} */
const known = new WeakSet();

function attend() {
  document.querySelectorAll("form[data-od-ask]").forEach((form) => {
    if (!(form instanceof HTMLFormElement) || known.has(form)) return;
    known.add(form);
    const box = new Combobox(form);
    /** @type {HTMLElement | null} */
    const button = form.querySelector("[data-od-near-me]");
    if (button) offerNearMe(button, box.status);
  });
}

/** Make a combobox of every field that asks, as soon as it is there. */
export function offerAnswers() {
  new MutationObserver(attend).observe(document.body, { childList: true, subtree: true });
  attend();
}
