"""The order in which letters stand on a line that holds Hebrew or Arabic: what a PDF needs and a browser does itself.

This is the Unicode Bidirectional Algorithm (UAX #9) for one line without explicit embeddings; the characters that ask
for them must be taken away before. Arabic letters are joined by ``arabic_reshaper``. Our own, because
the well-kept libraries (python-bidi, fribidi) are under the LGPL.
"""

import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

import arabic_reshaper

Kind = TypeVar("Kind")

_RIGHT = ("R", "AL")
_NUMBERS = ("EN", "AN")
_NEUTRAL = ("B", "S", "WS", "ON")
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_MIRRORED = str.maketrans("()[]{}<>«»≤≥", ")(][}{><»«≥≤")


def has_right_to_left(text: str) -> bool:
    """Tell whether a text holds letters that are written from right to left."""
    return any(unicodedata.bidirectional(letter) in (*_RIGHT, "AN") for letter in text)


def begins_right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction is written from right to left, so that the line is."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind in _RIGHT for kind in strong if kind in ("L", *_RIGHT)), False)


def joined(text: str) -> str:
    """Return a text with its Arabic letters in the forms that join them; other letters stay."""
    return str(arabic_reshaper.reshape(text)) if has_right_to_left(text) else text


def visual(line: str, right_to_left: bool | None = None) -> str:
    """Return one line as it is drawn from left to right.

    Args:
        line: as it is read and stored; Arabic letters already joined.
        right_to_left: whether the paragraph is; by default what its first letter says.

    >>> visual("דיאלוג 2026 (ODI)")
    '(ODI) 2026 גולאיד'
    """
    if not has_right_to_left(line):
        return line
    base = int(begins_right_to_left(line) if right_to_left is None else right_to_left)
    clusters = _clusters(line)
    levels = _levels(clusters, base)
    for number in range(len(clusters) - 1, -1, -1):  # spaces at the end stay at the end
        if not clusters[number].isspace():
            break
        levels[number] = base
    turned = [
        cluster.translate(_MIRRORED) if level % 2 else cluster for cluster, level in zip(clusters, levels, strict=True)
    ]
    return "".join(turned[number] for number in _order(levels))


def in_order(parts: Sequence[tuple[str, Kind]], right_to_left: bool = False) -> list[tuple[str, Kind]]:
    """Return the parts of one line in the order in which they are drawn from left to right, for a renderer that turns.

    Args:
        parts: the line as it is read, in parts; what goes with each is given back with it.
        right_to_left: whether the paragraph is.

    Returns:
        The parts, split where the direction changes. Letters within one are still in the order in which they are read.
    """
    letters = [(cluster, number) for number, (part, _) in enumerate(parts) for cluster in _clusters(part)]
    clusters = [cluster for cluster, _ in letters]
    levels = _levels(clusters, int(right_to_left))
    runs = [list(run) for _, run in groupby(range(len(letters)), key=lambda at: (letters[at][1], levels[at]))]
    found = []
    for number in _order([levels[run[0]] for run in runs]):
        first, text = runs[number][0], [clusters[at] for at in runs[number]]
        if levels[first] % 2 and not has_right_to_left("".join(text)):  # signs: nothing else tells how they run
            text = [cluster.translate(_MIRRORED) for cluster in reversed(text)]
        found.append(("".join(text), parts[letters[first][1]][1]))
    return found


def _clusters(line: str) -> list[str]:
    """Split a line into letters, each with the marks that stand above or below it."""
    clusters: list[str] = []
    for letter in line:
        if clusters and unicodedata.bidirectional(letter) == "NSM":
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters


def _levels(clusters: list[str], base: int) -> list[int]:
    """Return the embedding level of each letter: odd ones run from right to left."""
    side = "R" if base else "L"
    kinds = _numbers([unicodedata.bidirectional(cluster[0]) or "L" for cluster in clusters], side)
    resolved = _neutrals(_brackets(clusters, kinds, side), side)
    raised = {"L": (0, 1), "R": (1, 0), "EN": (2, 1), "AN": (2, 1)}
    return [base + raised[kind][base] for kind in resolved]


def _numbers(kinds: list[str], side: str) -> list[str]:
    """Resolve numbers and what belongs to them (rules W2 to W7)."""
    found = _after_letters(kinds, side, "EN", {"AL": "AN"})
    found = ["R" if kind == "AL" else kind for kind in found]
    for number in range(1, len(found) - 1):
        before, kind, after = found[number - 1 : number + 2]
        if before == after and (kind, before) in (("ES", "EN"), ("CS", "EN"), ("CS", "AN")):
            found[number] = before
    for numbers, step in ((range(1, len(found)), -1), (range(len(found) - 2, -1, -1), 1)):
        for number in numbers:  # a sign such as % belongs to the number beside it
            if found[number] == "ET" and found[number + step] == "EN":
                found[number] = "EN"
    found = [kind if kind in ("L", "R", *_NUMBERS) else "ON" for kind in found]
    return _after_letters(found, side, "EN", {"L": "L"})


def _after_letters(kinds: list[str], side: str, kind: str, becomes: dict[str, str]) -> list[str]:
    """Let one kind of character become another after letters of a direction; the line begins as its side does."""
    found = []
    strong = side
    for one in kinds:
        strong = one if one in ("L", *_RIGHT) else strong
        found.append(becomes.get(strong, one) if one == kind else one)
    return found


def _brackets(clusters: list[str], kinds: list[str], side: str) -> list[str]:
    """Give both brackets of a pair one direction: that of what is inside, if what stands before them agrees (N0)."""
    found = list(kinds)
    for start, end in sorted(_pairs(clusters, kinds)):
        inside = {_as_strong(kind) for kind in found[start + 1 : end]} - {"ON"}
        before = next((_as_strong(kind) for kind in reversed(found[:start]) if kind != "ON"), side)
        if inside:
            found[start] = found[end] = side if side in inside else before
    return found


def _pairs(clusters: list[str], kinds: list[str]) -> list[tuple[int, int]]:
    """Return where brackets open and close."""
    pairs = []
    opened: list[tuple[str, int]] = []
    for number, (cluster, kind) in enumerate(zip(clusters, kinds, strict=True)):
        if kind == "ON" and cluster in _CLOSES:
            opened.append((_CLOSES[cluster], number))
        elif kind == "ON" and cluster in _CLOSES.values():
            places = [place for place, (closing, _) in enumerate(opened) if closing == cluster]
            if places:
                pairs.append((opened[places[-1]][1], number))
                del opened[places[-1] :]
    return pairs


def _as_strong(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind


def _neutrals(kinds: list[str], side: str) -> list[str]:
    """Give spaces and signs the direction of what stands on both sides, else that of the line (N1 and N2)."""
    found = list(kinds)
    start = 0
    while start < len(found):
        if found[start] not in _NEUTRAL:
            start += 1
            continue
        end = start
        while end < len(found) and found[end] in _NEUTRAL:
            end += 1
        before = _as_strong(found[start - 1]) if start else side
        after = _as_strong(found[end]) if end < len(found) else side
        found[start:end] = [before if before == after else side] * (end - start)
        start = end
    return found


def _order(levels: list[int]) -> list[int]:
    """Return the numbers of the letters in the order in which they are drawn (L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order
