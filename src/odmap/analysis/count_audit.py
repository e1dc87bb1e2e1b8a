"""An audit of the count: how many organisations are listed, on what grounds, and why other numbers differ.

Every number is counted from the directory or stands in ``data/figures.csv``. Figures of others stand beside the audit:
they count other things in other ways and are never added to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from odmap.directory.organisation import HOW_SURE, SOURCE_PAGE, ListName, Status, Verification
from odmap.directory.published_figures import Figure, FigureGroup, Figures, of_group
from odmap.wording import agreeing, count, format_number, in_words, small


class AuditSection(StrEnum):
    """The sections of the audit, in order. The lines of "all of them" add up to the whole directory."""

    ORIGIN = "Where the names come from"
    SURE = f"All of them, by {small(HOW_SURE)}"
    TODAY = "All of them, by their work today"
    CARE = "Read with care"
    SHOWN = "In this view"


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit.

    Attributes:
        name: what to call it in code: ``claimed``, ``named``, ``verified``...; used only once.
        part: where it stands.
        label: what is counted.
        number: how many.
        meaning: the same in a sentence.
        source: the page that says so; empty where the number is counted from the directory alone.
    """

    name: str
    part: AuditSection
    label: str
    number: int
    meaning: str
    source: str = ""


@dataclass(frozen=True)
class Audit:
    """The lines of the audit in order, and short sentences that say why the numbers differ."""

    lines: tuple[AuditLine, ...]
    reasons: tuple[str, ...]

    def by_name(self, name: str) -> AuditLine | None:
        """Return one line, or ``None``."""
        return next((line for line in self.lines if line.name == name), None)


@dataclass(frozen=True)
class Twins:
    """How many records may be the same organisation as another.

    Attributes:
        records: how many name another record of the directory as perhaps the same, or are named by one.
        fewer: how many fewer organisations than records there are if all of them are.
    """

    records: int
    fewer: int


def audit(view: pd.DataFrame, frame: pd.DataFrame, figures: Figures) -> Audit:
    """Return the audit of the count.

    Args:
        view: the rows that are shown.
        frame: the whole directory.
        figures: the figures of others; a line is left out if the figure that it needs is missing.
    """
    lines = (*_origin(frame, figures), *_known(frame), *_care(frame), _shown(view, frame))
    return Audit(lines, tuple(reasons(view, frame, figures)))


def twins(frame: pd.DataFrame) -> Twins:
    """Count the records that may be the same organisation as another in the directory."""
    known = set(frame["id"])
    bodies: dict[str, set[str]] = {}
    for pair in zip(frame["id"], frame["possible_duplicate_of"], strict=True):
        if pair[1] in known and pair[0] != pair[1]:
            small, large = sorted((bodies.setdefault(record, {record}) for record in pair), key=len)
            if small is not large:
                large |= small
                bodies.update(dict.fromkeys(small, large))
    return Twins(len(bodies), len(bodies) - len({id(records) for records in bodies.values()}))


def _origin(frame: pd.DataFrame, figures: Figures) -> Iterator[AuditLine]:
    claimed = figures.by_id("source-page-claimed")
    if claimed and claimed.number is not None:
        meaning = f"The list this directory began with says that it holds this many. How it counted: {_how(claimed)}."
        yield AuditLine(
            "claimed",
            AuditSection.ORIGIN,
            "What the Lived Experience Hub's list says it holds",
            claimed.number,
            meaning,
            claimed.source,
        )
    seed, found = _number(frame, "list", ListName.SOURCE_PAGE), _number(frame, "list", ListName.RESEARCH)
    counted = _counted_on_page(figures)
    meaning = "Records for the names on that list."
    if counted is not None:
        agree = "agree" if counted == seed else "do not agree"
        meaning += f" We counted {count(counted, 'name')} there; the two numbers {agree}."
    yield AuditLine(
        "named", AuditSection.ORIGIN, "Names on the Lived Experience Hub's list", seed, meaning, SOURCE_PAGE
    )
    meaning = "Organisations that we found later, on public pages."
    yield AuditLine("research", AuditSection.ORIGIN, ListName.RESEARCH.label, found, meaning)
    meaning = "All records in this directory: those from the Lived Experience Hub's list and those from our research."
    yield AuditLine("together", AuditSection.ORIGIN, "Together", len(frame), meaning)


def _known(frame: pd.DataFrame) -> Iterator[AuditLine]:
    for part, column, terms in (
        (AuditSection.SURE, "verification", Verification),
        (AuditSection.TODAY, "status", Status),
    ):
        for term in terms:
            yield AuditLine(term.value, part, term.label, _number(frame, column, term), f"{term.meaning}.")


def _care(frame: pd.DataFrame) -> Iterator[AuditLine]:
    found = twins(frame)
    meaning = "No record names another that may be the same organisation."
    if found.records:
        meaning = (
            "They name another record that may be the same organisation, or are named by one. If they are the same, "
            f"this directory lists at most {count(len(frame) - found.fewer, 'organisation')}, "
            f"at least {format_number(found.fewer)} fewer than it has records."
        )
    yield AuditLine("twins", AuditSection.CARE, "Perhaps listed twice", found.records, meaning)
    without = int(frame["country"].isna().sum())
    meaning = "Organisations not based in one country; they are listed below the map, not on it."
    yield AuditLine("without-base", AuditSection.CARE, "With no fixed base", without, meaning)


def _shown(view: pd.DataFrame, frame: pd.DataFrame) -> AuditLine:
    meaning = "Everything in this directory is shown."
    if len(view) < len(frame):
        matching = f"{format_number(len(view))} of {count(len(frame), 'organisation')}"
        meaning = f"{matching} {agreeing(len(view), 'matches', 'match')} your filters."
    return AuditLine("shown", AuditSection.SHOWN, "Shown now", len(view), meaning)


def reasons(view: pd.DataFrame, frame: pd.DataFrame, figures: Figures) -> list[str]:
    """Return short sentences that say why the numbers differ; only reasons that hold for these data are given."""
    return [
        *_reasons_of_the_page(frame, figures),
        *_reasons_of_the_records(frame),
        *_reasons_of_others(figures),
        *_reasons_of_the_view(view, frame),
    ]


def _reasons_of_the_page(frame: pd.DataFrame, figures: Figures) -> Iterator[str]:
    claimed, counted = figures.by_id("source-page-claimed"), _counted_on_page(figures)
    if claimed and counted is not None and claimed.number != counted:
        named = format_number(counted)
        yield f"The Lived Experience Hub's list says that it holds {claimed.value}, but it names {named}. We keep both."
    seed = _number(frame, "list", ListName.SOURCE_PAGE)
    if counted is not None and counted != seed:
        names, records = count(counted, "name"), _is_or_are(seed, "record")
        yield f"We counted {names} on the Lived Experience Hub's list; {records} marked as named by it."
    found = _number(frame, "list", ListName.RESEARCH)
    if found:
        yield f"Our research added {format_number(found)} that are not on the Lived Experience Hub's list."


def _reasons_of_the_records(frame: pd.DataFrame) -> Iterator[str]:
    unsure, related = (_number(frame, "verification", term) for term in (Verification.UNVERIFIED, Verification.RELATED))
    if unsure:
        yield f"{_is_or_are(unsure, 'record')} counted even though we found only a name."
    if related:
        yield f"{_is_or_are(related, 'record')} counted even though the work is only related to Open Dialogue."
    ended = _number(frame, "status", Status.ENDED)
    if ended:
        yield f"{_is_or_are(ended, 'record')} counted even though the work has ended: it is part of the story."
    found = twins(frame)
    if found.records:
        records = _is_or_are(found.records, "record")
        yield f"{records} counted one by one even though they may stand for fewer organisations."


def _reasons_of_others(figures: Figures) -> Iterator[str]:
    teams = figures.by_id("survey-teams")
    if teams:
        yield (
            f"The survey counted {teams.value} {teams.unit}, not organisations: one organisation may have several "
            "teams, and one that teaches, studies or connects may have none."
        )
    claims = of_group(figures, FigureGroup.CLAIM)
    if claims:
        stated = in_words([f"{claim.value} {claim.unit}" for claim in claims])
        yield f"Other pages mention {stated}. How they counted: {'; '.join(sorted({_how(claim) for claim in claims}))}."


def _reasons_of_the_view(view: pd.DataFrame, frame: pd.DataFrame) -> Iterator[str]:
    if len(view) < len(frame):
        shown = f"{format_number(len(view))} of {count(len(frame), 'organisation')}"
        yield f"Only what matches your filters is shown: {shown}."
    yield "Not listed does not mean none: nobody knows how many there are in all."


def survey_lines(figures: Figures) -> tuple[Figure, ...]:
    """Return the figures shown beside the audit and never added to it: the survey's, then other claims."""
    return (*of_group(figures, FigureGroup.SURVEY), *of_group(figures, FigureGroup.CLAIM))


def survey_sentence(figures: Figures) -> str:
    """Return a sentence on what the survey counted: teams, not organisations. Empty if the figure is missing."""
    teams, countries = figures.by_id("survey-teams"), figures.by_id("survey-countries")
    if not teams:
        return ""
    where = f" in {countries.value} {countries.unit}" if countries else ""
    when = f" by {teams.year}" if teams.year else ""
    return f"{teams.value} {teams.unit}{where} had answered an international survey{when}. Teams are not organisations."


def _number(frame: pd.DataFrame, column: str, value: str) -> int:
    return int((frame[column] == value).sum())


def _counted_on_page(figures: Figures) -> int | None:
    figure = figures.by_id("source-page-named")
    return figure.number if figure else None


def _how(figure: Figure) -> str:
    """Return how a figure was counted, to stand within a sentence: "not stated"."""
    return small(figure.method).rstrip(".")


def _is_or_are(number: int, noun: str) -> str:
    return f"{count(number, noun)} {agreeing(number, 'is', 'are')}"
