"""The real directory, counted by plain Python over its file, so that no test rests on the code it tests."""

import csv

from odmap.settings import ORGANISATIONS

with ORGANISATIONS.open(encoding="utf-8", newline="") as stream:
    RECORDS = list(csv.DictReader(stream))

TOTAL = len(RECORDS)
COUNTRIES = len({record["country"] for record in RECORDS if record["country"]})
DATA_AS_OF = max(record["read_on"] for record in RECORDS)


def number_of(**fields: str) -> int:
    """Return how many records have just these values, such as ``country="FI", type="service"``; "" is an empty cell."""
    return sum(all(record[name] == value for name, value in fields.items()) for record in RECORDS)
