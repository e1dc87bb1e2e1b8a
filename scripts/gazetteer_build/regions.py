"""Decides which regions there are: their codes, and the larger ones that Natural Earth has only in pieces."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from scripts.gazetteer_build import corrections
from scripts.gazetteer_build.model import Place

from odmap.geography.place_names import fold, place_variants

Row = dict[str, Any]

_ENGLISH_FIELDS = ("name", "name_en", "gn_name", "woe_name")


@dataclass
class Unit:
    """One feature of Natural Earth: what the file says, what became of its code, and its outline."""

    country: str
    properties: Row
    outline: Any = None
    area: float = 0.0
    """In square degrees, to tell which of two parts of a region is the larger."""
    code: str | None = None
    names: set[str] = field(default_factory=set)
    place: Place | None = None

    @property
    def natural_earth_code(self) -> str:
        """The code in the file, before corrections."""
        return str(self.properties["iso_3166_2"] or "")


def region_code(natural_earth_code: str, country: str, known_codes: Iterable[str]) -> str | None:
    """Return the ISO 3166-2 code of a feature.

    None stands where Natural Earth's code is its own invention, abolished or of another country.

    >>> region_code("PL-SL", "PL", ()), region_code("XK-X01~", "XK", ())
    ('PL-24', None)
    """
    if natural_earth_code in corrections.ABOLISHED_CODES:
        return None
    if natural_earth_code in corrections.REGION_CODES:
        return corrections.REGION_CODES[natural_earth_code]
    right_country = natural_earth_code.startswith(f"{country}-")
    return natural_earth_code if right_country and natural_earth_code in known_codes else None


def feature_names(properties: Row) -> set[str]:
    """Collect every name that Natural Earth gives a feature."""
    names = {properties[name] for name in _ENGLISH_FIELDS} | {properties["name_local"]}
    names |= set((properties["name_alt"] or "").split("|"))
    names |= {value for key, value in properties.items() if key.startswith("name_") and isinstance(value, str)}
    return {name.strip() for name in names if name and name.strip()}


def keep_one_per_code(units: list[Unit], english: dict[str, str]) -> dict[int, Unit]:
    """Leave each code with one unit; tell, by the identity of each other one, which unit that is.

    New South Wales and Lord Howe Island both say AU-NSW. The code stays with the unit that bears the region's
    name, or with the largest; the others lie in it.
    """
    by_code: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.code:
            by_code[unit.code].append(unit)
    part_of: dict[int, Unit] = {}
    for code, sharing in sorted(by_code.items()):
        wanted = set(place_variants(english.get(code, "")))
        first, *others = sorted(
            sharing,
            key=lambda unit: (
                fold(unit.properties["name"]) not in wanted,
                -unit.area,
                unit.properties["adm1_code"],
            ),
        )
        for other in others:
            other.code = None
            part_of[id(other)] = first
    return part_of


def without_kind(names: Iterable[str]) -> set[str]:
    """Return "Ibaraki" for "Ibaraki Prefecture", "Cork" for "County Cork"."""
    return {variant for name in names for variant in place_variants(name)}


@dataclass
class GroupPlan:
    """A larger region and the units that make it up."""

    country: str
    name: str
    code: str | None
    names: set[str]
    members: list[Unit]


def plan_groups(units: list[Unit], english: dict[str, str]) -> list[GroupPlan]:
    """Decide which larger regions to make: those kept by hand, and those in Natural Earth's fields."""
    plans = [*_groups_by_hand(units), *_geounits(units)]
    planned = {(plan.country, fold(plan.name)) for plan in plans}
    for (country, field_name), (natural_earth_code, members) in sorted(_groups_in_fields(units).items()):
        if (country, field_name) in corrections.NOT_A_GROUP or (country, fold(field_name)) in planned:
            continue
        code, name = _group_code_and_name(country, field_name, natural_earth_code, english)
        names = {name, field_name, _without_brackets(field_name)}
        plans.append(GroupPlan(country, name, code, names, members))
    return plans


def _groups_by_hand(units: list[Unit]) -> Iterable[GroupPlan]:
    by_code: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_code[unit.natural_earth_code].append(unit)
    for group in corrections.GROUPS:
        missing = [code for code in group.members if code not in by_code]
        if missing:
            raise SystemExit(f"Group {group.name} ({group.country}): Natural Earth has no {', '.join(missing)}")
        members = [unit for code in group.members for unit in by_code[code]]
        yield GroupPlan(group.country, group.name, group.iso_3166_2, {group.name, *group.aliases}, members)


def _geounits(units: list[Unit]) -> Iterable[GroupPlan]:
    for (country, unit_name), (name, code) in corrections.GEOUNITS.items():
        members = [unit for unit in units if (unit.country, unit.properties["geonunit"]) == (country, unit_name)]
        if not members:
            raise SystemExit(f"Natural Earth has no unit {unit_name} in {country}")
        yield GroupPlan(country, name, code, {name, unit_name}, members)


def _groups_in_fields(units: list[Unit]) -> dict[tuple[str, str], tuple[str, list[Unit]]]:
    """Return Natural Earth's code and the members of each value of the fields region and region_sub."""
    groups: dict[tuple[str, str], tuple[str, list[Unit]]] = {}
    for unit in units:
        region, code = unit.properties["region"], (unit.properties["region_cod"] or "").strip()
        if unit.country in corrections.GROUPED_BY_REGION and region:
            groups.setdefault((unit.country, region), (code, []))[1].append(unit)
    taken = {(country, fold(name)) for country, name in groups}
    taken |= {(unit.country, fold(unit.properties["name"])) for unit in units}
    for unit in units:
        if unit.country in corrections.GROUPED_BY_SUBREGION:
            name = corrections.SUBREGION_OF_UNIT.get(unit.natural_earth_code, unit.properties["region_sub"])
            if name and (unit.country, fold(name)) not in taken:
                groups.setdefault((unit.country, name), ("", []))[1].append(unit)
    return groups


def _without_brackets(name: str) -> str:
    """Return "Davao" for "Davao (Region XI)"."""
    return name.partition(" (")[0]


def _group_code_and_name(
    country: str, field_name: str, natural_earth_code: str, english: dict[str, str]
) -> tuple[str | None, str]:
    if (country, field_name) in corrections.GROUP_CODES:
        return corrections.GROUP_CODES[country, field_name]
    code = natural_earth_code.replace(".", "-")
    if code in english and code.startswith(f"{country}-"):
        return code, english[code]
    return None, _without_brackets(field_name)


def join(
    units: list[Unit],
    part_of: dict[int, Unit],
    plans: list[GroupPlan],
    make_place: Callable[[GroupPlan], Place],
) -> list[Place]:
    """Put each unit and group into the smallest group that holds it, and return the groups.

    A group of a single unit is that unit, unless made by hand: it lends the unit its names and is dropped.
    """
    taken = {unit.code for unit in units if unit.code}
    made: list[tuple[GroupPlan, Place, frozenset[int]]] = []
    for plan in plans:
        only = plan.members[0].place if len(plan.members) == 1 else None
        if only is not None and plan.name not in {group.name for group in corrections.GROUPS}:
            only.names |= plan.names | without_kind(plan.names)
            if plan.code and plan.code not in taken and only.iso_3166_2 is None:
                only.iso_3166_2 = plan.code
            continue
        made.append((plan, make_place(plan), frozenset(id(unit) for unit in plan.members)))
    made.sort(key=lambda entry: (len(entry[2]), entry[0].country, entry[0].name))
    for unit in units:
        assert unit.place is not None
        if id(unit) in part_of:
            unit.place.parent = part_of[id(unit)].place
        else:
            unit.place.parent = next((place for _, place, members in made if id(unit) in members), None)
    for position, (_, place, members) in enumerate(made):
        place.parent = next((larger for _, larger, wider in made[position + 1 :] if members < wider), None)
    return [place for _, place, _ in made]


def take_back_group_names(places: Iterable[Place]) -> None:
    """Remove from regions the names of the regions that they lie in.

    Natural Earth lends some members the name of their group: there Genoa is "Liguria", and Palermo "Sicilia".
    """
    for place in places:
        wider = {key for ancestor in place.ancestors() for key in ancestor.folded_names()} - {fold(place.name)}
        place.names = {name for name in place.names if fold(name) not in wider}
        place.fuzzy_names = {name for name in place.fuzzy_names if fold(name) not in wider}
