"""Which organisations someone may have meant who asked for one that is not listed."""

from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process, utils

_LONGEST = 200  # characters; longer input is an accident or an attack
_ALIKE = 60  # of 100


def near_matches(frame: pd.DataFrame, given: str, limit: int = 3) -> list[str]:
    """Return the ids of the organisations whose id or name is most like what was given, the most alike first.

    Args:
        frame: the directory.
        given: an id, a name or a part of one, as typed; any text is safe.
        limit: how many at most.

    Returns:
        Distinct ids; empty if nothing is alike.
    """
    ids = list(frame["id"])
    found = process.extract(
        given[:_LONGEST],
        [*ids, *frame["name"]],
        scorer=_likeness,
        processor=utils.default_process,
        limit=2 * limit,  # an organisation may be found by its id and by its name
        score_cutoff=_ALIKE,
    )
    return list(dict.fromkeys(ids[place % len(ids)] for _, _, place in found))[:limit]


def _likeness(one: str, other: str, **_: Any) -> float:
    """Return how alike two texts are, letter by letter and word by word: either alone finds too much or too little."""
    return (fuzz.ratio(one, other) + fuzz.token_ratio(one, other)) / 2
