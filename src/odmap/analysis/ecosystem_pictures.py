"""What each picture of the ecosystem page shows, in a sentence for those who do not see it.

A screen reader reads the table of the same numbers well, so the sentence holds none: it says what one sees at a glance.
It is made from that table, and so it is true of any view.
"""

from collections.abc import Callable, Mapping
from itertools import groupby

import pandas as pd

from odmap.analysis.ecosystem import NUMBER, Finding
from odmap.analysis.ecosystem_text import MOST_LEADERS, placed
from odmap.directory.locating import NO_BASE_NAME, with_article
from odmap.directory.organisation import Status, Verification
from odmap.wording import capital, in_words, small

_FOLLOWERS = 2  # so many are named after the first


def in_a_sentence(finding: Finding) -> str:
    """Return what the picture of a finding shows, without digits but those of years."""
    numbers = _summed(finding.table)
    if not numbers:
        return f"{finding.title}."
    present = finding.table[finding.table[NUMBER] > 0]
    if len(present) == 1:
        return f"All that is counted: {'; '.join(map(str, present.iloc[0][:-1]))}."
    return _SENTENCES.get(finding.id, _kinds("kind", "kinds"))(numbers, present)


def portion(part: int, whole: int) -> str:
    """Return how much of a whole a part is, as it begins a sentence: "Most", "About a third of the"."""
    share = part / whole
    for least, words in (
        (1, "All"),
        (0.9, "Almost all"),
        (0.55, "Most"),
        (0.45, "About half of the"),
        (0.38, "Fewer than half of the"),
        (0.29, "About a third of the"),
        (0.2, "About a quarter of the"),
    ):
        if share >= least:
            return words
    return "Few" if part else "None of the"


def _summed(table: pd.DataFrame) -> dict[str, int]:
    """Return each bar's name with its whole length, in the table's order, without those of no length."""
    summed = table.groupby(table.columns[0], sort=False)[NUMBER].sum()
    return {str(name): int(number) for name, number in summed.items() if number}


def _ranked(numbers: Mapping[str, int]) -> list[list[str]]:
    """Return the names, the longest bars first, those of equal length together."""
    ordered = sorted(numbers, key=lambda name: -numbers[name])
    return [list(names) for _, names in groupby(ordered, key=lambda name: numbers[name])]


def _followed(ranks: list[list[str]], name_of: Callable[[str], str]) -> str:
    """Return who comes after the first, as long as few enough share a rank."""
    followers: list[str] = []
    for names in ranks[1:]:
        if len(followers) + len(names) > _FOLLOWERS:
            break
        followers += names
    named = in_words([name_of(name) for name in followers])
    return f"; {named} {'comes' if len(followers) == 1 else 'come'} next" if followers else ""


def _places(numbers: Mapping[str, int], _: pd.DataFrame) -> str:
    based = {name: number for name, number in numbers.items() if name != NO_BASE_NAME}
    if not based:
        return "No organisation counted has a fixed base."
    first, *rest = ranks = _ranked(based)
    if not rest and len(first) > 1:
        return "All places have equally many organisations."
    if len(first) > MOST_LEADERS:
        return "Many places share the longest bar."
    leaders, total = in_words([placed(name) for name in first]), sum(numbers.values())
    if len(first) == 1 and based[first[0]] > total / 2:
        said = f"{portion(based[first[0]], total)} organisations are in {leaders}"
    else:
        one = len(first) == 1 and not first[0].endswith("s")
        said = f"{capital(leaders)} {'has' if one else 'have'} the most organisations"
    followed = _followed(ranks, placed)
    longest = based[first[0]]
    short = sum(number * 5 <= longest for number in based.values()) * 2 > len(based) > 5
    return f"{said}{followed}{'; most other bars are far shorter' if short else ''}."


def _kinds(one: str, several: str) -> Callable[[Mapping[str, int], pd.DataFrame], str]:
    def sentence(numbers: Mapping[str, int], _: pd.DataFrame) -> str:
        first, *rest = ranks = _ranked(numbers)
        if not rest and len(first) > 1:
            return f"All {several} that occur are equally common."
        leaders = capital(in_words([small(name) for name in first]))
        if len(first) > MOST_LEADERS:
            return f"Many {several} share the longest bar."
        most = f"is the most common {one}" if len(first) == 1 else f"are the most common {several}"
        last = f"; {small(ranks[-1][0])} is the rarest" if len(ranks) > 1 + _FOLLOWERS and len(ranks[-1]) == 1 else ""
        return f"{leaders} {most}{_followed(ranks, small)}{last}."

    return sentence


def _cells(_: Mapping[str, int], table: pd.DataFrame) -> str:
    place, kind = table.columns[:2]
    countries = table[place].nunique()
    wide = {str(name): int(number) for name, number in table.groupby(kind, sort=False)[place].nunique().items()}
    common = [small(name) for name, number in wide.items() if number * 2 > countries]
    if countries == 1:
        done = capital(in_words([small(name) for name in wide]))
        return f"{done} {'is' if len(wide) == 1 else 'are'} listed in {with_article(str(table[place].iloc[0]))}."
    said = (
        [f"Most countries have {in_words(common)} listed"]
        if common
        else ["No kind of work is listed in most countries"]
    )
    rarest = _ranked(wide)[-1]
    if len(wide) > 1 and len(rarest) == 1 and small(rarest[0]) not in common:
        said.append(f"{small(rarest[0])} is listed in the fewest")
    darkest = table[table[NUMBER] == table[NUMBER].max()]
    if len(darkest) == 1:
        row = darkest.iloc[0]
        said.append(f"the darkest cell is {small(str(row[kind]))} in {with_article(str(row[place]))}")
    return f"{'; '.join(said)}."


def _statuses(numbers: Mapping[str, int], table: pd.DataFrame) -> str:
    total = sum(numbers.values())
    active, unclear, ended = (numbers.get(term.label, 0) for term in (Status.ACTIVE, Status.UNKNOWN, Status.ENDED))
    said = [f"{portion(active, total)} organisations are known to be active today"]
    if unclear:
        said.append(f"for {small(portion(unclear, total)).removesuffix(' of the')} no page says whether it goes on")
    if ended:
        said.append(f"{small(portion(ended, total)).removesuffix(' of the')} have ended")
    sure = int(table.loc[table.iloc[:, 1] == Verification.VERIFIED.label, NUMBER].sum())
    return f"{'; '.join(said)}. {portion(sure, total)} organisations are confirmed by public pages."


def _beginnings(numbers: Mapping[str, int], _: pd.DataFrame) -> str:
    decades: dict[str, int] = {}
    for year, number in numbers.items():
        decade = f"the {year[:3]}0s"
        decades[decade] = decades.get(decade, 0) + number
    first = _ranked(decades)[0]
    whole = sum(decades.values())
    said = f"{portion(decades[first[0]], whole)} known beginnings are in {first[0]}"
    if len(first) > 1:
        said = f"{capital(in_words(first))} share the most known beginnings"
    elif decades[first[0]] * 2 <= whole:
        said = f"More known beginnings are in {first[0]} than in any other decade"
    return f"{said}{_tallest(numbers)}."


def _recency(numbers: Mapping[str, int], _: pd.DataFrame) -> str:
    last = max(int(year) for year in numbers)
    recent = sum(number for year, number in numbers.items() if int(year) >= last - 2)
    whole = sum(numbers.values())
    which = f"of those with a dated page were last seen in {last - 2} or later"
    return f"{portion(recent, whole).removesuffix(' of the')} {which}{_tallest(numbers)}."


def _tallest(numbers: Mapping[str, int]) -> str:
    tallest = _ranked(numbers)[0]
    return f"; the tallest column is {tallest[0]}" if len(tallest) == 1 and len(numbers) > 1 else ""


_SENTENCES: Mapping[str, Callable[[Mapping[str, int], pd.DataFrame], str]] = {
    "countries": _places,
    "regions": _places,
    "types": _kinds("main type", "main types"),
    "matrix": _cells,
    "status": _statuses,
    "scope": _kinds("reach", "reaches"),
    "activities": _kinds("activity", "activities"),
    "beginnings": _beginnings,
    "freshness": _recency,
}
