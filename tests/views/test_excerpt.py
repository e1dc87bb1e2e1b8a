"""Parts of a view: what lies in a box, the nearest to a place, so many from the so-manieth on."""

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import Directory
from odmap.directory.organisation import Precision
from odmap.views.excerpt import DISTANCE, BoundingBox, Excerpt, PartEdition, Point
from odmap.views.provenance import Edition, file_name
from odmap.views.selection import Selection, apply
from tests.counted import DATA_AS_OF, TOTAL

HELSINKI = Point(60.17, 24.94)
NORDIC = BoundingBox(4, 54, 32, 72)
FINLAND = Selection.of(country=["FI"])


def described(directory: Directory, excerpt: Excerpt, selection: Selection | None = None) -> PartEdition:
    """Return what a file of a part says of itself."""
    chosen = selection or Selection()
    rows = apply(directory.frame, chosen)
    return PartEdition.of_part(Edition.of(rows, directory, chosen), excerpt, excerpt.of(rows), None)


class TestRows:
    """Which rows a part has."""

    def test_all_without_a_wish(self, frame: pd.DataFrame) -> None:
        """Whoever asks for nothing gets the whole view, in its order."""
        part = Excerpt().of(frame)
        assert list(part.rows["id"]) == list(frame["id"])
        assert (part.matching, part.left_out) == (len(frame), 0)

    @given(limit=st.integers(1, 60), offset=st.integers(0, 200))
    def test_windows_join_without_gap_or_overlap(self, directory: Directory, limit: int, offset: int) -> None:
        """Following what follows gives each row once, in order."""
        frame = directory.frame
        found: list[str] = []
        excerpt: Excerpt | None = Excerpt(limit=limit, offset=offset)
        while excerpt:
            part = excerpt.of(frame)
            assert len(part.rows) <= limit
            assert part.matching == len(frame)
            found += list(part.rows["id"])
            excerpt = excerpt.following(part.matching)
        assert found == list(frame["id"])[offset:]

    def test_a_box_holds_the_marks_inside_it(self, frame: pd.DataFrame) -> None:
        """Every mark inside is there and none from outside; bodies without a base are counted as left out."""
        part = Excerpt(bbox=NORDIC).of(frame)
        inside = frame[frame["longitude"].between(4, 32) & frame["latitude"].between(54, 72)]
        assert list(part.rows["id"]) == list(inside["id"])
        assert 0 < part.matching < len(frame)
        assert part.left_out == frame["precision"].isna().sum() > 0

    def test_a_box_may_cross_the_antimeridian(self, frame: pd.DataFrame) -> None:
        """West of it and east of it are one box; both halves together hold the same."""
        crossing = Excerpt(bbox=BoundingBox(100, -60, -60, 60)).of(frame)
        halves = [Excerpt(bbox=BoundingBox(*ends)).of(frame) for ends in ((100, -60, 180, 60), (-180, -60, -60, 60))]
        assert set(crossing.rows["id"]) == {one for half in halves for one in half.rows["id"]}
        assert all(half.matching for half in halves)

    def test_the_nearest_come_first_with_their_distance(self, frame: pd.DataFrame) -> None:
        """Distances grow; only what is known to a town or region has one, and the rest is counted."""
        part = Excerpt(near=HELSINKI).of(frame)
        assert list(part.rows[DISTANCE]) == sorted(part.rows[DISTANCE])
        assert set(part.rows["precision"]) == {Precision.LOCALITY, Precision.REGION}
        assert part.matching + part.left_out == len(frame)
        assert part.rows["country"].iloc[0] == "FI"
        assert set(part.rows["id"]) <= set(frame["id"])

    def test_wishes_add_up(self, frame: pd.DataFrame) -> None:
        """A part may be the nearest in a box, a few at a time."""
        whole = Excerpt(bbox=NORDIC, near=HELSINKI).of(frame)
        some = Excerpt(limit=3, offset=2, bbox=NORDIC, near=HELSINKI).of(frame)
        assert list(some.rows["id"]) == list(whole.rows["id"])[2:5]
        assert some.matching == whole.matching
        assert whole.rows["latitude"].between(54, 72).all()
        assert all(one <= other for one, other in pairwise(some.rows[DISTANCE]))

    @pytest.mark.parametrize(
        "excerpt", [Excerpt(limit=5), Excerpt(bbox=NORDIC), Excerpt(near=HELSINKI), Excerpt(offset=3)]
    )
    def test_of_nothing_there_is_nothing(self, frame: pd.DataFrame, excerpt: Excerpt) -> None:
        """A part of an empty view is empty."""
        part = excerpt.of(frame[:0])
        assert (len(part.rows), part.matching, part.left_out) == (0, 0, 0)
        assert excerpt.following(0) is None


class TestEdition:
    """What the file of a part says of itself."""

    def test_a_whole_view_says_what_it_always_said(self, directory: Directory) -> None:
        """Without a wish, filters and name are those of the view."""
        whole = Edition.of(apply(directory.frame, FINLAND), directory, FINLAND)
        found = described(directory, Excerpt(), FINLAND)
        assert found.metadata().items() >= whole.metadata().items()
        assert file_name(found, "csv") == file_name(whole, "csv")

    def test_a_window_says_which_of_how_many(self, directory: Directory) -> None:
        """The number is that of the file; how many match stands beside it, and in words."""
        found = described(directory, Excerpt(limit=2, offset=1), FINLAND)
        matching = len(apply(directory.frame, FINLAND))
        assert (found.number, found.matching, found.total) == (2, matching, len(directory.frame))
        assert found.filters == f"Country: Finland; 2 to 3 of {matching} organisations"
        assert file_name(found, "csv") == f"odmap-organisations-country-fi-2-to-3-{DATA_AS_OF}.csv"

    @pytest.mark.parametrize(
        ("excerpt", "words"),
        [
            (Excerpt(limit=1), f"none; number 1 of {TOTAL} organisations"),
            (Excerpt(offset=TOTAL), f"none; none from {TOTAL + 1} on of {TOTAL} organisations"),
        ],
    )
    def test_short_windows_are_said_in_words(self, directory: Directory, excerpt: Excerpt, words: str) -> None:
        """One organisation is a number, none is none; no filter was chosen."""
        assert described(directory, excerpt).filters == words

    def test_box_and_place_are_said_in_words(self, directory: Directory) -> None:
        """What was looked at, in which order, and who could not be."""
        found = described(directory, Excerpt(bbox=NORDIC, near=HELSINKI))
        assert "in the box from 4 to 32 degrees of longitude and 54 to 72 of latitude" in found.filters
        assert "nearest first from latitude 60.17, longitude 24.94" in found.filters
        assert f"{found.left_out} organisations without a known town or region left out" in found.filters
        assert file_name(found, "csv") == f"odmap-organisations-box-4-54-32-72-near-60-17-24-94-{DATA_AS_OF}.csv"

    def test_the_words_of_a_window_are_no_field(self, directory: Directory) -> None:
        """What only the name of a file needs does not stand in it."""
        assert "named" not in described(directory, Excerpt(limit=2)).metadata()


def test_an_excerpt_as_a_query_leaves_out_what_is_usual() -> None:
    """What was not asked for does not stand in a link."""
    assert Excerpt().to_query() == {}
    assert Excerpt(limit=5).following(12) == Excerpt(limit=5, offset=5)
    assert replace(Excerpt(bbox=NORDIC, near=HELSINKI), limit=5, offset=5).to_query() == {
        "limit": "5",
        "offset": "5",
        "bbox": "4,54,32,72",
        "near": "60.17,24.94",
    }
