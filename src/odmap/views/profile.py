"""The profile of one organisation: all that the directory holds about it, in words."""

from dataclasses import dataclass

import pandas as pd

from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import ListName, Precision, Principle, Status
from odmap.views.codes import NO_BASE
from odmap.views.nearest import Neighbour, nearest
from odmap.views.reach import Reach, is_named_in, reach
from odmap.wording import in_words, language_name, small

NEIGHBOURS = 5
OTHERS = 8


@dataclass(frozen=True)
class OtherOrganisation:
    """Another organisation worth naming in a profile."""

    id: str
    name: str
    words: str


@dataclass(frozen=True)
class Profile:
    """One organisation in words. Sentences are whole; pages make links of the ids.

    Attributes:
        organisation: its record.
        doing: what it does, which kind of care that is, whom it reaches.
        where: how exactly its place is known, and from where.
        since: since when, as far as known.
        today: whether its work goes on, and as of which year that is known.
        reach: its website, or whom to ask without one.
        languages: in which languages it works or publishes, as far as known.
        origin: which list it came from.
        unsure: what is unconfirmed, contradicted or unknown, and why; never empty: silence would look like certainty.
        principles: the principles that the Lived Experience Hub's list names for it.
        parent_links: where more is known of its parent, as (words, address).
        twins: records that may be the same body.
        kin: organisations with the same parent, or whose parent this is, or the parent itself if it is listed.
        neighbours: the nearest others, nearest first.
        others: the first others of its country and type.
        others_in_all: how many of those there are.
    """

    organisation: LocatedOrganisation
    doing: tuple[str, ...]
    where: str
    since: str
    today: str
    reach: Reach
    languages: str
    origin: str
    unsure: tuple[str, ...]
    principles: tuple[Principle, ...]
    parent_links: tuple[tuple[str, str], ...]
    twins: tuple[OtherOrganisation, ...]
    kin: tuple[OtherOrganisation, ...]
    neighbours: tuple[Neighbour, ...]
    others: tuple[OtherOrganisation, ...]
    others_in_all: int


def find(frame: pd.DataFrame, identifier: str) -> LocatedOrganisation | None:
    """Return the organisation with an id, or ``None``."""
    rows = (frame["id"] == identifier).to_numpy().nonzero()[0]
    return organisations_in(frame.iloc[rows[:1]])[0] if len(rows) else None


def describe(organisation: LocatedOrganisation, frame: pd.DataFrame) -> Profile:
    """Return the profile of an organisation.

    Args:
        organisation: its record.
        frame: the whole located directory, in which its relatives and neighbours are found.
    """
    others = _others(organisation, frame)
    return Profile(
        organisation=organisation,
        doing=_doing(organisation),
        where=_where(organisation),
        since=_since(organisation.founded),
        today=_today(organisation),
        reach=reach(organisation, frame),
        languages=_languages(organisation),
        origin=_origin(organisation, frame),
        unsure=_unsure(organisation),
        principles=tuple(term for term in Principle if term in organisation.principles),
        parent_links=_parent_links(organisation),
        twins=_twins(organisation, frame),
        kin=_kin(organisation, frame),
        neighbours=tuple(nearest(frame, organisation.id, NEIGHBOURS)),
        others=tuple(others[:OTHERS]),
        others_in_all=len(others),
    )


def _doing(organisation: LocatedOrganisation) -> tuple[str, ...]:
    kind, scope = organisation.type, organisation.scope
    sentences = [
        f"{kind.label}: {small(kind.meaning)}.",
        f"What it does: {in_words([activity.label.lower() for activity in organisation.activities])}.",
    ]
    if organisation.settings:
        sentences.append(f"Kind of care: {', '.join(setting.label.lower() for setting in organisation.settings)}.")
    sentences.append(f"Reach: {scope.label.lower()} ({small(scope.meaning)}).")
    return tuple(sentences)


def _languages(organisation: LocatedOrganisation) -> str:
    return in_words([language_name(code) for code in organisation.languages]) or "We do not know."


def _where(organisation: LocatedOrganisation) -> str:
    if not organisation.precision:
        return "It has no fixed base, so it is listed below the map and not drawn on it."
    return f"{organisation.precision.meaning}. Its position comes from {organisation.place_source}."


def _parent_links(organisation: LocatedOrganisation) -> tuple[tuple[str, str], ...]:
    item, address = organisation.parent_wikidata, organisation.parent_ror
    links = []
    if item:
        links.append((f"Wikidata {item}", f"https://www.wikidata.org/wiki/{item}"))
    if address:
        links.append((f"ROR {address.rpartition('/')[2]}", address))
    return tuple(links)


def _since(founded: str | None) -> str:
    if not founded:
        return "We do not know."
    return f"The {founded}" if founded.endswith("s") else founded


def _today(organisation: LocatedOrganisation) -> str:
    label, said, year = organisation.status.label, organisation.status_note.rstrip("."), organisation.last_seen
    sentences = [label if year else f"{label}; no page has a date"]
    if year and str(year) not in said:
        sentences.append(f"Last seen in {year}")
    return " ".join(f"{sentence}." for sentence in (*sentences, said) if sentence)


def _origin(organisation: LocatedOrganisation, frame: pd.DataFrame) -> str:
    if organisation.list is ListName.SOURCE_PAGE:
        named = int((frame["list"] == ListName.SOURCE_PAGE).sum())
        place = organisation.source_page_order
        return f"Number {place} of the {named} names on the Lived Experience Hub's list, the first of our sources."
    return "Found by our own research on public pages."


def _unsure(organisation: LocatedOrganisation) -> tuple[str, ...]:
    verification = organisation.verification
    sentences = [] if organisation.is_verified else [f"{verification.label}: {small(verification.meaning)}."]
    if organisation.note:
        sentences.append(organisation.note)
    wanted = organisation.town or organisation.region
    if wanted and organisation.precision is Precision.COUNTRY:
        sentences.append(f"Our list of places does not include {wanted}, so the mark is in the middle of the country.")
    if organisation.status is Status.UNKNOWN:
        sentences.append("We do not know whether its work continues today.")
    if not organisation.website:
        sentences.append("We found no website of its own.")
    return (*sentences, "We know it from public pages alone, and have not visited it.")


def _twins(organisation: LocatedOrganisation, frame: pd.DataFrame) -> tuple[OtherOrganisation, ...]:
    twin, itself = organisation.possible_duplicate_of, organisation.id
    return _named(frame[(frame["id"] == twin) | (frame["possible_duplicate_of"] == itself)], "place")


def _kin(organisation: LocatedOrganisation, frame: pd.DataFrame) -> tuple[OtherOrganisation, ...]:
    """Return the relatives of an organisation, found by name: ``parent`` is free text, so only whole names count."""
    parent, name = organisation.parent or "", organisation.name
    children = frame["parent"].fillna("").str.contains(name, regex=False)
    siblings = (frame["parent"] == parent) if parent else pd.Series(False, index=frame.index)
    above = frame["name"].map(lambda other: is_named_in(parent, other)) if parent else siblings
    return _named(frame[(children | siblings | above) & (frame["id"] != organisation.id)], "place")[:OTHERS]


def _others(organisation: LocatedOrganisation, frame: pd.DataFrame) -> tuple[OtherOrganisation, ...]:
    country = frame["country"].fillna(NO_BASE) == (organisation.country or NO_BASE)
    same = frame[country & (frame["type"] == organisation.type) & (frame["id"] != organisation.id)]
    return _named(same.sort_values("name", key=lambda names: names.str.casefold()), "place")


def _named(rows: pd.DataFrame, words: str) -> tuple[OtherOrganisation, ...]:
    return tuple(OtherOrganisation(*values) for values in zip(rows["id"], rows["name"], rows[words], strict=True))
