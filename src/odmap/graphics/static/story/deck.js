/** The story's stops on the page: which there are, and which is in sight. See markup/story.py. */

export class Deck {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  /** The story of this page, if there is one; Streamlit may draw it anew at any time. */
  static find() {
    const element = document.querySelector(".od-deck");
    return element instanceof HTMLElement ? new Deck(element) : null;
  }

  /** Whether the stop stands in the address's hash, as in a file, and not in its query. */
  get inHash() {
    return this.element.dataset.odDeck === "hash";
  }

  /** @returns {HTMLElement[]} */
  get stops() {
    return Array.from(this.element.querySelectorAll(".od-stop"));
  }

  /** The place of the stop that is in sight. */
  get current() {
    return this.stops.findIndex((stop) => !stop.hidden);
  }

  /** Whether the keyboard's place is in the story. */
  get hasFocus() {
    return this.element.contains(document.activeElement);
  }

  /**
   * Return the place of a stop, -1 for none of this name.
   * @param {string | undefined} id
   */
  placeOf(id) {
    return this.stops.findIndex((stop) => stop.dataset.odStop === id);
  }

  /** @param {string} selector @returns {HTMLElement} */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.element.querySelector(selector)); // deck.html has them all
  }

  /** @param {1 | -1} by */
  #button(by) {
    return /** @type {HTMLButtonElement} */ (this.#part(`[data-od-turn='${by}']`));
  }

  /**
   * Bring a stop into sight; before the first is the first, and after the last the last.
   * @param {number} index
   * @returns {HTMLElement | undefined}
   */
  turnTo(index) {
    const stops = this.stops, place = Math.min(Math.max(index, 0), stops.length - 1), stop = stops[place];
    if (!stop) return undefined;
    stops.forEach((each) => { each.hidden = each !== stop; });
    this.element.querySelectorAll("[data-od-goto]").forEach((dot) => {
      if (dot.getAttribute("data-od-goto") === stop.dataset.odStop) dot.setAttribute("aria-current", "step");
      else dot.removeAttribute("aria-current");
    });
    this.#part(".od-turn-place").textContent = this.#placeInWords;
    this.#button(-1).disabled = place === 0;
    this.#button(1).disabled = place === stops.length - 1;
    const scroller = stop.parentElement;
    if (scroller) {
      scroller.scrollTop = 0;
      scroller.tabIndex = scroller.scrollHeight > scroller.clientHeight + 1 ? 0 : -1;
    }
    return stop;
  }

  get #placeInWords() {
    return `${this.current + 1} of ${this.stops.length}`;
  }

  /**
   * Let screen readers say a stop.
   * @param {HTMLElement} stop
   */
  speak(stop) {
    const [title, words] = ["h2", ".od-stop-words"].map((selector) => stop.querySelector(selector)?.textContent);
    this.say(`${this.#placeInWords}. ${title}. ${words}`);
  }

  /**
   * Let screen readers say something.
   * @param {string} words
   */
  say(words) {
    this.#part("[role=status]").textContent = words;
  }

  /** Give the focus to the button that turns the page; to the one back where there is no next. */
  focus() {
    const next = this.#button(1);
    (next.disabled ? this.#button(-1) : next).focus();
  }

  /** Give the focus to the button that leads on, whether or not there is a next stop. */
  focusNext() {
    this.#button(1).focus();
  }

  /** The button that fills the screen. */
  get fullScreenButton() {
    return this.#part("[data-od-full]");
  }
}
