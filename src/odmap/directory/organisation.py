"""What one organisation is: the model of a record, and the one vocabulary for each of its terms.

``data/README.md`` explains the same fields and terms to people who edit the file; a test holds both together.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from odmap.directory.registers import RorAddress, WikidataItem

FIRST_YEAR = 1980
"""Open Dialogue began in the 1980s; an earlier year in the data is a slip of the pen."""


class Term(StrEnum):
    """A word of a closed vocabulary: the value stored, the label shown, and what it means."""

    label: str
    meaning: str

    def __new__(cls, value: str, label: str = "", meaning: str = "") -> Self:
        """Make a member whose value is the stored word; the defaults let ``Type("service")`` pass type checks."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.meaning = meaning
        return member


class Type(Term):
    """What an organisation mainly is, and what one may ask for. Its order is that of legend, list and charts."""

    SERVICE = "service", "Service", "Meets people in crisis and those close to them"
    TRAINING = "training", "Training", "Teaches the approach"
    RESEARCH = "research", "Research", "Studies the approach"
    NETWORK = "network", "Network", "Connects people and bodies, or speaks up for the approach"
    PROGRAMME = "programme", "Programme", "A project or scheme with a start, and often an end"
    INSTITUTION = "institution", "Institution", "A public body or a foundation"


MAIN_TYPE = "Main type"
"""What a visitor reads where the type stands: heading, column, filter."""

DOING = "What they do"
"""What a visitor reads where all that organisations do is asked for, in the words of :class:`Type`."""


class Activity(Term):
    """What an organisation does; most do several things."""

    SERVICE = "service", "Service", "Meets people and their networks"
    TRAINING = "training", "Training", "Teaches"
    RESEARCH = "research", "Research", "Studies"
    NETWORK = "network", "Network", "Connects people and bodies"
    ADVOCACY = "advocacy", "Advocacy", "Speaks up in public"
    PILOT = "pilot", "Pilot", "Tries the approach out for a time"
    TRIAL = "trial", "Trial", "Compares it with other care in a study"
    KNOWLEDGE_SHARING = "knowledge sharing", "Knowledge sharing", "Passes on what is known"
    IMPLEMENTATION_SUPPORT = "implementation support", "Help to start", "Helps services to take it up"
    RESEARCH_SUPPORT = "research support", "Research support", "Helps others to study it"
    TRAINING_SUPPORT = "training support", "Training support", "Helps others to teach it"
    CONSULTATION = "consultation", "Consultation", "Advises teams"
    SUPERVISION = "supervision", "Supervision", "Reflects with teams on their work"
    SERVICE_DEVELOPMENT = "service development", "Service development", "Builds up services"
    PEER_SUPPORT = "peer support", "Peer support", "People with experience of crisis support each other"
    FUNDING = "funding", "Funding", "Pays for the work of others"
    GOVERNMENT_BODY = "government body", "Public authority", "Acts for the state"


ACTIVITY_GROUPS: Mapping[Activity, Type] = {
    Activity.SERVICE: Type.SERVICE,
    Activity.TRAINING: Type.TRAINING,
    Activity.TRAINING_SUPPORT: Type.TRAINING,
    Activity.SUPERVISION: Type.TRAINING,
    Activity.RESEARCH: Type.RESEARCH,
    Activity.TRIAL: Type.RESEARCH,
    Activity.RESEARCH_SUPPORT: Type.RESEARCH,
    Activity.NETWORK: Type.NETWORK,
    Activity.ADVOCACY: Type.NETWORK,
    Activity.KNOWLEDGE_SHARING: Type.NETWORK,
    Activity.PEER_SUPPORT: Type.NETWORK,
    Activity.PILOT: Type.PROGRAMME,
    Activity.SERVICE_DEVELOPMENT: Type.PROGRAMME,
    Activity.IMPLEMENTATION_SUPPORT: Type.PROGRAMME,
    Activity.CONSULTATION: Type.PROGRAMME,
    Activity.FUNDING: Type.INSTITUTION,
    Activity.GOVERNMENT_BODY: Type.INSTITUTION,
}
"""Under which of the six words of the legend each activity is found."""


def activity_groups(kind: Type, activities: Iterable[Activity]) -> tuple[Type, ...]:
    """Return under which words of the legend an organisation is found: all that it does, and what it mainly is.

    Args:
        kind: its main type.
        activities: all that it does.
    """
    found = {kind, *(ACTIVITY_GROUPS[activity] for activity in activities)}
    return tuple(word for word in Type if word in found)


class Setting(Term):
    """The kind of care, or the place of work, where a page names one; an organisation may have several."""

    EARLY_PSYCHOSIS = "early psychosis", "Early psychosis", "People who live through psychosis for the first time"
    CHILDREN_AND_YOUNG_PEOPLE = (
        "children and young people",
        "Children and young people",
        "Children, young people and their families",
    )
    ADDICTION = "addiction", "Alcohol and drugs", "People who have a hard time with alcohol or other drugs"
    AUTISM = "autism", "Autism", "Autistic people and those close to them"
    OLD_AGE = "old age", "Old age", "Older people"
    FORENSIC = "forensic", "Secure care", "Hospital wards that are locked for safety or by order of a court"
    PEER_SUPPORT = (
        "peer support",
        "Peers in the team",
        "People with experience of crisis work in the team, or lead it",
    )
    DISASTER = "disaster", "War and disaster", "People who live through a war or a disaster"
    SCHOOL = "school", "School", "Pupils, families and staff at school"
    PRISON = "prison", "Prison", "People held in prison, and those who work there"
    PRIMARY_CARE = "primary care", "Primary care", "Family doctors, and others whom people turn to first"


class Scope(Term):
    """How far an organisation reaches."""

    GLOBAL = "global", "Worldwide", "Across countries"
    NATIONAL = "national", "National", "A whole country"
    REGIONAL = "regional", "Regional", "A part of one country, or a few neighbouring countries"
    LOCAL = "local", "Local", "A town or a single service"


class Status(Term):
    """Whether an organisation's Open Dialogue work goes on, as far as public pages show."""

    ACTIVE = "active", "Active", "A public page shows or describes it at work"
    UNKNOWN = "unknown", "Unclear if active", "Nothing found says whether the work goes on today"
    ENDED = "ended", "Ended", "A public page shows or implies that it has ended"


class Verification(Term):
    """How sure the directory is that the organisation exists as described."""

    VERIFIED = "verified", "Confirmed by public pages", "What we read shows that it exists or existed"
    UNVERIFIED = "unverified", "Known by name only", "A list or a page names it; nothing else was found"
    RELATED = "related", "Related to Open Dialogue", "Another approach or service, not Open Dialogue itself"


HOW_SURE = "How sure we are"
"""What a visitor reads above the terms of :class:`Verification`, wherever they stand."""


class ListName(Term):
    """Which list an organisation came from."""

    SOURCE_PAGE = (
        "source-page",
        "Lived Experience Hub's list",
        "One of the 34 names this directory began with",
    )
    RESEARCH = "research", "Our own research", "Found later, on public pages"


SOURCE_PAGE = "https://turtleacupuncture.wixstudio.com/livedexperience/blank-25"
"""The Lived Experience Hub's list, with which the directory began."""


class Principle(Term):
    """The seven principles as the Lived Experience Hub's list names them."""

    IMMEDIATE_HELP = "immediate-help", "Immediate help", "A first meeting soon, often within a day"
    SOCIAL_NETWORK = "social-network", "Social network", "Family, friends and others who matter take part"
    FLEXIBILITY = "flexibility", "Flexibility and responsiveness", "Fitted to each person and situation"
    UNCERTAINTY = "tolerance-of-uncertainty", "Tolerance of uncertainty", "No hurry to a conclusion"
    DIALOGUE = "dialogical-approach", "Dialogical approach", "Everyone is heard, and answered"
    AVOIDING_HOSPITAL = (
        "avoidance-of-hospitalisation",
        "Avoiding hospital",
        "Help at home or nearby if it can be",
    )
    CONTINUITY = "continuity-of-care", "Continuity of care", "The same team from beginning to end"


class Precision(Term):
    """How exactly an organisation's place is known, coarsest first."""

    COUNTRY = "country", "Country", "Somewhere in the country; the mark stands in its middle"
    REGION = "region", "Region", "Somewhere in the region; the mark stands in its middle"
    LOCALITY = "locality", "Town", "In or near this town"


def _empty_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _split(separator: str) -> BeforeValidator:
    """Turn one cell into a tuple: ``service; training`` becomes ``("service", "training")``."""

    def split(value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(separator) if part.strip())
        return value

    return BeforeValidator(split)


def _no_repeats(values: tuple[Any, ...]) -> tuple[Any, ...]:
    repeated = sorted({str(value) for value in values if values.count(value) > 1})
    if repeated:
        raise ValueError(f"names {', '.join(repeated)} more than once")
    return values


def web_address(value: str) -> str:
    """Return ``value`` if it is an ``http`` or ``https`` address that may become a link.

    Raises:
        ValueError: for anything else (``javascript:``, ``mailto:``, a bare host, white space inside).
    """
    problem = ValueError(f"{value[:80]!r} is not a web address: write it in full, beginning with https://")
    if re.search(r"[\s<>\"'`\\\x00-\x1f]", value):
        raise problem
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        raise problem from None
    if parts.scheme not in {"http", "https"} or not host:
        raise problem
    return value


def _known_year(value: str) -> str:
    if not re.fullmatch(r"\d{4}s?", value):
        raise ValueError(f"{value!r} is not a year (2014) or a decade (1980s)")
    if int(value[:4]) < FIRST_YEAR:
        raise ValueError(f"{value!r} is before Open Dialogue began")
    return value


Blank = BeforeValidator(_empty_is_none)
"""Lets an empty cell of a file be no value."""
Text = Annotated[str, Field(max_length=2000)]
ShortText = Annotated[str, Field(max_length=300)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
YearOrDecade = Annotated[str, AfterValidator(_known_year)]
WebAddress = Annotated[str, AfterValidator(web_address), Field(max_length=2000)]


class Organisation(BaseModel):
    """One record of ``data/organisations.csv``. Field names are its column names, in the same order."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, title="organisation")

    id: Identifier
    name: Annotated[str, Field(min_length=1, max_length=200)]
    own_name: Annotated[ShortText | None, Blank]
    summary: Annotated[str, Field(min_length=20, max_length=900)]
    type: Type
    activities: Annotated[tuple[Activity, ...], Field(min_length=1), _split(";"), AfterValidator(_no_repeats)]
    settings: Annotated[tuple[Setting, ...], _split(";"), AfterValidator(_no_repeats)]
    scope: Scope
    country: Annotated[CountryCode | None, Blank]
    region: Annotated[ShortText | None, Blank]
    town: Annotated[ShortText | None, Blank]
    parent: Annotated[ShortText | None, Blank]
    parent_wikidata: Annotated[WikidataItem | None, Blank]
    parent_ror: Annotated[RorAddress | None, Blank]
    founded: Annotated[YearOrDecade | None, Blank]
    status: Status
    last_seen: Annotated[Annotated[int, Field(ge=FIRST_YEAR)] | None, Blank]
    status_note: Text
    verification: Verification
    list: ListName
    source_page_order: Annotated[Annotated[int, Field(ge=1)] | None, Blank]
    principles: Annotated[tuple[Principle, ...], _split(";"), AfterValidator(_no_repeats)]
    languages: Annotated[tuple[Language, ...], _split(";"), AfterValidator(_no_repeats)]
    website: Annotated[WebAddress | None, Blank]
    sources: Annotated[tuple[WebAddress, ...], Field(min_length=1), _split(" | "), AfterValidator(_no_repeats)]
    read_on: date
    possible_duplicate_of: Annotated[Identifier | None, Blank]
    note: Text

    @model_validator(mode="after")
    def _fields_agree(self) -> Self:
        if (self.region or self.town) and not self.country:
            raise ValueError("country: is empty although a region or town is given; add its two-letter code")
        if (self.parent_wikidata or self.parent_ror) and not self.parent:
            raise ValueError("parent: is empty although an id of it is given; add its name, or empty the id")
        if self.last_seen and self.last_seen > self.read_on.year:
            raise ValueError(f"last_seen: {self.last_seen} is later than read_on ({self.read_on})")
        if (self.list is ListName.SOURCE_PAGE) != (self.source_page_order is not None):
            raise ValueError(
                "source_page_order: is given for records of the Lived Experience Hub's list, and only for them"
            )
        if self.possible_duplicate_of == self.id:
            raise ValueError("possible_duplicate_of: names the record itself")
        return self


COLUMNS: tuple[str, ...] = tuple(Organisation.model_fields)
"""The header of ``data/organisations.csv``, in order."""
