"""What changed in the directory, as a feed, and what to verify next."""

import datetime
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import Response

from odmap.directory import changelog, current
from odmap.directory.current import load
from odmap.directory.known_places import country_names
from odmap.directory.locating import NO_BASE_NAME
from odmap.exports.data.atom_feed import MEDIA_TYPE, TITLE, atom
from odmap.exports.file import File
from odmap.geography import countries
from odmap.views import news
from odmap.views.codes import NO_BASE
from odmap.web.http.api.description import KEEPING_UP, UNREADABLE, ReadingRouter, found
from odmap.web.http.api.parameters import ChangedIn, Keep, Selected, known_names
from odmap.web.http.print_routes import worklist_csv
from odmap.web.http.queries import check_directory
from odmap.web.http.refusals import COUNTRY, Refused, no_country, server_root
from odmap.web.http.responses import send

router = ReadingRouter(dependencies=[known_names()], tags=[KEEPING_UP])


@router.read(
    "/api/worklist.csv",
    operation_id="worklist",
    summary="The records to verify next, and what to find out, as CSV",
    responses=found("text/csv", status_503=UNREADABLE),
)
def worklist(request: Request, view: Selected, keep: Keep) -> Response:
    """Send the work list of the organisations that match a query."""
    return send(request, worklist_csv(view), keep)


@router.read(
    "/api/changes.atom",
    operation_id="changes",
    summary="What changed in the directory, as an Atom feed",
    description="Without a country, all changes. A country without an organisation has an empty feed that waits for "
    "the first.",
    responses=found(MEDIA_TYPE, status_503=UNREADABLE),
)
def changes(request: Request, country: ChangedIn, keep: Keep) -> Response:
    """Send the feed, of all countries or of some.

    ``none`` stands for bodies with no fixed base; case does not matter, repeats and blanks are ignored.
    """
    chosen = []
    for value in country:
        code = _code(value)
        if code and code not in _countries():
            raise no_country(value)
        chosen.append(code)
    feed = _feed(request, [code for code in _countries() if code in chosen])
    return send(request, File.of(feed, MEDIA_TYPE, "odmap-changes.atom"), keep)


@cache
def _countries() -> dict[str, str]:
    """Return all that can be asked for, with names: every country of ISO 3166-1, and no fixed base."""
    names = country_names() or {code: country.name for code, country in countries.load().items()}
    return {**names, NO_BASE: NO_BASE_NAME}


def _code(value: str) -> str:
    stripped = value.strip()
    return NO_BASE if stripped.casefold() == NO_BASE else stripped.upper()


def _feed(request: Request, chosen: Sequence[str]) -> bytes:
    directory = load()
    known = current.changes()
    check_directory(directory)
    if known.problems and not known.records:
        raise Refused(503, "This server's list of changes cannot be read at the moment. Please try again later.")
    groups = news.grouped(known.records, directory.frame, chosen)
    query = urlencode({COUNTRY: chosen}, doseq=True)
    root = server_root() or str(request.base_url)  # a proxy may have taken away what stands before our own path
    own = f"{root}api/changes.atom{f'?{query}' if query else ''}"
    title = f"{TITLE} ({', '.join(_countries()[code] for code in chosen)})" if chosen else TITLE
    if groups:
        updated = groups[0].date
    else:
        updated = datetime.date.fromisoformat(directory.read_on) if directory.read_on else changelog.FIRST_DAY
    return atom(groups, root, own, title, updated)
