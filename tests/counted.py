"""The real directory, counted by plain Python over its file: what tests say of it does not rest on what they test."""

import csv
from datetime import date

from odmap.settings import CHANGES, ORGANISATIONS

with ORGANISATIONS.open(encoding="utf-8", newline="") as stream:
    RECORDS = list(csv.DictReader(stream))

TOTAL = len(RECORDS)
COUNTRIES = len({record["country"] for record in RECORDS if record["country"]})
DATA_AS_OF = max(record["read_on"] for record in RECORDS)


def number_of(**fields: str) -> int:
    """Return how many records have just these values, such as ``country="FI", type="service"``; "" is an empty cell."""
    return sum(all(record[name] == value for name, value in fields.items()) for record in RECORDS)


def begun_before(year: int) -> int:
    """Return how many with a place on the map are known to have begun, at the latest, in a decade before a year."""
    return sum(record["country"] != "" and "" < record["founded"] < str(year) for record in RECORDS)


LOCATED = TOTAL - number_of(country="")
"""How many have a place on the map."""

_DAY = date.fromisoformat(DATA_AS_OF)
DATA_AS_OF_IN_WORDS = f"{_DAY.day} {_DAY:%B %Y}"

HEADLINE = (
    f"{TOTAL} organisations in {COUNTRIES} countries, {number_of(status='active')} known to be active; "
    f"sources read up to {DATA_AS_OF_IN_WORDS}"
)
"""The sentence above the map of all of them."""

with CHANGES.open(encoding="utf-8", newline="") as stream:
    ADDITIONS = [change for change in csv.DictReader(stream) if change["kind"] == "added"]

ADDED_LAST = sum(change["date"] == max(one["date"] for one in ADDITIONS) for change in ADDITIONS)
"""How many came into the directory on the last day on which any did."""
