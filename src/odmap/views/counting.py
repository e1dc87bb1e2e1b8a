"""How many organisations each value of a filter would show, with all else that is chosen."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from odmap.caching import kept_with
from odmap.views.selection import BY_NAME, Facet, Selection, cells_of, matching, options


def counts(frame: pd.DataFrame, selection: Selection, facet: Facet) -> Mapping[str, int]:
    """Return how many organisations have each value of a facet, among those that all else that is chosen leaves.

    What is chosen of the facet itself does not narrow its own counts: within a facet, values add. So each number is
    what choosing that value alone would show.

    Args:
        frame: the whole directory.
        selection: what is chosen.
        facet: whose values are counted: all that the directory has, in the order of
            :func:`~odmap.views.selection.options`; 0 where nothing is left.
    """
    return _counts(frame, selection.without(facet.name), facet.name)


@kept_with(maxsize=512)
def _counts(frame: pd.DataFrame, others: Selection, name: str) -> Mapping[str, int]:
    cells = cells_of(frame, name)
    left = cells.numbers[matching(frame, others)[cells.rows]]
    found = np.bincount(left[left >= 0], minlength=len(cells.values))
    by_value = dict(zip(cells.values, map(int, found), strict=True))
    return MappingProxyType({value: by_value[value] for value in options(frame, BY_NAME[name])})
