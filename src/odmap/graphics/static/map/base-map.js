/** Land and borders on a canvas below everything, and the colours of a measure.
 *
 * @import { Country, Measure, Settings, Topology } from "../shared/types"
 * @import { GeoJSON as GeoJsonLayer, Map as LeafletMap, Path } from "leaflet"
 */

import { jsonOf } from "../shared/fetching.js";
import { colour, hatching, kindOf, speak, styleOf, wordsOf } from "./choropleth.js";
import { isGlobe, outline } from "./globe.js";
import { Labels } from "./labels.js";
import { NearLand } from "./near-land.js";
import { topoFeatures } from "./topojson.js";

const BEYOND = "AQ"; // the map ends at 60° S, where Antarctica begins
const CLOSER = 3; // the zoom from which the fine outline is worth its bytes

/**
 * @param {LeafletMap} map
 * @param {string} name
 * @param {number} order
 */
function silentPane(map, name, order) {
  const pane = map.createPane(name);
  pane.style.zIndex = String(order);
  pane.style.pointerEvents = "none";
  return pane;
}

export class BaseMap {
  /** @type {Measure | null} */
  #measure = null;
  /** @type {CanvasPattern | null} */
  #hatched = null;
  /** @type {Promise<void> | null} */
  #fine = null;
  /** Of the globe, where the map shows one. @type {import("leaflet").Polygon | undefined} */
  sea;
  /** @param {Country} country */
  #styleOf = (country) => styleOf(kindOf(this.#measure, country), this.#hatched);
  /** @type {import("leaflet").StyleFunction<Country>} */
  #style = (feature) => this.#styleOf(feature?.properties ?? {});

  /**
   * @param {LeafletMap} map
   * @param {Settings} settings
   */
  constructor(map, settings) {
    this.map = map;
    this.detail = settings.detail;
    this.pane = silentPane(map, "land", 200);
    this.labels = new Labels(map, settings.tiles);
    /** @type {GeoJsonLayer} */
    this.land = L.geoJSON(undefined, {
      ...{ renderer: L.canvas({ pane: "land", padding: 0.6 }) }, // handed on to each path
      pane: "land",
      interactive: false,
      style: this.#style,
      onEachFeature: (feature, layer) => this.#speak(feature.properties, layer),
    }).addTo(map);
    if (isGlobe(map)) this.#drawSea();
    this.near = new NearLand(map, settings.nearLand, this.#styleOf);
    /** Settles once the land is drawn. */
    this.ready = this.#draw(settings.overview);
  }

  /** Around the globe there is no sea: its edge is drawn. */
  #drawSea() {
    document.documentElement.classList.add("globe");
    const style = { color: colour("--od-border"), fillColor: colour("--od-sea"), fillOpacity: 1, weight: 1 };
    silentPane(this.map, "sea", 190);
    this.sea = L.polygon(outline(), { ...style, pane: "sea", interactive: false, renderer: L.canvas({ pane: "sea", padding: 0.6 }) })
      .addTo(this.map);
  }

  /** @param {Settings["overview"]} overview */
  async #draw(overview) {
    this.#put(await jsonOf(overview));
    document.documentElement.dataset.land = "drawn";
    this.map.on("moveend", () => this.#lookCloser());
    setTimeout(() => this.#lookCloser(), 0);
  }

  /** Draw the countries and name them; Mercator has no room for what lies beyond. @param {Topology} topology */
  #put(topology) {
    const all = topoFeatures(topology, "countries");
    const features = isGlobe(this.map) ? all : all.filter(({ properties }) => properties.iso2 !== BEYOND);
    const collection = { type: /** @type {const} */ ("FeatureCollection"), features };
    this.land.clearLayers();
    this.land.addData(collection);
    this.labels.name(features.map((feature) => feature.properties));
  }

  /** From afar a coarse outline will do; the fine one comes when a visitor looks closer. */
  async #lookCloser() {
    try {
      if (this.map.getZoom() >= CLOSER) await (this.#fine ??= this.#refine());
    } catch (error) {
      this.#fine = null; // it is asked for again with the next move
      console.error("odmap: the fine outline of the land could not be loaded", error);
    }
  }

  async #refine() {
    this.#put(await jsonOf(this.detail));
  }

  /** @param {Country} country @param {import("leaflet").Layer} layer */
  #speak(country, layer) {
    /** @type {Path} */ (layer).options.interactive = Boolean(this.#measure);
    speak(layer, wordsOf(this.#measure, country));
  }

  /** Draw with the colours that hold now. */
  restyle() {
    this.#hatched = hatching();
    this.sea?.setStyle({ color: colour("--od-border"), fillColor: colour("--od-sea") });
    this.land.setStyle(this.#style);
    this.near.restyle();
    this.labels.restyle();
  }

  /**
   * Colour the countries by a measure, or by none.
   * @param {Measure | null} measure
   */
  show(measure) {
    if (!measure && !this.#measure) return;
    this.#measure = measure;
    this.pane.style.pointerEvents = measure ? "auto" : "none";
    this.restyle();
    this.land.eachLayer((layer) => {
      this.#speak(/** @type {import("leaflet").Polygon} */ (layer).feature?.properties, layer);
    });
    document.documentElement.dataset.measure = measure ? measure.name : "";
  }
}
