/** What the scripts hand to each other and get from the server. docs/map-channel.md explains the messages. */

import type { Map as LeafletMap, Marker, MarkerClusterGroup } from "leaflet";

declare global {
  interface Window {
    /** Sets the map up; the frame's own script calls it once. */
    odmapWorld?: (map: LeafletMap, given: Partial<Settings>) => MapHandle;
    /** What graphics/leaflet_options.py says, in the frame of the page. */
    odmapSettings?: Partial<Settings>;
    /** The map in this window, once there is one. */
    odmap?: MapHandle;
    /** A card as HTML, where the page has them all and no server is asked. */
    odmapCard?: (id: string) => string;
    /** The page's own script, once it is there; `version` is that of the messages it understands. */
    odmapPage?: { version: number };
    /** The organisations of a notebook's map, and what sets it up: maps/notebook.py calls both. */
    odmapOrganisations?: (types: string[], drawings: string[], organisations: Listed[]) => MarkerClusterGroup;
    odmapStart?: (map: LeafletMap, group: MarkerClusterGroup, title: string) => void;
    odmapStory?: { start: () => void; leave: () => void };
  }
}

declare module "leaflet" {
  interface Marker {
    /** Which organisation a mark stands for. */
    od: Organisation;
  }
}

export interface MapHandle {
  show: (view: unknown) => void;
  /** Lights up the marks of rows of the table, or the clusters that hold them; or none. */
  light: (rows: number[]) => void;
  /** Returns some rows of a country that are in sight, from a place in their order. */
  of: (country: string, from: number) => Promise<number[]>;
  /** Tells the page once more what is in sight. */
  again: () => void;
}

export interface Organisation {
  id: string;
  /** Its place in the columns of the table. */
  index: number;
  type: number;
  country: number;
}

/** An organisation of a notebook's map; every text is plain, latitude and longitude are degrees (WGS 84). */
export interface Listed {
  latitude: number;
  longitude: number;
  /** Its place in the list of drawings. */
  mark: number;
  type: string;
  /** In English. */
  country: string;
  /** What a screen reader speaks. */
  label: string;
  name: string;
  /** What the popup says below the name. */
  lines: string[];
  links: string[];
}

export type Members = null | undefined | string | number[];

export interface Measure {
  name: string;
  classes: string[];
  /** Country code (ISO 3166-1 alpha-2) to a place in `classes`, and what is said of it. */
  of: Record<string, [number, string]>;
  rest: string;
}

export interface Here {
  latitude: number;
  longitude: number;
  words: string;
  reach?: number | null;
}

/** What the legend says of the main types, in the order of the vocabulary. */
export interface Types {
  /** How many organisations each would show, with all else that is chosen. */
  of: number[];
  /** The places of those that are chosen. */
  chosen?: number[];
}

export interface View {
  version: number;
  members?: Members;
  chosen?: number | null;
  measure?: Measure | null;
  here?: Here | null;
  /** What marks and rings are coloured by; the main type without it. */
  colour?: "certainty" | null;
  types?: Types | null;
  story?: boolean | null;
  position?: [number, number, number] | null;
}

export type Message =
  | { kind: "moved"; place: string }
  | { kind: "open"; organisation: string }
  | { kind: "types"; chosen: string[] }
  | { kind: "in-sight"; rows: number[]; total: number; of: number; countries: [string, number][] }
  | { kind: "pointed"; rows: number[]; countries: string[] };

/** What the map is told once, wherever it stands. */
export interface Settings {
  name: string;
  attribution: string;
  /** What the main types are called together. */
  legend: string;
  types: string[];
  /** What each is called. */
  words: string[];
  template: string;
  marks: Record<string, { shape: string; letter: string; baseline: string }>;
  many: number;
  listed: number;
  zooms: { closest: Record<string, number>; near: Record<string, number> };
  overview: string | Topology | Promise<Topology>;
  detail: string | Topology | Promise<Topology>;
  table: string | Table | Promise<Table>;
  card: string;
  names: string;
  /** Where towns and regions are asked for from near; none where there is no server to ask. */
  tiles?: TileSource;
  /** And the fine outline of countries. */
  nearLand?: TileSource & TileGrid;
}

export interface TileSource {
  /** With `{level}`, `{column}` and `{row}`. */
  address: string;
  /** Each with the first and the last zoom of the map that it serves. */
  levels: [number, number, number][];
}

export interface TileGrid {
  /** From one side of a tile to the other. */
  units: number;
  /** Units that it reaches beyond each side. */
  margin: number;
}

/** Parts of countries: code, and rings as scripts/build_land.py says. */
export type LandTile = [string, number[][]][];

/** What the map shows of a part of the world from near, as geography/map_tiles.py says. */
export interface Tile {
  /** Name, latitude, longitude, the zoom from which it may show, and thousands of people. */
  towns: [string, number, number, number, number][];
  /** Of regions: name, latitude, longitude, zoom. */
  names: [string, number, number, number][];
  /** Borders between regions, as in TopoJSON, and from which zoom each shows. */
  arcs: Topology["arcs"];
  transform: Topology["transform"];
  zooms: number[];
}

/** Every located organisation as columns. */
export interface Table {
  ids?: string[];
  labels?: string[];
  types: number[];
  looks: number[];
  classes: string[];
  precisions: number[];
  exact: string[];
  country: number[];
  countries: string[];
  latitudes: number[];
  longitudes: number[];
}

/** A quantised TopoJSON of countries. */
export interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: Record<string, { geometries: TopoGeometry[] }>;
}

export type TopoGeometry =
  | { type: "Polygon"; arcs: number[][]; properties: Country }
  | { type: "MultiPolygon"; arcs: number[][][]; properties: Country }
  | { type: null; properties: Country };

/** A country of the base map: its code, and, where it has room for it, its name and where that stands from which zoom. */
export interface Country {
  iso2?: string;
  name?: string;
  lx?: number;
  ly?: number;
  ml?: number;
}

export type Chosen = Marker | null;
