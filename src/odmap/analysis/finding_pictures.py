"""What the picture of a finding shows, in a sentence for those who do not see it: the finding, not its digits.

The digits stand in the words above the picture and in the table below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from odmap.analysis.ecosystem_text import MOST_LEADERS, NOTHING
from odmap.wording import agreeing, capital, in_words

_SHARES = (
    (0.1, "fewer than one in ten"),
    (0.18, "more than one in ten"),
    (0.225, "about one in five"),
    (0.29, "about a quarter"),
    (0.38, "about a third"),
    (0.45, "about two in five"),
    (0.5, "nearly half"),
    (0.6, "more than half"),
    (0.72, "about two thirds"),
    (0.8, "about three quarters"),
    (0.9, "more than four in five"),
    (1, "nearly all"),
)
"""Share below which words hold, the smallest first."""

_FAR = 0.5  # of the longest bar: what is at most so long is far behind


def share(part: int, whole: int) -> str:
    """Return a share in words: "none", "about a third", "more than half", "all"."""
    if part <= 0:
        return "none"
    if part == whole:
        return "all"
    if 2 * part == whole:
        return "half"
    return next(words for below, words in _SHARES if part / whole < below)


def ranked(numbers: Mapping[str, int], total: int, most: str = "is the most common", all_are: str = "All:") -> str:
    """Return what is first, which share of all it is, and what comes next.

    Args:
        numbers: what each bar is called within a sentence, to its number.
        total: of how many.
        most: what the first is, if it is one.
        all_are: what stands before the only one.
    """
    ranks = list(_ranks(numbers))
    if not ranks:
        return f"{NOTHING}."
    (highest, leaders), *rest = ranks
    if len(leaders) > MOST_LEADERS:
        return "Nothing stands out: several bars are the longest, and equally long."
    if len(leaders) == 1 and not rest:
        return f"{all_are} {leaders[0]}." if highest == total else f"Only one bar: {leaders[0]}."
    if len(leaders) == 1:
        return f"{capital(leaders[0])} {most}: {share(highest, total)}.{_next(highest, rest)}"
    return f"{capital(in_words(leaders))} share the first place: {share(highest, total)} each.{_next(highest, rest)}"


def columns(numbers: Mapping[str, int]) -> str:
    """Return which columns, in the order of time, are the highest."""
    ranks = list(_ranks(numbers))
    if not ranks:
        return ""
    _, leaders = ranks[0]
    if len(leaders) > MOST_LEADERS:
        return "No column stands out: several are the highest, and equally high."
    named = in_words([f"the {year}" if year.endswith("s") else year for year in leaders])
    return f"The highest {agreeing(len(leaders), 'column is', 'columns are')} {named}."


def darkest(cells: Sequence[str]) -> str:
    """Return which cells of a heat map are the darkest: "The darkest cell is network in Japan."; empty for many."""
    if not cells or len(cells) > MOST_LEADERS:
        return ""
    return f"The darkest {agreeing(len(cells), 'cell is', 'cells are')} {in_words(cells)}."


def _next(highest: int, rest: Sequence[tuple[int, list[str]]]) -> str:
    if not rest:
        return ""
    second, names = rest[0]
    far = ", far behind" if second <= _FAR * highest else ""
    return f" Then {in_words(names) if len(names) <= MOST_LEADERS else 'several that are equal'}{far}."


def _ranks(numbers: Mapping[str, int]) -> Iterator[tuple[int, list[str]]]:
    """Yield each number that occurs with its names, the highest first."""
    ordered = sorted(((number, name) for name, number in numbers.items() if number), key=lambda pair: -pair[0])
    for number, pairs in groupby(ordered, key=lambda pair: pair[0]):
        yield number, [name for _, name in pairs]
