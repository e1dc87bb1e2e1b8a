"""What is missing over HTTP: the same as on the page, for the same query; what would make it untrue is refused."""

import csv
import io

import pytest

from odmap.analysis.gaps.summary import Rule
from tests.counted import DATA_AS_OF, RECORDS, groups_of
from tests.web.http.api.asking import ask, refusal


def rows(query: str) -> list[dict[str, str]]:
    """Return the table of a query."""
    return list(csv.DictReader(io.StringIO(ask(f"/api/gaps.csv?{query}").text.lstrip("\ufeff"), newline="")))


@pytest.mark.parametrize("rule", Rule)
def test_it_is_the_table_of_what_is_missing(rule: Rule) -> None:
    """Which countries are listed for training follows from the plain file, for each rule; the file says what counts."""
    found = rows(f"activity=training&rule={rule}")
    has = {record["country"] for record in RECORDS if "training" in groups_of(record)} - {""}
    assert len(found) == 250
    assert {row["country"] for row in found if row["state"] == "not-listed"} == {row["country"] for row in found} - has
    assert found[0]["country"] == "CN"
    assert f"what counts: {rule.label}" in found[0]["filters"]
    assert "Training" in found[0]["filters"]


def test_it_is_narrowed_like_the_page() -> None:
    """A part of the world and countries narrow the rows, and the name of the file says what it holds."""
    assert {row["country"] for row in rows("region=nordic")} == {"AX", "DK", "FI", "FO", "GL", "IS", "NO", "SE", "SJ"}
    assert [row["country"] for row in rows("country=KE")] == ["KE"]
    answer = ask("/api/gaps.csv?region=nordic&rule=active&download=1")
    assert f"odmap-gaps-region-nordic-{DATA_AS_OF}-active.csv" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("name", ["status", "setting", "q", "scope", "order", "measure", "all"])
def test_what_would_make_it_untrue_is_refused(name: str) -> None:
    """With a filter that gaps do not follow, “not listed” would mean something else."""
    found = refusal(f"/api/gaps.csv?{name}=1")
    assert found["parameter"] == name
    assert set(found["allowed"]) >= {"activity", "region", "country", "type", "rule", "download"}
    assert name not in found["allowed"]


def test_a_rule_that_is_none_is_told() -> None:
    """What counts is one of three."""
    assert refusal("/api/gaps.csv?rule=banana")["allowed"] == [rule.value for rule in Rule]
