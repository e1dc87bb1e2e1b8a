"""Makes places of the regions: those of Natural Earth, and the groups made of them. Needs shapely."""

from typing import Any

from scripts.gazetteer_build import corrections, geometry
from scripts.gazetteer_build.model import NATURAL_EARTH, NATURAL_EARTH_GROUPED, Place, names_in_scripts
from scripts.gazetteer_build.regions import GroupPlan, Unit, feature_names, region_code, without_kind

from odmap.geography.place_names import fold

Row = dict[str, Any]


def read_units(features: list[Row], english: dict[str, str], scripts: dict[str, frozenset[str]]) -> list[Unit]:
    """Turn the features that have a country and a name into units."""
    units = []
    for feature in features:
        properties = feature["properties"]
        country = properties["iso_a2"] or ""
        if len(country) != 2 or not country.isalpha() or not properties["name"]:
            continue
        code = region_code(properties["iso_3166_2"] or "", country, english)
        outline = geometry.from_geojson(feature["geometry"])
        names = names_in_scripts(feature_names(properties), scripts[country])
        units.append(Unit(country, properties, outline, geometry.area(outline), code, names))
    return sorted(units, key=lambda unit: str(unit.properties["adm1_code"]))


def unit_place(unit: Unit, english: dict[str, str], country_keys: set[str]) -> Place:
    """Make the place of one feature, its point moved inside if the label lies outside."""
    properties = unit.properties
    latitude, longitude = float(properties["latitude"]), float(properties["longitude"])
    if not geometry.contains(unit.outline, latitude, longitude):
        latitude, longitude = geometry.label_point(unit.outline)
    code = unit.code or ""
    name = corrections.REGION_NAMES.get(code) or english.get(code) or properties["name"]
    fuzzy = {properties[key] for key in ("name", "name_en", "gn_name") if properties[key]} | {name}
    names = unit.names | fuzzy | set(corrections.REGION_ALIASES.get(code, ()))
    # Natural Earth calls a Danish region "Denmark" in English; no region goes by its country's name.
    names = {other for other in names if other == name or fold(other) not in country_keys}
    return Place(
        kind="region",
        name=name,
        country=unit.country,
        latitude=latitude,
        longitude=longitude,
        source=NATURAL_EARTH,
        names=names | without_kind(names),
        fuzzy_names={other for other in fuzzy if other in names},
        iso_3166_2=unit.code,
    )


def group_place(plan: GroupPlan) -> Place:
    """Make the place of a group, its point well inside its largest part."""
    outline = geometry.union([unit.outline for unit in plan.members])
    latitude, longitude = geometry.label_point(outline)
    names = plan.names | set(corrections.REGION_ALIASES.get(plan.code or "", ()))
    return Place(
        kind="region",
        name=plan.name,
        country=plan.country,
        latitude=latitude,
        longitude=longitude,
        source=NATURAL_EARTH_GROUPED,
        names=names | without_kind(names),
        fuzzy_names=set(names),
        iso_3166_2=plan.code,
    )
