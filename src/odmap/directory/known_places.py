"""Which places are known: those of the gazetteer or, where that is missing or damaged, at least the countries."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from geopy.location import Location

from odmap.data_file import DataFileError
from odmap.directory.organisation import Precision
from odmap.geography import countries
from odmap.geography.gazetteer import Gazetteer
from odmap.geography.place_names import fold


@contextmanager
def open_gazetteer() -> Iterator[Gazetteer]:
    """Open the gazetteer, and close it in the end.

    Raises:
        DataFileError: it is missing or damaged, also if that shows only while it is asked.
    """
    with closing(Gazetteer()) as gazetteer:
        yield gazetteer


class CountriesOnly:
    """Stands in for a gazetteer that is not there: it knows the middle of each country, and no other place."""

    def locate(self, country: str | None, region: str | None = None, town: str | None = None) -> Location | None:
        """Place a record in its country, whatever else it says; ``None`` without a country that is known."""
        found = _countries().get((country or "").strip().upper())
        if found is None:
            return None
        raw = {"precision": Precision.COUNTRY.value, "source": "countries.csv", "country": found.code}
        return Location(found.name, (found.latitude, found.longitude), raw)

    def country_names(self) -> dict[str, str]:
        """Return the names of all countries by ISO 3166-1 alpha-2 code, sorted by name; empty if none is known."""
        names = {code: country.name for code, country in _countries().items()}
        return dict(sorted(names.items(), key=lambda item: (fold(item[1]), item[0])))


def country_names() -> dict[str, str] | None:
    """Return the names of all countries by ISO 3166-1 alpha-2 code, sorted by name; ``None`` if no file knows them."""
    try:
        with open_gazetteer() as gazetteer:
            return gazetteer.country_names()
    except DataFileError:
        return CountriesOnly().country_names() or None


def _countries() -> dict[str, countries.Country]:
    try:
        return dict(countries.load())
    except DataFileError:
        return {}
