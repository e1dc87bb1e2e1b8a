"""The count, audited: numbers from the directory and the figures alone, and never more than they say."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.analysis.count_audit import (
    Audit,
    AuditLine,
    AuditSection,
    Twins,
    audit,
    reasons,
    survey_lines,
    survey_sentence,
    twins,
)
from odmap.directory import published_figures
from odmap.directory.organisation import SOURCE_PAGE, ListName, Status, Verification
from odmap.directory.published_figures import Figure, FigureGroup, Figures, of_group
from odmap.markup import count_audit as audit_markup
from odmap.views.selection import Selection, apply
from tests.counted import RECORDS, TOTAL, number_of
from tests.markup.test_rendering import Page

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

OWN = published_figures.load()
PAIRS = {frozenset((row["id"], row["possible_duplicate_of"])) for row in RECORDS if row["possible_duplicate_of"]}
TWINS = frozenset().union(*PAIRS)
FEWER = len(PAIRS)  # the pairs of the real directory have no body in common
LAST_REASON = "Not listed does not mean none: nobody knows how many there are in all."


def figure(identifier: str, value: str, group: str = "source-page", method: str = "Not stated.") -> Figure:
    """Return a figure."""
    return Figure.model_validate(
        {
            "id": identifier,
            "group": group,
            "label": "What it counts",
            "value": value,
            "number": value if value.isdigit() else "",
            "unit": "things",
            "country": "",
            "year": "2022",
            "source": "https://example.org/",
            "method": method,
            "read_on": "2026-11-22",
            "note": "",
        }
    )


def several(*lines: Figure) -> Figures:
    """Return figures as a file would give them."""
    return Figures({line.id: line for line in lines})


def numbers(found: Audit) -> dict[str, int]:
    """Return name to number of each line."""
    return {line.name: line.number for line in found.lines}


def table(*rows: tuple[str, str | None]) -> pd.DataFrame:
    """Return the two columns that tell twins: (id, id of the possible duplicate)."""
    return pd.DataFrame(rows, columns=["id", "possible_duplicate_of"], dtype=object)


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    """Draw a directory: as much of it as the audit needs."""
    ids = [f"body-{number}" for number in range(draw(st.integers(0, 12)))]
    row = st.fixed_dictionaries(
        {
            "list": st.sampled_from([term.value for term in ListName]),
            "verification": st.sampled_from([term.value for term in Verification]),
            "status": st.sampled_from([term.value for term in Status]),
            "country": st.sampled_from([None, "FI", "GB"]),
            "possible_duplicate_of": st.sampled_from([None, "nobody", *ids]),
        }
    )
    rows = [{"id": identifier, **draw(row)} for identifier in ids]
    columns = ["id", "list", "verification", "status", "country", "possible_duplicate_of"]
    return pd.DataFrame({name: pd.Series([cells[name] for cells in rows], dtype=object) for name in columns})


class TestRealDirectory:
    """The project's own directory, against a plain count of the file."""

    def test_every_number_is_that_of_the_file(self, frame: pd.DataFrame) -> None:
        """Each line has the number that comes out when the cells of the file are counted."""
        assert numbers(audit(frame, frame, OWN)) == {
            "claimed": 32,
            "named": number_of(list="source-page"),
            "research": number_of(list="research"),
            "together": TOTAL,
            **{term: number_of(verification=term) for term in ("verified", "unverified", "related")},
            **{term: number_of(status=term) for term in ("active", "unknown", "ended")},
            "twins": len(TWINS),
            "without-base": number_of(country=""),
            "shown": TOTAL,
        }

    def test_the_figures_that_we_counted_are_right(self, frame: pd.DataFrame) -> None:
        """Names and countries of the Hub's list are the same in the figures as in the records."""
        rows = frame[frame["list"] == ListName.SOURCE_PAGE]
        named, countries = OWN.by_id("source-page-named"), OWN.by_id("source-page-countries")
        assert named is not None
        assert countries is not None
        assert (named.number, countries.number) == (len(rows), rows["country"].nunique())

    def test_twins_and_names_are_put_into_words(self, frame: pd.DataFrame) -> None:
        """The line says how many bodies fewer there may be, and that our two counts of the Hub's list agree."""
        found = audit(frame, frame, OWN)
        assert len(TWINS) == 2 * len(PAIRS), "the pairs share a body: FEWER must be counted anew"
        pair, named = found.by_name("twins"), found.by_name("named")
        assert pair is not None
        assert named is not None
        assert f"at most {TOTAL - FEWER} organisations, at least {FEWER} fewer" in pair.meaning
        assert "We counted 34 names there; the two numbers agree." in named.meaning
        assert named.source == SOURCE_PAGE

    def test_a_filter_changes_only_what_is_shown(self, frame: pd.DataFrame) -> None:
        """The audit is of the whole directory, whatever is chosen; the last line counts the view."""
        view = apply(frame, Selection.of(country=["FI"]))
        whole, part = audit(frame, frame, OWN), audit(view, frame, OWN)
        assert part.lines[:-1] == whole.lines[:-1]
        assert (part.lines[-1].number, whole.lines[-1].number) == (number_of(country="FI"), TOTAL)
        assert part.lines[-1].meaning == f"{number_of(country='FI')} of {TOTAL} organisations match your filters."
        assert (
            f"Only what matches your filters is shown: {number_of(country='FI')} of {TOTAL} organisations."
            in part.reasons
        )
        assert len(part.reasons) == len(whole.reasons) + 1

    def test_why_the_numbers_differ(self, frame: pd.DataFrame) -> None:
        """Every difference that a reader may stumble over has its sentence."""
        research, ended = number_of(list="research"), number_of(status="ended")
        unverified, related = number_of(verification="unverified"), number_of(verification="related")
        assert reasons(frame, frame, OWN) == [
            "The Lived Experience Hub's list says that it holds 32, but it names 34. We keep both.",
            f"Our research added {research} that are not on the Lived Experience Hub's list.",
            f"{unverified} records are counted even though we found only a name.",
            f"{related} records are counted even though the work is only related to Open Dialogue.",
            f"{ended} records are counted even though the work has ended: it is part of the story.",
            f"{len(TWINS)} records are counted one by one even though they may stand for fewer organisations.",
            "The survey counted 142 teams, not organisations: one organisation may have several teams, and one that "
            "teaches, studies or connects may have none.",
            "Other pages mention over 30 countries, 44 countries and 35 countries. How they counted: not stated.",
            LAST_REASON,
        ]


class TestHandMade:
    """Small directories, counted by hand."""

    def test_a_small_directory(self, make_file: MakeFile, record: Record) -> None:
        """Six records: two of the page, one unverified, one related, two ended, three perhaps one, one with no base."""
        path = make_file(
            record(1, list="source-page", source_page_order="1", status="ended"),
            record(2, list="source-page", source_page_order="2", verification="unverified", status="unknown"),
            record(3, verification="related", status="ended"),
            record(4, possible_duplicate_of="body-1"),
            record(5, possible_duplicate_of="body-1"),
            record(6, country=""),
        )
        frame = load(path).frame
        given_figures = several(figure("source-page-claimed", "3"), figure("source-page-named", "2"))
        found = audit(frame[:2], frame, given_figures)
        assert numbers(found) == {
            "claimed": 3,
            "named": 2,
            "research": 4,
            "together": 6,
            "verified": 4,
            "unverified": 1,
            "related": 1,
            "active": 3,
            "unknown": 1,
            "ended": 2,
            "twins": 3,
            "without-base": 1,
            "shown": 2,
        }
        pair = found.by_name("twins")
        assert pair is not None
        assert "at most 4 organisations, at least 2 fewer" in pair.meaning
        assert "1 record is counted even though we found only a name." in found.reasons
        assert "1 record is counted even though the work is only related to Open Dialogue." in found.reasons
        assert "The Lived Experience Hub's list says that it holds 3, but it names 2. We keep both." in found.reasons

    def test_one_record(self, make_file: MakeFile, record: Record) -> None:
        """One verified record that works today: nothing is claimed that does not hold for it."""
        frame = load(make_file(record(1))).frame
        found = audit(frame, frame, Figures())
        assert {name: number for name, number in numbers(found).items() if number} == {
            "research": 1,
            "together": 1,
            "verified": 1,
            "active": 1,
            "shown": 1,
        }
        assert found.reasons == (
            "Our research added 1 that are not on the Lived Experience Hub's list.",
            LAST_REASON,
        )

    def test_an_empty_directory(self, frame: pd.DataFrame) -> None:
        """With nothing in it, everything counted is nothing, and only what always holds is said."""
        found = audit(frame[:0], frame[:0], Figures())
        assert set(numbers(found).values()) == {0}
        assert found.reasons == (LAST_REASON,)

    def test_ten_thousand_records(self, frame: pd.DataFrame) -> None:
        """Ten thousand records that may all be the same body are counted, and at once."""
        many = pd.concat([frame.head(1)] * 10_000, ignore_index=True)
        many["id"] = [f"body-{number}" for number in range(10_000)]
        many["possible_duplicate_of"] = ["body-1", *(f"body-{number}" for number in range(9_999))]
        found = audit(many, many, OWN)
        assert numbers(found)["together"] == numbers(found)["twins"] == 10_000
        pair = found.by_name("twins")
        assert pair is not None
        assert "at most 1 organisation, at least 9,999 fewer" in pair.meaning
        assert '<td role="cell" class="number">10,000</td>' in audit_markup.audit(found)

    def test_records_and_figure_that_do_not_agree_say_so(self, frame: pd.DataFrame) -> None:
        """If the records of the page are not as many as we counted there, both numbers stand, and a sentence."""
        found = audit(frame, frame, several(figure("source-page-named", "33")))
        named = found.by_name("named")
        assert named is not None
        assert named.number == 34
        assert "We counted 33 names there; the two numbers do not agree." in named.meaning
        assert (
            found.reasons[0]
            == "We counted 33 names on the Lived Experience Hub's list; 34 records are marked as named by it."
        )

    def test_a_page_that_counts_right_needs_no_reason(self, frame: pd.DataFrame) -> None:
        """Nothing is explained where nothing differs."""
        same = several(figure("source-page-claimed", "34"), figure("source-page-named", "34"))
        assert not [sentence for sentence in reasons(frame, frame, same) if sentence.startswith(("The source", "We"))]


class TestMissingFigures:
    """What a missing figure takes away: its own line or sentence, and nothing else."""

    def test_without_figures_only_the_claim_is_missing(self, frame: pd.DataFrame) -> None:
        """The records are counted as before; what only the page can claim is left out."""
        whole, bare = numbers(audit(frame, frame, OWN)), numbers(audit(frame, frame, Figures()))
        assert whole == {"claimed": 32, **bare}
        assert audit(frame, frame, Figures()).by_name("claimed") is None
        assert survey_lines(Figures()) == ()
        assert survey_sentence(Figures()) == ""

    def test_a_claim_that_is_no_number_has_no_line(self, frame: pd.DataFrame) -> None:
        """A figure such as "over 30" cannot stand in a column of numbers, but the sentence tells it as it is."""
        vague = several(figure("source-page-claimed", "over 30"), figure("source-page-named", "34"))
        assert "claimed" not in numbers(audit(frame, frame, vague))
        assert reasons(frame, frame, vague)[0].startswith(
            "The Lived Experience Hub's list says that it holds over 30, but it names 34."
        )

    def test_each_figure_alone(self, frame: pd.DataFrame) -> None:
        """Whichever figure is missing, the audit is made and nothing about that figure is said."""
        for missing in OWN.valid:
            rest = Figures({name: kept for name, kept in OWN.valid.items() if name != missing})
            assert numbers(audit(frame, frame, rest)).items() <= numbers(audit(frame, frame, OWN)).items()
            assert isinstance(survey_sentence(rest), str)

    def test_the_survey_without_its_countries_or_year(self) -> None:
        """The sentence says what is known, and is whole without the rest."""
        teams = figure("survey-teams", "142", "survey")
        assert survey_sentence(several(teams)) == (
            "142 things had answered an international survey by 2022. Teams are not organisations."
        )
        undated = several(teams.model_copy(update={"year": None}), figure("survey-countries", "24", "survey"))
        assert survey_sentence(undated).startswith("142 things in 24 things had answered an international survey. ")


class TestBeside:
    """The figures of others, which stand beside the audit."""

    def test_the_survey_counts_teams(self) -> None:
        """The sentence says what the survey counted, when, and that it was not organisations."""
        assert survey_sentence(OWN) == (
            "142 teams in 24 countries had answered an international survey by 2022. Teams are not organisations."
        )

    def test_survey_and_claims_come_and_nothing_else(self) -> None:
        """All of the survey's figures come first, then the claims, whose method nobody states."""
        lines = survey_lines(OWN)
        assert lines == (*of_group(OWN, FigureGroup.SURVEY), *of_group(OWN, FigureGroup.CLAIM))
        claims = [line for line in lines if line.group is FigureGroup.CLAIM]
        assert {(claim.unit, claim.method) for claim in claims} == {("countries", "Not stated.")}

    def test_none_of_them_is_in_the_audit(self, frame: pd.DataFrame) -> None:
        """A figure of the survey changes no number of the audit, however large it is."""
        large = several(*(line for line in OWN.records if line.id != "survey-teams"), figure("survey-teams", "9"))
        assert numbers(audit(frame, frame, large)) == numbers(audit(frame, frame, OWN))

    def test_different_methods_are_told_side_by_side(self, frame: pd.DataFrame) -> None:
        """Claims that were counted in different ways say each of them."""
        claims = several(
            figure("one", "over 30", "conflicting-claim", "Asked at a meeting."),
            figure("two", "44", "conflicting-claim"),
        )
        assert reasons(frame, frame, claims)[-2] == (
            "Other pages mention over 30 things and 44 things. How they counted: asked at a meeting; not stated."
        )


class TestTwins:
    """Records that may be the same body."""

    @pytest.mark.parametrize(
        ("rows", "records", "fewer"),
        [
            ([], 0, 0),
            ([("a", None), ("b", None)], 0, 0),
            ([("a", "b"), ("b", None)], 2, 1),
            ([("a", "b"), ("b", "a")], 2, 1),
            ([("a", "b"), ("b", "c"), ("c", None), ("d", None)], 3, 2),
            ([("a", "b"), ("b", None), ("c", "d"), ("d", "c")], 4, 2),
            ([("a", "b"), ("b", None), ("c", "d"), ("d", None), ("e", "b"), ("f", "e")], 6, 4),
            ([("a", "b"), ("b", "c"), ("c", "a")], 3, 2),
            ([("a", "gone")], 0, 0),
            ([("a", "a")], 0, 0),
        ],
    )
    def test_counted_by_hand(self, rows: list[tuple[str, str | None]], records: int, fewer: int) -> None:
        """Pairs, chains, circles and both ways round: each record counts once, and each body once."""
        assert twins(table(*rows)) == Twins(records, fewer)

    @given(st.permutations([("a", "b"), ("b", None), ("c", "d"), ("d", None), ("e", "b"), ("f", "d"), ("g", "f")]))
    def test_the_order_of_the_records_does_not_matter(self, rows: list[tuple[str, str | None]]) -> None:
        """However the file is sorted, the count is the same."""
        assert twins(table(*rows)) == Twins(7, 5)


class TestAnyDirectory:
    """What holds for every directory."""

    @given(frame=frames(), data=st.data())
    def test_the_parts_add_up(self, frame: pd.DataFrame, data: st.DataObject) -> None:
        """Both lists, all degrees of sureness and all states of work are the whole; nothing exceeds it."""
        view = frame[: data.draw(st.integers(0, len(frame)))]
        found = numbers(audit(view, frame, OWN))
        assert found["named"] + found["research"] == found["together"] == len(frame)
        assert found["verified"] + found["unverified"] + found["related"] == len(frame)
        assert found["active"] + found["unknown"] + found["ended"] == len(frame)
        assert found["shown"] == len(view)
        assert all(0 <= found[name] <= len(frame) for name in found if name != "claimed")

    @given(frame=frames())
    def test_twins_leave_a_body(self, frame: pd.DataFrame) -> None:
        """Of records that may be the same, at least half and at most all but one could be too many."""
        found = twins(frame)
        assert found.records != 1
        assert found.records / 2 <= found.fewer <= max(0, found.records - 1)

    @given(frame=frames())
    def test_every_reason_and_meaning_is_a_sentence(self, frame: pd.DataFrame) -> None:
        """Each begins with a capital or a number and ends with a full stop; no line stands twice."""
        found = audit(frame, frame, OWN)
        sentences = [*found.reasons, *(line.meaning for line in found.lines)]
        assert all(sentence.endswith(".") and sentence[0].upper() == sentence[0] for sentence in sentences)
        assert len({line.name for line in found.lines}) == len(found.lines)
        assert [part for part in AuditSection if any(line.part is part for line in found.lines)] == list(AuditSection)


class TestMarkup:
    """The audit as a table and a list."""

    def test_a_real_table_and_a_list(self, frame: pd.DataFrame) -> None:
        """There is a caption, a heading for each column, part and row, and a list of reasons; numbers are readable."""
        found = audit(frame, frame, OWN)
        html = audit_markup.audit(found)
        page = Page(html)
        assert '<table class="od-audit"' in html
        assert '<ul class="od-reasons"' in html
        assert page.elements.count("caption") == 1
        assert page.elements.count("tbody") == len(AuditSection)
        assert page.attributes.count(("scope", "row")) == len(found.lines)
        assert page.attributes.count(("scope", "col")) == 4
        assert page.attributes.count(("scope", "rowgroup")) == len(AuditSection)
        assert page.elements.count("li") == len(found.reasons)
        assert [value for name, value in page.attributes if name == "href"] == [SOURCE_PAGE, SOURCE_PAGE]
        for line in found.lines:
            assert line.label in page.text
            assert line.meaning in page.text

    def test_the_survey_is_not_in_it(self, frame: pd.DataFrame) -> None:
        """No cell of the audit's table holds the survey's number, so nobody adds it up."""
        html = audit_markup.audit(audit(frame, frame, OWN)).split("</table>")[0]
        assert "142" not in html
        assert "survey" not in html

    def test_an_empty_audit_is_still_a_table(self) -> None:
        """Without lines and reasons, no list stands empty."""
        page = Page(audit_markup.audit(Audit((), ())))
        assert "ul" not in page.elements
        assert page.elements.count("tr") == 1

    def test_hostile_text_shows_as_text(self, frame: pd.DataFrame, hostile: str) -> None:
        """A method, label or reason is shown letter by letter, adds no element, and makes no link."""
        line = AuditLine("claimed", AuditSection.ORIGIN, hostile, 1, hostile, hostile)
        page = Page(audit_markup.audit(Audit((line,), (hostile,))))
        assert page.text.count(hostile) >= 3
        assert set(page.elements) == {"table", "caption", "thead", "tbody", "tr", "th", "td", "p", "ul", "li"}
        claimed = figure("source-page-claimed", "32", method=hostile)
        through = Page(audit_markup.audit(audit(frame, frame, several(claimed))))
        assert hostile[1:].rstrip(".") in through.text
        assert "script" not in through.elements
        assert "img" not in through.elements

    @given(text=st.text(), address=st.text(), number=st.integers(0))
    def test_wild_text_stays_text(self, text: str, address: str, number: int) -> None:
        """Whatever stands in a line, the table keeps its shape, and a link leads to the web or nowhere."""
        line = AuditLine("claimed", AuditSection.ORIGIN, text, number, text, address)
        page = Page(audit_markup.audit(Audit((line,), (text,))))
        links: list[Any] = [value for name, value in page.attributes if name == "href"]
        assert page.elements.count("tr") == 3
        assert page.elements.count("li") == 1
        assert all(link.startswith(("http://", "https://")) for link in links)
