"""The sentences of a handout (see :mod:`odmap.exports.documents.handout`)."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from odmap import help_now
from odmap.analysis import country_brief_text
from odmap.directory.located import LocatedOrganisation
from odmap.directory.organisation import Status, Type, Verification
from odmap.exports.job import Job
from odmap.wording import agreeing, count, format_number, iso_date, small

WHAT = (
    "In Open Dialogue, a person in a mental health crisis, the people close to them and a small team that stays the "
    "same meet soon and talk openly together. Everyone is heard, and nothing is decided behind anyone's back. It "
    "began in the 1980s in Western Lapland, in the north of Finland, and people in other countries have since taken "
    "it up."
)
HELP_NOW = help_now.TITLE
CRISIS = f"{help_now.NOT_ADVICE} {help_now.IN_A_CRISIS}"
COUNTED = (
    "We count only what is listed; we do not know what is not. Confirmed by public pages: what we read shows that an "
    "organisation exists or existed. Known to be active: a public page shows it at work; for most of the others we do "
    "not know."
)
NOTHING = "Nothing listed matches these filters"
NOTHING_MEANS = (
    "We do not know what exists: there may be some that nobody has told us about. Not listed does not mean none."
)
ALL_NAMES = "There are too many names for this sheet. All of them are in the table (CSV) of the same view."
ACTIVE_NAMES = (
    "There are too many names for this sheet: it names those known to be active today, and counts all. "
    "All names are in the table (CSV) of the same view."
)

_OF_TYPE: Mapping[Type, tuple[str, str]] = {
    Type.SERVICE: ("service", "services"),
    Type.TRAINING: ("offering training", "offering training"),
    Type.RESEARCH: ("in research", "in research"),
    Type.NETWORK: ("network", "networks"),
    Type.PROGRAMME: ("programme", "programmes"),
    Type.INSTITUTION: ("institution", "institutions"),
}
_LONGEST_FILTERS = 320  # characters


def shown(job: Job) -> str:
    """Return which filters are set, and the date of the data."""
    edition = job.edition
    day = f"Data as of {iso_date(edition.data_as_of)}."
    if job.selection.is_empty:
        return f"The whole directory. {day}"
    of = "Nothing listed matches"
    if edition.number:
        of = f"{format_number(edition.number)} of {count(edition.total, 'organisation')}"
    chosen = shortened(edition.filters, _LONGEST_FILTERS)
    return f"{chosen}{'' if chosen.endswith('…') else '.'} {of}. {day}"


def numbers(view: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the numbers to remember, each with what it counts."""
    organisations, places = len(view), view["country"].nunique()
    verified = int((view["verification"] == Verification.VERIFIED).sum())
    active = int((view["status"] == Status.ACTIVE).sum())
    return [
        (format_number(organisations), agreeing(organisations, "organisation listed", "organisations listed")),
        (format_number(places), agreeing(places, "country", "countries")),
        (format_number(verified), small(Verification.VERIFIED.label)),
        (format_number(active), "known to be active today"),
    ]


def of_type(kind: Type, number: int) -> str:
    """Return how many there are of a type: "7 services"."""
    return count(number, *_OF_TYPE[kind])


def of_types(kinds: Iterable[Type]) -> str:
    """Return how many of each type there are: "7 services, 5 offering training"."""
    found = Counter(kinds)
    return ", ".join(of_type(kind, found[kind]) for kind in Type if kind in found)


def said_of(organisation: LocatedOrganisation) -> list[str]:
    """Return what nobody may miss about an organisation: known by name only, only related, or ended."""
    unsure = [] if organisation.is_verified else [small(organisation.verification.label)]
    return [*unsure, "ended"] if organisation.has_ended else unsure


def about(job: Job) -> str:
    """Return where the handout comes from, and what one may do with it."""
    return (
        f"{country_brief_text.about(job.edition.data_as_of, job.edition.total)} The facts come from public pages; "
        "every record names its own. Base map: Natural Earth. Places: GeoNames, CC BY 4.0. Names of countries: Unicode "
        "CLDR. Boundaries take no side."
    )


def shortened(text: str, longest: int) -> str:
    """Return as many whole sentences as fit into a number of characters, or the beginning of a longer first one."""
    sentences = re.split(r"(?<=[.!?。]) ", text)
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(kept) + 1 + len(sentence) > longest:
            break
        kept = f"{kept} {sentence}"
    if len(kept) <= longest:
        return kept
    cut = kept[: longest - 1]
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(',;:. ')}…"
