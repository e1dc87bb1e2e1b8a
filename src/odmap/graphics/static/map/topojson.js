/** Turn quantised TopoJSON into GeoJSON (TopoJSON specification, section 2.1.4).
 *
 * @import { Country, Topology } from "../shared/types"
 * @import { Feature, MultiPolygon, Polygon, Position } from "geojson"
 */

/**
 * Return the arcs in degrees: each point is stored as the step from the one before.
 * @param {Pick<Topology, "arcs" | "transform">} topology
 * @returns {Position[][]}
 */
export function unpackedArcs({ arcs, transform: { scale, translate } }) {
  return arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([east, north]) => {
      x += east;
      y += north;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}

/**
 * Return the features of one of its objects; those without a shape are left out.
 * @param {Topology} topology
 * @param {string} name
 * @returns {Feature<Polygon | MultiPolygon, Country>[]}
 */
export function topoFeatures(topology, name) {
  const arcs = unpackedArcs(topology);
  /** @param {number[]} indices - of arcs, each beginning where the one before ends; `~index` for one backwards */
  const ring = (indices) => indices.flatMap((index, place) => {
    const points = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
    return place ? points.slice(1) : points;
  });
  return topology.objects[name].geometries.flatMap((shape) => {
    if (shape.type === null) return [];
    const geometry = /** @type {Polygon | MultiPolygon} */ (shape.type === "Polygon"
      ? { type: shape.type, coordinates: shape.arcs.map(ring) }
      : { type: shape.type, coordinates: shape.arcs.map((polygon) => polygon.map(ring)) });
    return [{ type: /** @type {const} */ ("Feature"), properties: shape.properties, geometry }];
  });
}
