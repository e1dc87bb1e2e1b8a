"""The parameters of the lists of organisations: a part of the view, and some of the fields."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import WithJsonSchema

from odmap.exports.data.fields import FIELDS
from odmap.views.excerpt import BBOX, DEGREES, DISTANCE, LIMIT, OFFSET, BoundingBox, Excerpt, Point, degrees
from odmap.views.urls import NEAR
from odmap.web.http.api.parameters import last, no_values
from odmap.web.http.refusals import Refused, shown
from odmap.wording import format_number

PICK = "fields"
HIGHEST = 1_000_000
"""The largest ``limit`` and ``offset``; no directory of organisations is so long."""

_BOX_FORM = "west,south,east,north in degrees"
_PLACE_FORM = "latitude,longitude in degrees"


def _numbers(count: int, example: str) -> Any:
    return WithJsonSchema({"type": "string", "pattern": f"^{','.join([DEGREES] * count)}$", "examples": [example]})


def _whole(least: int) -> Any:
    return WithJsonSchema({"type": "integer", "minimum": least, "maximum": HIGHEST})


async def _excerpt(
    limit: Annotated[
        list[str],
        _whole(1),
        Query(default_factory=no_values, description="How many organisations at most; all of them if left out"),
    ],
    offset: Annotated[
        list[str],
        _whole(0),
        Query(default_factory=no_values, description="How many organisations to pass over at the beginning"),
    ],
    bbox: Annotated[
        list[str],
        _numbers(4, "19,59,32,71"),
        Query(
            default_factory=no_values,
            description="Only organisations whose mark lies in this box: west,south,east,north in degrees (RFC 7946). "
            "A box with west greater than east crosses the antimeridian. Bodies without a base are left out.",
        ),
    ],
    near: Annotated[
        list[str],
        _numbers(2, "60.17,24.94"),
        Query(
            default_factory=no_values,
            description="The nearest to this place first, each with “distance_km”: latitude,longitude in degrees. "
            "Organisations not known to a town or region are left out; the file says how many.",
        ),
    ],
) -> Excerpt:
    return Excerpt(
        limit=last(limit, _counted(LIMIT, 1), None),
        offset=last(offset, _counted(OFFSET, 0), 0),
        bbox=last(bbox, _box, None),
        near=last(near, _place, None),
    )


Excerpted = Annotated[Excerpt, Depends(_excerpt)]
"""The part of the view that is asked for."""


async def _picked(
    excerpt: Excerpted,
    fields: Annotated[
        list[str],
        WithJsonSchema({"type": "string", "pattern": "^[a-z_]+(?:,[a-z_]+)*$", "examples": ["id,name,country"]}),
        Query(
            default_factory=no_values,
            description=f"Only these fields of each organisation, with commas between them: {', '.join(FIELDS)}; with "
            f"“{NEAR}” also {DISTANCE}",
        ),
    ],
) -> tuple[str, ...] | None:
    allowed = (*FIELDS, DISTANCE) if excerpt.near else FIELDS
    wanted = [name.strip() for text in fields for name in text.split(",") if name.strip()]
    for name in wanted:
        if name not in allowed:
            raise _no_field(name, allowed)
    return tuple(dict.fromkeys(wanted)) or None


def _no_field(name: str, allowed: tuple[str, ...]) -> Refused:
    why = f" It is there with {NEAR}=latitude,longitude only." if name == DISTANCE else ""
    error = f"There is no field called “{shown(name)}”.{why} Use one of those allowed."
    return Refused(400, error, parameter=PICK, allowed=list(allowed))


Picked = Annotated[tuple[str, ...] | None, Depends(_picked)]
"""The fields that are asked for; ``None`` for all."""


def _counted(name: str, least: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if re.fullmatch(r"\d{1,7}", text, re.ASCII) and least <= int(text) <= HIGHEST:
            return int(text)
        most = format_number(HIGHEST)
        error = f"“{shown(text)}” is no {name}. Write a whole number from {least} to {most}, such as {name}=50."
        raise Refused(400, error, parameter=name, allowed=[f"{least} to {HIGHEST}"])

    return read


def _box(text: str) -> BoundingBox:
    given = degrees(text, 4)
    if given is None:
        raise _no_box(f"“{shown(text)}” is no box.")
    west, south, east, north = given
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise _no_box(f"“{shown(text)}” lies outside of the world: longitudes come first, to 180, latitudes to 90.")
    if south > north:
        raise _no_box(f"In “{shown(text)}” the south, {south:g}, lies north of the north, {north:g}.")
    return BoundingBox(west, south, east, north)


def _no_box(why: str) -> Refused:
    error = f"{why} Write {_BOX_FORM}, such as {BBOX}=19,59,32,71."
    return Refused(400, error, parameter=BBOX, allowed=[_BOX_FORM])


def _place(text: str) -> Point:
    if point := Point.read(text):
        return point
    why = (
        f"“{shown(text)}” lies outside of the world: latitude comes first."
        if degrees(text, 2)
        else f"“{shown(text)}” is no place."
    )
    error = f"{why} Write {_PLACE_FORM}, such as {NEAR}=60.17,24.94."
    raise Refused(400, error, parameter=NEAR, allowed=[_PLACE_FORM])
