"""The parameters of the API, each declared once: FastAPI reads, checks and describes them as they stand here.

Each may be repeated, and blank values are passed over, so that a query copied from a page works. A new filter in
:data:`~odmap.views.selection.FACETS` is a parameter of every address that takes filters.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from pydantic import Field, WithJsonSchema, create_model

from odmap.analysis.gaps.summary import Rule
from odmap.directory.current import load
from odmap.exports import pictures
from odmap.geography.countries import load as countries
from odmap.graphics.palette import MODES, Mode
from odmap.views.codes import COUNTRIES, Codes
from odmap.views.selection import FACETS, LONGEST_TEXT, TEXT, Facet
from odmap.views.urls import BEGIN, OF_GAPS_FILE, OF_LOOKS
from odmap.web.http.api.description import Json
from odmap.web.http.queries import DirectoryView, check_directory, check_names, selection
from odmap.web.http.refusals import Refused, no_country, shown
from odmap.web.http.responses import DOWNLOAD, wants_to_keep

Choice = TypeVar("Choice", bound=str)
Value = TypeVar("Value")


def known_names(passed_over: Iterable[str] = OF_LOOKS) -> Any:
    """Make a dependency that refuses every parameter that the address does not declare.

    Args:
        passed_over: those that may stay in a query copied from a page.
    """
    harmless = tuple(passed_over)

    async def check(request: Request) -> None:
        route: APIRoute = request.scope["route"]
        declared = [one.alias for one in get_flat_params(route.dependant) if one.alias not in request.path_params]
        check_names(request.query_params, declared, harmless)

    return Depends(check)


def no_values() -> list[str]:
    """Return what a parameter has that is not given; ``list`` itself would be slow to look into at each request."""
    return []


def last(given: Iterable[str], read: Callable[[str], Value], usual: Value) -> Value:
    """Read each value that is not blank, so that none is wrong, and return the last; ``usual`` if there is none."""
    for text in given:
        if stripped := text.strip():
            usual = read(stripped)
    return usual


# --------------------------------------------------------------------------- which organisations


def _codes(codes: Codes) -> Json:
    items = {"type": "string", "pattern": f"^({codes.pattern})$"}
    return {"type": "array", "items": items, "examples": [list(codes.examples)]}


def _facet(facet: Facet) -> tuple[Any, Any]:
    if isinstance(facet.values, Codes):
        words = facet.values.words
        schema = _codes(facet.values)
    else:
        words = ", ".join(f"{value} ({label})" for value, label in facet.values.items())
        terms = list(facet.values)
        schema = {"type": "array", "items": {"type": "string", "enum": terms}, "examples": [terms[:1]]}
    told = f"{facet.label}: {words}. May be repeated."
    return Annotated[list[str], WithJsonSchema(schema)], Field(default_factory=no_values, description=told)


_SEARCH: tuple[Any, Any] = (
    Annotated[list[str], WithJsonSchema({"type": "string", "maxLength": LONGEST_TEXT, "examples": ["peer"]})],
    Field(
        default_factory=no_values,
        description="Words to search for in names, places and summaries; accents and case do not matter",
    ),
)
_fields: dict[str, Any] = {**{facet.name: _facet(facet) for facet in FACETS}, TEXT: _SEARCH}
Filters = create_model("Filters", **_fields)
"""Every filter with its values as given; what they mean depends on the directory."""


def _selected(filters: Annotated[Filters, Query()]) -> DirectoryView:  # type: ignore[valid-type] # made from FACETS
    directory = load()
    check_directory(directory)
    return DirectoryView(directory, selection(dict(filters), directory))


Selected = Annotated[DirectoryView, Depends(_selected)]
"""The organisations that a query chooses."""


MeasuredFilters = create_model("MeasuredFilters", **{name: _fields[name] for name in OF_GAPS_FILE})
"""The filters that gaps follow, with their values as given."""


def _measured(filters: Annotated[MeasuredFilters, Query()]) -> DirectoryView:  # type: ignore[valid-type] # as above
    directory = load()
    check_directory(directory)
    return DirectoryView(directory, selection(dict(filters), directory))


Measured = Annotated[DirectoryView, Depends(_measured)]
"""The whole directory, and what of it is measured where."""


async def _changed_in(
    country: Annotated[
        list[str],
        WithJsonSchema(_codes(COUNTRIES)),
        Query(
            default_factory=no_values,
            description="Only changes in these countries, also where nothing is listed yet. May be repeated.",
        ),
    ],
) -> list[str]:
    return country


ChangedIn = Annotated[list[str], Depends(_changed_in)]
"""The countries whose changes are asked for, as given."""


# --------------------------------------------------------------------------- what a file looks like


def _one_of(name: str, allowed: Mapping[str, Choice], usual: Choice, words: str) -> Callable[..., Awaitable[Choice]]:
    """Make a dependency that reads one of a few words."""
    schema = {"type": "string", "enum": list(allowed)}
    use = " or ".join(allowed)

    def known(text: str) -> Choice:
        if text not in allowed:
            error = f"“{shown(text)}” is no {name}. Use {use}."
            raise Refused(400, error, parameter=name, allowed=list(allowed))
        return allowed[text]

    async def read(
        given: Annotated[
            list[str], WithJsonSchema(schema), Query(default_factory=no_values, alias=name, description=words)
        ],
    ) -> Choice:
        return last(given, known, usual)

    return read


_RULES: Mapping[str, Rule] = {rule.value: rule for rule in Rule}
_COUNTS = f"What counts as listed; {Rule.VERIFIED.value} if nothing is said"

ByRule = Annotated[Rule, Depends(_one_of("rule", _RULES, Rule.VERIFIED, _COUNTS))]
"""What counts where gaps are measured."""

_MODES: Mapping[str, Mode] = {mode: mode for mode in MODES}
_SIZES: Mapping[str, pictures.Size] = {size: size for size in pictures.SIZES}
_FINE = "Twice as fine as a screen, or as fine as print wants it (the width of A3 at 300 dots per inch)"

ForMode = Annotated[
    Mode, Depends(_one_of("mode", _MODES, "light", "Colours for a light or a dark page; light if nothing is said"))
]
"""For which page a picture is meant."""

OfSize = Annotated[pictures.Size, Depends(_one_of("size", _SIZES, "screen", _FINE))]
"""How fine a picture is."""


async def _begin(
    begin: Annotated[
        list[str],
        WithJsonSchema({"type": "string", "pattern": "^[A-Za-z]{2}$", "examples": ["NO"]}),
        Query(
            default_factory=no_values,
            description="The country that the story begins with: an ISO 3166-1 alpha-2 code, "
            "also where nothing is listed",
        ),
    ],
) -> str:
    def known(text: str) -> str:
        code = text.upper()
        if code not in countries():
            raise no_country(text, BEGIN)
        return code

    return last(begin, known, "")


Begin = Annotated[str, Depends(_begin)]
"""The country that the story begins with; empty for none."""


async def _download(
    download: Annotated[
        list[str],
        WithJsonSchema({"type": "string", "enum": ["1", ""]}),
        Query(
            default_factory=no_values,
            alias=DOWNLOAD,
            description="1 (or no value): send a file to keep, with a name that says what it holds",
        ),
    ],
) -> bool:
    return wants_to_keep(download)


Keep = Annotated[bool, Depends(_download)]
"""Whether the file is to be kept."""
