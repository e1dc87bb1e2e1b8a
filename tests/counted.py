"""The real directory, counted by plain Python over its file: what tests say of it does not rest on what they test."""

import csv
import re
from collections.abc import Mapping
from datetime import date

from odmap.settings import CHANGES, DATA, ORGANISATIONS

with ORGANISATIONS.open(encoding="utf-8", newline="") as stream:
    RECORDS = list(csv.DictReader(stream))

TOTAL = len(RECORDS)
COUNTRIES = len({record["country"] for record in RECORDS if record["country"]})
DATA_AS_OF = max(record["read_on"] for record in RECORDS)


def number_of(**fields: str) -> int:
    """Return how many records have just these values, such as ``country="FI", type="service"``; "" is an empty cell."""
    return sum(all(record[name] == value for name, value in fields.items()) for record in RECORDS)


_FOUND_UNDER = (DATA / "README.md").read_text("utf-8").split("| found under |")[1].split("\n\n")[0]
GROUP_OF = {
    activity: word
    for word, activities in re.findall(r"^\| `(\w+)` \| (.+) \|$", _FOUND_UNDER, re.MULTILINE)
    for activity in re.findall(r"`([\w ]+)`", activities)
}
"""Under which word of the legend each activity is found, as the data dictionary has it."""


def groups_of(record: Mapping[str, str]) -> set[str]:
    """Return under which words of the legend a record is found."""
    return {record["type"], *(GROUP_OF[activity] for activity in record["activities"].split(";"))}


def number_doing(activity: str, **fields: str) -> int:
    """Return how many records are found under a word of the legend, and have just these values besides."""
    return sum(
        activity in groups_of(record) and all(record[name] == value for name, value in fields.items())
        for record in RECORDS
    )


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
