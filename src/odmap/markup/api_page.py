"""The documentation of the API for people: a page made from the description for programs, so that both say the same."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from markupsafe import Markup

from odmap.graphics.palette import css
from odmap.markup import rendering
from odmap.settings import STATIC
from odmap.views.provenance import CAVEAT, LICENCE, LICENCE_ADDRESS
from odmap.views.selection import TEXT

Json = Mapping[str, Any]


class Operation(NamedTuple):
    """One address, and what to know about it.

    Attributes:
        name: that no other has.
        tag: the group to which it belongs.
        address: as it is written; parts in braces are to be filled in.
        link: where it leads from the page; empty where something is to be filled in.
        summary: what it gives.
        more: what else there is to say; may be empty.
        parameters: the names of those of its query.
        parts: those of its path, each with what it is and what it may be.
        answers: the status of each answer, and what it means.
    """

    name: str
    tag: str
    address: str
    link: str
    summary: str
    more: str
    parameters: list[str]
    parts: "list[Parameter]"
    answers: list[tuple[str, str]]


class Parameter(NamedTuple):
    """One parameter: what it means, and an example as it stands in an address; empty where there is none."""

    name: str
    meaning: str
    values: list[str]
    example: str


def page(document: Json, paths: Iterable[str], query: str, to_api: str) -> str:
    """Return the documentation as a page.

    Args:
        document: the description of the API, OpenAPI 3.1.
        paths: the addresses that are told of.
        query: filters to keep, with a question mark; they follow the addresses that take them.
        to_api: where the addresses lie, as seen from the page's own: "./" or "./api/".
    """
    schemas = document["components"]["schemas"]
    described = {path: document["paths"][path]["get"] for path in paths}
    operations = [_operation(path, about, schemas, query, to_api) for path, about in described.items()]
    tags = [
        (tag["name"], tag["description"], told)
        for tag in document["tags"]
        if (told := [one for one in operations if one.tag == tag["name"]])
    ]
    return rendering.render(
        "api.html",
        style=_style(),
        about=document["info"],
        tags=tags,
        parameters=list(_parameters(described.values(), schemas)),
        to_api=to_api,
        way_back="./" if to_api != "./" else "../",
        caveat=CAVEAT,
        licence=LICENCE,
        licence_address=LICENCE_ADDRESS,
    )


@cache
def _style() -> Markup:
    """Return the style sheet, with the colours of light and dark."""
    colours = f":root{{{css('light')}}}\n@media (prefers-color-scheme: dark){{:root{{{css('dark')}}}}}\n"
    return Markup(colours + (STATIC / "api.css").read_text("utf-8"))  # noqa: S704 - our own files only


def _operation(path: str, about: Json, schemas: Json, query: str, to_api: str) -> Operation:
    named = [one["name"] for one in about["parameters"] if one["in"] == "query"]
    address = f"{path}{query if TEXT in named else ''}"
    return Operation(
        name=about["operationId"],
        tag=about["tags"][0],
        address=address,
        link="" if "{" in path else f"{to_api}{address.removeprefix('/api/')}",
        summary=about["summary"],
        more=about.get("description", ""),
        parameters=named,
        parts=[_parameter(one, schemas) for one in about["parameters"] if one["in"] == "path"],
        answers=[
            (status, " · ".join([answer["description"], *answer.get("content", ())]))
            for status, answer in about["responses"].items()
        ],
    )


def _parameters(operations: Iterable[Json], schemas: Json) -> Iterator[Parameter]:
    """Yield each parameter of a query once, in the order in which addresses have them."""
    told: set[str] = set()
    for one in (parameter for about in operations for parameter in about["parameters"]):
        if one["in"] == "query" and one["name"] not in told:
            told.add(one["name"])
            yield _parameter(one, schemas)


def _parameter(about: Json, schemas: Json) -> Parameter:
    schema = about["schema"]
    choices = schemas.get(schema.get("items", schema).get("$ref", "").rpartition("/")[2], {})
    values = choices.get("enum", ())
    example = next(iter(schema.get("examples", ())), None)
    given = [example] if isinstance(example, str) else example or []
    return Parameter(
        about["name"],
        about.get("description", ""),
        [value for value in values if value],
        "&".join(f"{about['name']}={quote_plus(value, safe=',')}" for value in given),
    )
