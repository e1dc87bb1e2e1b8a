"""The count, audited, and the figures of others as markup."""

from collections.abc import Sequence
from itertools import groupby

from odmap.analysis.count_audit import Audit
from odmap.directory.published_figures import Figure
from odmap.markup import rendering

CAPTION = "What others counted"


def audit(found: Audit) -> str:
    """Return the audit as a table with a part for each question, and why the numbers differ as a list."""
    parts = [(part.value, list(lines)) for part, lines in groupby(found.lines, key=lambda line: line.part)]
    return rendering.render("count_audit.html", parts=parts, reasons=found.reasons)


def figures(lines: Sequence[Figure], sentence: str = "", caption: str = CAPTION) -> str:
    """Return figures of others as a table of its own, below a sentence that says not to add them up.

    Args:
        lines: the figures; those of the same group stand together.
        sentence: what to say before it, such as :func:`odmap.analysis.count_audit.survey_sentence`.
        caption: what the table holds.
    """
    groups = [(group, list(found)) for group, found in groupby(lines, key=lambda figure: figure.group)]
    return rendering.render("published_figures.html", groups=groups, sentence=sentence, caption=caption)
