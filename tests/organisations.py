"""Located organisations to test with, each field as given or as plain as can be, and tables of them."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from odmap.directory.located import FIELDS, LocatedOrganisation
from odmap.directory.organisation import (
    Activity,
    ListName,
    Precision,
    Scope,
    Status,
    Type,
    Verification,
    activity_groups,
)

_PLAIN = LocatedOrganisation(
    id="body-1",
    name="Body 1",
    own_name=None,
    summary="A team that meets people in a crisis together with those close to them.",
    type=Type.SERVICE,
    activities=(Activity.SERVICE,),
    settings=(),
    scope=Scope.LOCAL,
    country="FI",
    region=None,
    town="Kemi",
    parent=None,
    parent_wikidata=None,
    parent_ror=None,
    founded=None,
    status=Status.ACTIVE,
    last_seen=2025,
    status_note="",
    verification=Verification.VERIFIED,
    list=ListName.RESEARCH,
    source_page_order=None,
    principles=(),
    languages=(),
    website=None,
    sources=("https://example.org/",),
    read_on=datetime.date(2026, 11, 22),
    possible_duplicate_of=None,
    note="",
    country_name="Finland",
    place="Kemi, Finland",
    latitude=65.74,
    longitude=24.56,
    precision=Precision.LOCALITY,
    place_source="gazetteer",
    activity_groups=(Type.SERVICE,),
)


def located(number: int = 1, **changes: Any) -> LocatedOrganisation:
    """Return a located organisation, with changes."""
    changed = replace(_PLAIN, **{"id": f"body-{number}", "name": f"Body {number}", **changes})
    return replace(changed, activity_groups=activity_groups(changed.type, changed.activities))


def table_of(organisations: Iterable[LocatedOrganisation]) -> pd.DataFrame:
    """Return a located directory's table of some organisations, without what only searching and sorting need."""
    rows = [[getattr(one, name) for name in FIELDS] for one in organisations]
    table = pd.DataFrame(rows, columns=list(FIELDS), dtype=object)
    return table.astype(
        {"latitude": float, "longitude": float, "last_seen": "Int64", "source_page_order": "Int64"}
    ).assign(precision=[one and one.value for one in table["precision"]])
