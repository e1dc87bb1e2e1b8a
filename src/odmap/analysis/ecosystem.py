"""The ecosystem in numbers: what each chart shows, first as a table and in words, then (charts.py) as a picture.

Every sentence is made from the same table as the picture, so that both say the same of any view: of none, of one,
of ten thousand.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from odmap.analysis import ecosystem_text as words
from odmap.analysis import finding_pictures as pictures
from odmap.directory.locating import NO_BASE_NAME, with_article
from odmap.directory.organisation import DOING, HOW_SURE, MAIN_TYPE, Activity, Scope, Status, Term, Type, Verification
from odmap.geography import countries
from odmap.views.summary import CONFIRMED_OR_ACTIVE
from odmap.wording import count, format_number, in_words, joined, small

Shape = Literal["bars", "columns", "stacked", "matrix"]
"""Lying bars, standing columns in the order of time, bars in parts, or a matrix of two vocabularies."""

NUMBER = "Organisations"
NOT_NONE = "A place that is not named is one we know nothing about, which is not the same as none."


@dataclass(frozen=True)
class Finding:
    """One thing that can be counted in a view.

    Attributes:
        id: its name in addresses and files.
        name: what is counted: "Organisations by country".
        title: what the numbers say, in a short sentence without a full stop.
        words: the same in a few sentences, with what must be known to read it rightly.
        seen: what the picture shows, for those who do not see it: the finding in words, not its digits.
        table: one row a bar, column or cell; its last column is :data:`NUMBER`, those before it are labels.
        shape: how it is drawn.
        coloured: whether the bars have the colours of the types.
    """

    id: str
    name: str
    title: str
    words: str
    seen: str
    table: pd.DataFrame
    shape: Shape = "bars"
    coloured: bool = False


def findings(view: pd.DataFrame) -> list[Finding]:
    """Return all findings of a view, in the order of the ecosystem page."""
    return [make(view) for make in _MAKERS.values()]


def finding(name: str, view: pd.DataFrame) -> Finding:
    """Return one finding by its id.

    Raises:
        KeyError: nothing is called so.
    """
    return _MAKERS[name](view)


def by_country(view: pd.DataFrame) -> Finding:
    """Count a view by country; bodies with no fixed base stand last."""
    numbers = _counted(view["country_name"].where(view["country"].notna()).dropna())
    without = int(view["country"].isna().sum())
    told = [words.listed(numbers, "country", "countries"), words.without(without), NOT_NONE if numbers else ""]
    table = _table("Country", {**numbers, **({NO_BASE_NAME: without} if without else {})})
    title = words.most_places(numbers, len(view))
    seen = _places_seen(numbers, len(view))
    return Finding("countries", "Organisations by country", title, joined(told), seen, table)


def by_region(view: pd.DataFrame) -> Finding:
    """Count a view by region of the world, after UN M49."""
    regions = view["country"].dropna().map(countries.region_of)
    numbers = _counted(regions)
    without = int(view["country"].isna().sum())
    absent = [region for region in countries.REGIONS if region not in numbers and region != "Antarctica"]
    where = words.none_of(absent)
    missing = f"Nothing counted here is in {where}. This tells you what is listed, not what exists."
    told = [words.listed(numbers, "region", "regions"), words.without(without), missing if numbers and absent else ""]
    table = _table("Region", {**numbers, **({NO_BASE_NAME: without} if without else {})})
    title = words.most_places(numbers, len(view))
    none = f"Nothing counted here is in {where}." if numbers and absent else ""
    seen = joined([_places_seen(numbers, len(view)), none])
    return Finding("regions", "Organisations by region of the world", title, joined(told), seen, table)


def by_type(view: pd.DataFrame) -> Finding:
    """Count a view by main type."""
    numbers = _of_vocabulary(view["type"], Type)
    told = [
        words.types(numbers),
        "Each has one main type: what people would look for first." if len(view) else "",
    ]
    title = words.most_frequent(_present(numbers), len(view), "main type")
    seen = pictures.ranked(_lower(numbers), len(view))
    table = _table(MAIN_TYPE, numbers)
    return Finding("types", "Organisations by main type", title, joined(told), seen, table, coloured=True)


def activity_and_country(view: pd.DataFrame) -> Finding:
    """Count a view by country and what is done there, once for each thing; pairs with nothing are left out."""
    placed = view[view["country"].notna()]
    pairs = activities_by_country(placed)
    numbers = pairs.to_dict("index")
    rows = [
        {"Country": place, DOING: kind.label, NUMBER: number}
        for place in _counted(placed["country_name"])
        for kind in Type
        if (number := numbers[place][kind])
    ]
    table = pd.DataFrame(rows, columns=["Country", DOING, NUMBER])
    several = int((table.groupby("Country").size() >= 3).sum()) if rows else 0
    title = f"In {count(several, 'country', 'countries')}, at least three kinds of work are listed"
    title = title if rows else words.most_places({}, len(view))
    both = int(((pairs[Type.SERVICE] > 0) & (pairs[Type.TRAINING] > 0)).sum())
    told = [
        f"{count(both, 'country has', 'countries have')} both a service and training listed." if rows else "",
        "An organisation that does several things counts under each." if rows else "",
        _fullest(table) if rows and table[NUMBER].max() > 1 else "",
        words.without(len(view) - len(placed)),
        "An empty cell means not listed; it does not mean none." if rows else "",
    ]
    seen = f"{title}."
    if rows:
        part = pictures.share(several, len(pairs))
        most = f"At least three kinds of work are listed in {part} of the countries."
        seen = joined([most, pictures.darkest(_fullest_cells(table)) if table[NUMBER].max() > 1 else ""])
    return Finding("matrix", "What is done in each country", title, joined(told), seen, table, "matrix")


def activities_by_country(view: pd.DataFrame) -> pd.DataFrame:
    """Count what is done in each country: one row a country by name, one column for each word of the legend.

    An organisation that does several things counts under each; bodies with no base are a row of their own.
    """
    each = view[["country_name", "activity_groups"]].explode("activity_groups")
    return pd.crosstab(each["country_name"], each["activity_groups"]).reindex(columns=list(Type), fill_value=0)


def by_status(view: pd.DataFrame) -> Finding:
    """Count a view by status, and by how sure we are."""
    pairs = {
        (s, v): int(((view["status"] == s) & (view["verification"] == v)).sum()) for s in Status for v in Verification
    }
    rows = [{"Status": s.label, HOW_SURE: v.label, NUMBER: number} for (s, v), number in pairs.items() if number]
    statuses = _of_vocabulary(view["status"], Status)
    sure = _of_vocabulary(view["verification"], Verification)
    active = statuses[Status.ACTIVE.label]
    verb = words.verb(1 if len(view) == 1 else active)
    known = f"{format_number(active)} of {count(len(view), 'organisation')} {verb} known to be active today"
    title = known if len(view) else words.NOTHING
    told = [
        words.sentence_of(statuses),
        words.sentence_of(sure),
        f"{Status.UNKNOWN.label}: no page we read says whether the work continues."
        if statuses[Status.UNKNOWN.label]
        else "",
        CONFIRMED_OR_ACTIVE if len(view) else "",
    ]
    table = pd.DataFrame(rows, columns=["Status", HOW_SURE, NUMBER])
    confirmed = pictures.share(sure[Verification.VERIFIED.label], len(view))
    seen = joined([pictures.ranked(_lower(statuses), len(view)), f"Confirmed by public pages: {confirmed}."])
    seen = seen if len(view) else f"{title}."
    return Finding("status", f"Their work today, and {small(HOW_SURE)}", title, joined(told), seen, table, "stacked")


def by_scope(view: pd.DataFrame) -> Finding:
    """Count a view by how far an organisation reaches."""
    numbers = _of_vocabulary(view["scope"], Scope)
    told = [
        words.sentence_of(numbers),
        "National means a whole country; regional means part of one, or a few neighbouring countries.",
    ]
    title = words.most_frequent(_present(numbers), len(view), "reach")
    told = told if len(view) else []
    seen = pictures.ranked(_lower(numbers), len(view))
    return Finding("scope", "How far organisations reach", title, joined(told), seen, _table("Reach", numbers))


def by_activity(view: pd.DataFrame) -> Finding:
    """Count a view by activity; an organisation counts in each of its activities."""
    labels = view["activities"].explode().dropna().map(lambda value: Activity(value).label)
    numbers = _counted(labels)
    several = int((view["activities"].map(len) > 1).sum())
    told = [
        words.listed(numbers, "activity", "activities"),
        f"{count(several, 'organisation does', 'organisations do')} several things, and each is counted, so the "
        "numbers add up to more than the number of organisations."
        if several
        else "",
    ]
    title = words.most_frequent(numbers, len(view), "activity")
    seen = pictures.ranked(_lower(numbers), len(view))
    return Finding("activities", "What organisations do", title, joined(told), seen, _table("Activity", numbers))


def by_beginning(view: pd.DataFrame) -> Finding:
    """Count a view by the first year known. A year that is only known as a decade stands before the years."""
    known = view["founded"].dropna()
    years = known[~known.str.endswith("s")].astype(int)
    decades = _of_time(known[known.str.endswith("s")])
    # The years between a decade and the first known year are drawn, too: a gap in time must look like one.
    numbers = {**decades, **_every_year(years, [int(decade[:4]) + 10 for decade in decades])}
    unknown = len(view) - len(known)
    told = [
        f"A year is known for {format_number(len(known))} of {count(len(view), 'organisation')}; "
        f"for {format_number(unknown)} it is not."
        if len(view)
        else "",
        words.half(years),
        "So this shows when those with a known year began, not how fast the whole field grew."
        if unknown and len(known)
        else "",
    ]
    title = words.busiest(numbers, "beginnings") if len(known) else words.none_known(view, "first year")
    seen = joined([pictures.columns(numbers), words.half(years)]) if len(known) else "No first year is known."
    table = _table("First year known", numbers)
    return Finding("beginnings", "When organisations began", title, joined(told), seen, table, "columns")


def by_last_seen(view: pd.DataFrame) -> Finding:
    """Count a view by the year in which a public page last showed the organisation."""
    years = view["last_seen"].dropna().astype(int)
    unknown = len(view) - len(years)
    now = max((day.year for day in view["read_on"]), default=0)
    fresh = int((years >= now - 2).sum())
    title = words.none_known(view, "year in which it was last seen")
    seen = "No year is known."
    numbers = _every_year(years)
    if len(years):
        were = words.verb(1 if len(view) == 1 else fresh, "was", "were")
        title = f"{format_number(fresh)} of {count(len(view), 'organisation')} {were} last seen in {now - 2} or later"
    told = [
        f"Dated pages show {format_number(len(years))} of {format_number(len(view))}; "
        f"for {format_number(unknown)} we found no dated page."
        if len(view)
        else "",
        f"The one not seen for longest was last seen in {years.min()}." if len(years) else "",
        "Finding nothing newer does not mean that the work has ended." if len(years) else "",
    ]
    if len(years):
        seen = f"Last seen in {now - 2} or later: {pictures.share(fresh, len(view))}. {pictures.columns(numbers)}"
    table = _table("Last seen", numbers)
    return Finding("freshness", "How recent our knowledge is", title, joined(told), seen, table, "columns")


_MAKERS: Mapping[str, Callable[[pd.DataFrame], Finding]] = {
    "countries": by_country,
    "regions": by_region,
    "types": by_type,
    "matrix": activity_and_country,
    "status": by_status,
    "scope": by_scope,
    "activities": by_activity,
    "beginnings": by_beginning,
    "freshness": by_last_seen,
}
IDS = tuple(_MAKERS)


def _counted(values: "pd.Series[Any]") -> dict[str, int]:
    """Count values, the most frequent first, equal ones by name."""
    numbers = values.value_counts()
    return {str(key): int(numbers[key]) for key in sorted(numbers.index, key=lambda key: (-numbers[key], str(key)))}


def _of_vocabulary(values: "pd.Series[Any]", vocabulary: type[Term]) -> dict[str, int]:
    numbers = values.value_counts()
    return {term.label: int(numbers.get(term, 0)) for term in vocabulary}


def _of_time(values: "pd.Series[Any]") -> dict[str, int]:
    return dict(sorted(_counted(values).items()))


def _every_year(years: "pd.Series[Any]", also_from: Sequence[int] = ()) -> dict[str, int]:
    """Count years, those without anything between the first and the last included: a gap in time is a finding."""
    if years.empty:
        return {}
    numbers = years.value_counts()
    return {str(year): int(numbers.get(year, 0)) for year in range(min(years.min(), *also_from, 9999), years.max() + 1)}


def _table(label: str, numbers: Mapping[str, int]) -> pd.DataFrame:
    return pd.DataFrame({label: list(numbers), NUMBER: list(numbers.values())})


def _present(numbers: Mapping[str, int]) -> dict[str, int]:
    return {name: number for name, number in sorted(numbers.items(), key=lambda pair: -pair[1]) if number}


def _places_seen(numbers: Mapping[str, int], total: int) -> str:
    named = {words.place(name): number for name, number in numbers.items()}
    first = max(named, key=lambda name: named[name], default="")
    return pictures.ranked(named, total, f"{'have' if first == words.AMERICAS else 'has'} the most", "All are in")


def _lower(numbers: Mapping[str, int]) -> dict[str, int]:
    return {small(name): number for name, number in numbers.items()}


def _fullest_cells(table: pd.DataFrame) -> list[str]:
    """Return the fullest cells of the matrix: "network in Japan"."""
    fullest = table[table[NUMBER] == table[NUMBER].max()].itertuples(index=False)
    return [f"{kind.lower()} in {with_article(country)}" for country, kind, _ in fullest]


def _fullest(table: pd.DataFrame) -> str:
    """Return a sentence that names the fullest cells of the matrix; empty if there are many."""
    highest, cells = int(table[NUMBER].max()), _fullest_cells(table)
    if len(cells) > words.MOST_LEADERS:
        return ""
    if len(cells) == 1:
        return f"The fullest cell is {cells[0]}, with {format_number(highest)}."
    return f"The fullest cells are {in_words(cells)}, with {format_number(highest)} each."
