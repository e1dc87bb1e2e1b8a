"""Makes plausible organisations, so that odmap can be measured with more than there are.

    python -m benchmarks.generator 10000 -o many.local.csv [--seed 1]

The file begins with the real directory. What follows is made up, says so in its note, and leads only to
``example.org``; its countries and towns are real, so that the gazetteer finds them. The same size and seed give the
same file.
"""

import argparse
import csv
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

from odmap.directory.organisation import COLUMNS, Activity, Type
from odmap.geography.place_names import fold
from odmap.settings import GAZETTEER, ORGANISATIONS

SEED = 1
FROM_DIRECTORY = 0.4
"""The share of records that stand where a real organisation stands; the others are in a town of the gazetteer."""

KEPT = (
    *("type", "activities", "settings", "scope", "status", "last_seen", "verification"),
    *("principles", "languages", "read_on"),
)
"""What a made-up record takes over, together, from a real one: terms of closed vocabularies, and years."""

_NAMES = (
    "Open Dialogue {place}",
    "{place} Open Dialogue Team",
    "{place} Network for Dialogical Practice",
    "Dialogical Services of {place}",
    "{place} Institute for Open Dialogue",
    "Peer-supported Open Dialogue {place}",
)
_SENTENCES = (
    "{name} meets people in a crisis together with family, friends and others who matter.",
    "It began as a small team in {place} and now works with the services around it.",
    "Its meetings are open to everybody concerned, and nothing is decided without them.",
    "Each year it offers a course in dialogical practice, with supervision in between.",
    "It studies with two universities what network meetings change for those who take part.",
    "People with experience of crises work in the team and teach in its courses.",
    "A report describes its first years, the waiting times and what families say of it.",
)
_NOTE = "Made up for a measurement: no such organisation exists. "


class Place(NamedTuple):
    """Where a record is, as its three cells say it."""

    country: str
    region: str
    town: str


class _Towns:
    """Draws towns of the gazetteer: larger ones more often, and countries as often as their people suggest."""

    def __init__(self) -> None:
        query = (
            "SELECT town.country, coalesce(region.name, ''), town.name, town.people FROM place AS town "
            "LEFT JOIN place AS region ON region.id = town.parent WHERE town.kind = 'locality' ORDER BY town.id"
        )
        places: dict[str, list[Place]] = defaultdict(list)
        weights: dict[str, list[float]] = defaultdict(list)
        with closing(sqlite3.connect(f"{GAZETTEER.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            for country, region, town, people in database.execute(query):
                places[country].append(Place(country, region, town))
                weights[country].append((people + 1) ** 0.5)
        self._places = dict(places)
        self._weights = {country: list(accumulate(each)) for country, each in weights.items()}
        self._countries = list(places)
        self._by_size = list(accumulate(self._weights[country][-1] ** 0.5 for country in places))

    def draw(self, random: Random, country: str = "") -> Place:
        """Return a town of a country, or of any country if the gazetteer knows no town of that one."""
        if country not in self._places:
            country = random.choices(self._countries, cum_weights=self._by_size)[0]
        return random.choices(self._places[country], cum_weights=self._weights[country])[0]


def real() -> list[dict[str, str]]:
    """Return the records of the project's own directory."""
    with ORGANISATIONS.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def organisations(size: int, seed: int = SEED) -> Iterator[dict[str, str]]:
    """Yield that many records: the real ones first, then made-up ones.

    Args:
        size: how many.
        seed: other seeds give other records.
    """
    known = real()
    ids = {record["id"] for record in known}
    for record in known[:size]:
        twin = record["possible_duplicate_of"]
        yield record if size >= len(known) or not twin else {**record, "possible_duplicate_of": ""}
    random = Random(seed)  # noqa: S311 - plausible, not secret
    towns = _Towns() if size > len(known) else None
    for number in range(len(known) + 1, size + 1):
        assert towns is not None
        record = _made_up(number, random, random.choice(known), towns)
        assert record["id"] not in ids
        yield record


def _made_up(number: int, random: Random, pattern: dict[str, str], towns: _Towns) -> dict[str, str]:
    """Return a record that has the terms, and about the length of texts, of a real one."""
    place = _place(random, pattern, towns)
    called = place.town or place.region or place.country or "Worldwide"
    name = f"{random.choice(_NAMES).format(place=called)} {number}"
    letters = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in fold(name))
    identifier = f"{'-'.join(letters.split()[:-1])[:60].strip('-')}-{number}".strip("-")
    site = f"https://example.org/{identifier}"
    told = [sentence.format(name=name, place=called) for sentence in random.sample(_SENTENCES, random.randint(2, 4))]
    record = {
        **dict.fromkeys(COLUMNS, ""),
        **{column: pattern[column] for column in KEPT},
        "id": identifier,
        "name": name,
        "own_name": f"{called} {number}" if pattern["own_name"] else "",
        "summary": " ".join(told),
        "country": place.country,
        "region": place.region,
        "town": place.town,
        "parent": f"Health services of {called}" if pattern["parent"] else "",
        "founded": str(random.randint(1990, 2020)) if pattern["founded"] else "",
        "status_note": "A page of its own shows a meeting held",
        "list": "research",
        "website": site if pattern["website"] else "",
        "sources": " | ".join(
            f"{site}/{page}/what-a-public-page-says-about-it" for page in range(pattern["sources"].count(" | ") + 1)
        ),
        "note": (_NOTE + _NOTE * 3)[: max(len(_NOTE), len(pattern["note"]))].strip(),
    }
    if random.random() < 0.2:  # other terms than any real record has together
        record["type"] = random.choice(list(Type)).value
        record["activities"] = ";".join(each.value for each in random.sample(list(Activity), random.randint(1, 4)))
    return record


def _place(random: Random, pattern: dict[str, str], towns: _Towns) -> Place:
    """Return a place that is known as exactly as the pattern's: a town, a region, a country or none."""
    if not pattern["country"]:
        return Place("", "", "")
    if random.random() < FROM_DIRECTORY:
        return Place(pattern["country"], pattern["region"], pattern["town"])
    found = towns.draw(random, pattern["country"] if random.random() < FROM_DIRECTORY else "")
    if pattern["town"]:
        return found
    return Place(found.country, found.region if pattern["region"] else "", "")


def write(path: Path, size: int, seed: int = SEED) -> None:
    """Write a directory file of that size, which ``odmap check`` accepts."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(organisations(size, seed))


def main() -> int:
    """Write a file."""
    parser = argparse.ArgumentParser(description="Make up a directory of any size.")
    parser.add_argument("size", type=int, help="how many organisations, the real ones among them")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the CSV file to write")
    parser.add_argument("--seed", type=int, default=SEED, help="default: %(default)s")
    options = parser.parse_args()
    write(options.output, options.size, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
