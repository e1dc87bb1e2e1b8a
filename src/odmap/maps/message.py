"""What the page tells the map in its frame: one shape, with a version, that both ends check.

``docs/map-channel.md`` explains each field; the other half is ``graphics/static/shared/channel.js``. A parity test
shows the same messages, good and bad, to both.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

VERSION: Final = 1
"""Raised when an older script would misread a message; the script leaves alone what is not of its own version."""

_Bits = Annotated[str, Field(pattern=r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")]
_Number = Annotated[int, Field(ge=0)]
_Latitude = Annotated[float, Field(ge=-90, le=90)]
_Longitude = Annotated[float, Field(ge=-180, le=180)]
_Zoom = Annotated[float, Field(ge=0, le=10)]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Measure(_Message):
    """How to colour the countries.

    Attributes:
        name: of the measure.
        classes: the kinds of colour.
        of: country code (ISO 3166-1 alpha-2) to a place in ``classes``, and what is said of the country.
        rest: the kind of colour of every other country.
    """

    name: str
    classes: tuple[str, ...]
    of: dict[str, tuple[_Number, str]]
    rest: str

    @model_validator(mode="after")
    def _knows_its_classes(self) -> "Measure":
        if any(number >= len(self.classes) for number, _ in self.of.values()):
            raise ValueError("a country has a colour that is not among the classes")
        return self


class Here(_Message):
    """A place to mark: where it is (degrees, WGS 84), its name, and how many kilometres around it are looked at."""

    latitude: _Latitude
    longitude: _Longitude
    words: str
    reach: Annotated[float, Field(gt=0, le=20_000)] | None = None


class Types(_Message):
    """What the legend says of the main types, in the order of the vocabulary.

    Attributes:
        of: how many organisations each would show, with all else that is chosen.
        chosen: the places of those that are chosen.
    """

    of: tuple[_Number, ...]
    chosen: tuple[_Number, ...] = ()

    @model_validator(mode="after")
    def _knows_its_types(self) -> "Types":
        if any(place >= len(self.of) for place in self.chosen):
            raise ValueError("a type is chosen that has no number")
        return self


class View(_Message):
    """What the map shows.

    Attributes:
        version: of this shape.
        members: the organisations, as bits in base64 or by their numbers in the table; ``None`` for all.
        chosen: the number of the one to highlight.
        measure: how to colour the countries; ``None`` for the land's own colour.
        here: a place to mark.
        types: what the legend says; without it, there is none.
        story: whether a story is told: then the map follows its stops, and not the address.
        colour: what the marks are coloured by; ``None`` for the main type.
        position: where a stop holds the map: latitude, longitude, and the zoom of a map that is 1,000 pixels wide.
    """

    version: Literal[1] = VERSION
    members: _Bits | tuple[_Number, ...] | None = None
    chosen: _Number | None = None
    measure: Measure | None = None
    here: Here | None = None
    types: Types | None = None
    story: bool = False
    colour: Literal["certainty"] | None = None
    position: tuple[_Latitude, _Longitude, _Zoom] | None = None


def message(**fields: Any) -> dict[str, Any]:
    """Return a view as JSON can hold it, without what says nothing.

    Args:
        **fields: those of :class:`View`.

    Raises:
        pydantic.ValidationError: one cannot be read, or is of no view.
    """
    return {"version": VERSION, **View.model_validate(fields).model_dump(mode="json", exclude_defaults=True)}
