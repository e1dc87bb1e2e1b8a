"""Vocabularies that are not ours: the codes of countries and of languages, of which a directory has some.

Any code of the standard may be asked for, whether or not an organisation has it: asking for a country where nothing is
listed is no mistake, and the answer is an empty view.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from odmap.caching import kept_with
from odmap.directory.locating import NO_BASE_NAME
from odmap.geography import countries
from odmap.wording import language_name, language_names

NO_BASE = "none"
"""Stands for "no fixed base" where a country is asked for."""


@dataclass(frozen=True)
class Codes:
    """A vocabulary that is not ours: the codes of a standard. A directory has some, and any may be asked for.

    Attributes:
        words: which codes those are, for people who write a query by hand.
        pattern: what each looks like, as a regular expression.
        examples: two of them.
        label: returns what a visitor reads for a code; the directory may have a name for it.
        known: returns every code of the standard.
        empty: stands for a record whose cell is empty, and comes last; empty itself where such a record has no value.
    """

    words: str
    pattern: str
    examples: tuple[str, str]
    label: Callable[[pd.DataFrame, str], str]
    known: Callable[[], Collection[str]]
    empty: str = ""


def _world() -> Mapping[str, str]:
    """Return the name of every country by its code; of none if their file is broken: what is listed can be chosen."""
    try:
        return {code: country.name for code, country in countries.load().items()}
    except (OSError, ValueError, RuntimeError):
        return {}


def _country_name(frame: pd.DataFrame, code: str) -> str:
    """Return the name of a country by its code, whether or not something is listed there."""
    return NO_BASE_NAME if code == NO_BASE else _country_names(frame).get(code) or _world().get(code, code)


@kept_with(maxsize=1)
def _country_names(frame: pd.DataFrame) -> Mapping[str, str]:
    """Return the name of each country in a directory by its code. They are gathered once for each frame."""
    names = dict(zip(frame["country"], frame["country_name"], strict=True))
    return MappingProxyType({str(code): str(name) for code, name in names.items() if code})


def parts_of(code: str | None) -> tuple[str, ...]:
    """Return in which parts of the world a country lies; none if it is no country, or their file is broken."""
    try:
        return countries.parts_of(code) if code else ()
    except (OSError, ValueError, RuntimeError, KeyError):
        return ()


COUNTRIES = Codes(
    f"ISO 3166-1 alpha-2 codes, also where nothing is listed, or “{NO_BASE}” for bodies with no fixed base",
    pattern=f"[A-Z]{{2}}|{NO_BASE}",
    examples=("FI", "NO"),
    label=_country_name,
    known=lambda: [*_world(), NO_BASE],
    empty=NO_BASE,
)
LANGUAGES = Codes(
    "ISO 639-1 codes, also those that no organisation is known to use",
    pattern="[a-z]{2}",
    examples=("fi", "ja"),
    label=lambda _frame, code: language_name(code),
    known=language_names,
)
