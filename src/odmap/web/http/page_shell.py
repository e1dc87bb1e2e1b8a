"""The first answer to every page: what it shows as HTML, then Streamlit's own page, which draws the live one by script.

Streamlit's page alone is empty: a search engine reads "Streamlit" there, a reader without scripts nothing, and a phone
stays white until a hundred files have come. So the first answer (:mod:`odmap.markup.first_answer`) stands in it. What
Streamlit's page would load at once is only named there, and asked for after the first paint (static/first/start.js).
"""

import json
import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from functools import cache
from typing import Any, NamedTuple, get_args

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from odmap.data_file import DataFileError
from odmap.directory.current import load
from odmap.directory.known_places import open_gazetteer
from odmap.exports.file import File
from odmap.geography import countries
from odmap.graphics.assets import FRAMEWORK_STYLE, address, early, first_style, script, streamlit_folder
from odmap.graphics.palette import MODES, variables
from odmap.markup import first_answer, rendering
from odmap.markup import near as near_markup
from odmap.markup.first_answer import FirstAnswer
from odmap.version import NAME
from odmap.views.near import LONGEST, NearAnswer, look_around, understand
from odmap.views.pagination import sheet
from odmap.views.profile import describe, find
from odmap.views.selection import Selection, apply, from_query
from odmap.views.urls import (
    CODE,
    NEAR,
    ORGANISATION,
    PAGES,
    PLACE,
    SHEET,
    SORT,
    Page,
    country_address,
    country_link,
    encoded,
    link,
    oembed_link,
    organisation_address,
    public_root,
)
from odmap.web.http.compression import Coding, coding_for, compressed
from odmap.web.http.queries import DirectoryView, kept, lists
from odmap.web.http.responses import unchanged

_PAGES: Mapping[str, Page] = {page: page for page in get_args(Page)}
_SHOW_A_MAP: tuple[Page, ...] = ("", "country")  # and so a site may show it in the place of a link
_BODY = "<body>"
_NOT_OURS = (
    re.compile("<title>.*?</title>", re.DOTALL),
    re.compile(r'<link rel="shortcut icon"[^>]*>'),
    re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>'),  # ours are cut down to what is shown
    re.compile(r'<link rel="service-desc"[^>]*>'),  # an interface that odmap does not offer
    re.compile("<noscript>.*?</noscript>", re.DOTALL),
    re.compile("<!--.*?-->", re.DOTALL),
)
_FILE = re.compile(
    r'<script type="module"[^>]*src="(?P<module>[^"]+)"[^>]*></script>'
    r'|<link rel="(?P<rel>modulepreload|stylesheet)"[^>]*href="(?P<href>[^"]+)"[^>]*>'
)


class _Streamlits(NamedTuple):
    """Streamlit's own page in parts.

    Attributes:
        head: what stands before the body, without what it would load at once.
        rest: the body.
        files: what it would load, as the first answer's script reads it.
    """

    head: str
    rest: str
    files: str


class _Asked(NamedTuple):
    """What a page is asked for besides the filters."""

    page: Page
    organisation: str = ""
    place: str = ""
    near: str = ""
    code: str = ""
    sort: str = ""
    sheet: str = ""
    everything: bool = False
    embedded: bool = False
    deep: bool = False  # one folder below the root


@cache
def _streamlits() -> _Streamlits:
    """Read Streamlit's own page.

    Raises:
        RuntimeError: it has no body, or names no script.
    """
    text = (streamlit_folder() / "index.html").read_text("utf-8")
    for pattern in _NOT_OURS:
        text = pattern.sub("", text)
    head, body, rest = text.partition(_BODY)
    files = [
        {"rel": "module", "href": found["module"]} if found["module"] else {"rel": found["rel"], "href": found["href"]}
        for found in _FILE.finditer(head)
    ]
    for file in files:
        if file["rel"] == "stylesheet" and fnmatch(file["href"].removeprefix("./"), FRAMEWORK_STYLE):
            file["href"] = f"./{address('framework.css')}"
    if not body or not any(file["rel"] == "module" for file in files):
        raise RuntimeError("Streamlit's index.html has changed: it has no <body>, or no script.")
    files += [{"rel": rel, "href": f"./{where}"} for rel, where in early()]
    return _Streamlits(_FILE.sub("", head), rest, json.dumps(files))


def _asked(request: Request, page: Page) -> _Asked:
    query = request.query_params
    organisation = request.path_params.get("id", "") or query.get(ORGANISATION, "")
    return _Asked(
        page,
        organisation=organisation[:LONGEST],
        place=query.get(PLACE, "").strip()[:LONGEST] if not page else "",
        near=query.get(NEAR, "")[:LONGEST] if not page else "",
        code=(request.path_params.get("code", "") or query.get(CODE, "")).strip()[:40] if page == "country" else "",
        sort=query.get(SORT, "")[:40] if page == "directory" else "",
        sheet=query.get(SHEET, "")[:10] if page == "directory" else "",
        everything=bool(query.get("all")),
        embedded=query.get("embed", "").lower() == "true",
        deep=bool(request.path_params),
    )


def _answer(view: DirectoryView, asked: _Asked) -> FirstAnswer:
    directory, selection = view
    found = find(directory.frame, asked.organisation) if asked.organisation else None
    if found:
        return first_answer.of_organisation(directory, describe(found, directory.frame), selection, asked.page)
    if not asked.page:
        near, which = _near(view, asked)
        return first_answer.of_map(directory, selection, asked.place, near, which)
    if asked.page == "directory":
        rows = apply(directory.frame, selection)
        shown = sheet(rows, asked.sort, asked.sheet, frame=directory.frame)
        query = {SORT: shown.order, SHEET: str(shown.number) if shown.number > 1 else ""}
        return first_answer.of_directory(directory, selection, shown, query)
    if asked.page == "country":
        return first_answer.of_country(directory, asked.code, selection)
    return first_answer.of_other(directory, asked.page, selection, asked.everything)


def _near(view: DirectoryView, asked: _Asked) -> tuple[NearAnswer | None, str]:
    """Return what is near the place that is asked for, or else the question which place is meant."""
    if not asked.place and not asked.near:
        return None, ""
    try:
        with open_gazetteer() as gazetteer:
            meant = understand(asked.place, asked.near, gazetteer)
    except DataFileError:  # the live page says so
        return None, ""
    if meant.place is None:
        return None, near_markup.which_place(asked.place or asked.near, meant.choices, view.selection)
    rows = apply(view.directory.frame, view.selection)
    return look_around(meant.place, rows, not view.selection.is_empty), ""


class _Made(NamedTuple):
    """A page, and the same compressed in each way."""

    file: File
    compressed: Mapping[Coding, bytes]


@kept(maxsize=256)
def _made(view: DirectoryView, asked: _Asked, root: str) -> _Made:
    return _pack(None if asked.embedded else _answer(view, asked), asked, root)


def _pack(answer: FirstAnswer | None, asked: _Asked, root: str) -> _Made:
    content = _page(answer, asked, root).encode()
    codings: tuple[Coding, ...] = get_args(Coding)
    return _Made(File.of(content, "text/html", "page.html"), {one: compressed(content, one) for one in codings})


def _page(answer: FirstAnswer | None, asked: _Asked, root: str) -> str:
    """Return the whole page.

    Args:
        answer: what stands in it at first; ``None`` for an embedded map, which another's page is waiting for.
        asked: what was asked for.
        root: where the world finds this server, with a slash at its end; empty if that is not known.
    """
    # In the body, because the style has to come after those that Streamlit writes into the head.
    own, begins = _streamlits(), f"{_BODY}<script>{script('shell')}</script><style>{first_style()}</style>"
    if answer is None:
        files = "".join(
            f'<script type="module" crossorigin src="{file["href"]}"></script>'
            if file["rel"] == "module"
            else f'<link rel="{file["rel"]}" crossorigin href="{file["href"]}">'
            for file in json.loads(own.files)
        )
        title = f"<title>{PAGES[asked.page]} · {NAME}</title>"
        return own.head.replace("</head>", f"{title}{files}</head>") + f"{begins}{own.rest}"
    head = rendering.render(
        "first_head.html",
        f=answer,
        name=NAME,
        canonical=f"{root or './'}{answer.canonical}",
        picture=f"{root}{answer.picture.removeprefix('./')}" if root else "",
        oembed=oembed_link(root, answer.canonical) if root and answer.page in _SHOW_A_MAP else "",
        icon=address("icon.svg"),
        fonts=[address(name) for name in ("sans.woff2", "serif.woff2")],
        papers=[variables(mode)["od-paper"] for mode in MODES],
        structured=[_completed(one, root) for one in answer.structured],
    )
    live = _live(asked) if asked.deep else ""
    first = (
        f'<div id="od-first" class="od-first" data-od-first="{answer.waits_for}" data-od-live="{live}" '
        f'data-od-files="{Markup.escape(own.files)}">{answer.body}</div><script>{script("first")}</script>'
    )
    base = '<base href="../">' if asked.deep else ""  # before the first address
    return (
        own.head.replace("<head>", f"<head>{base}").replace("</head>", f"{head}</head>") + f"{begins}{first}{own.rest}"
    )


def _live(asked: _Asked) -> str:
    """Return the address that the live page understands."""
    if asked.page == "country":
        return country_link(asked.code)
    return link(asked.page, Selection(), **{ORGANISATION: asked.organisation})


def _completed(it: Any, root: str) -> Any:
    """Put the server's address before every relative one in JSON-LD."""
    if isinstance(it, Mapping):
        return {name: _completed(value, root) for name, value in it.items()}
    if isinstance(it, Sequence) and not isinstance(it, str):
        return [_completed(value, root) for value in it]
    return f"{root}{it.removeprefix('./')}" if root and isinstance(it, str) and it.startswith("./") else it


def _send(request: Request, asked: _Asked) -> Response:
    directory = load()
    chosen, _ = from_query(lists(request.query_params), directory.frame)
    try:
        file, packed = _made(DirectoryView(directory, chosen), asked, public_root())
    except DataFileError as problem:  # not kept: the file may be mended
        file, packed = _pack(first_answer.of_fault(directory, asked.page, chosen, problem), asked, public_root())
    answer = unchanged(request, file.tag, file.name)
    if answer is None:
        coding = coding_for(request.headers.get("accept-encoding", ""))
        answer = HTMLResponse(packed[coding] if coding else file.content)
        answer.headers.update({"Content-Encoding": coding} if coding else {})
    else:
        del answer.headers["Content-Disposition"]
    answer.headers.update({"Cache-Control": "no-cache", "ETag": file.tag, "Vary": "Accept-Encoding"})
    return answer


async def page(request: Request) -> Response:
    """Send the first answer of a page, or lead to the address that the one asked for has for people."""
    path = request.url.path.removeprefix(request.scope.get("root_path", "")).strip("/")
    asked = _asked(request, _PAGES[path])
    if lasting := _lasting(asked):
        others = {
            name: values for name, values in lists(request.query_params).items() if name not in (ORGANISATION, CODE)
        }
        return RedirectResponse(f"{lasting}{encoded(others)}", 301, {"Cache-Control": "no-cache"})
    return await run_in_threadpool(_send, request, asked)


def _lasting(asked: _Asked) -> str:
    """Return the address of its own that an organisation or a country has; empty if none is asked for by its query."""
    if asked.embedded:
        return ""
    if not asked.page and asked.organisation in load().organisations:
        return organisation_address(asked.organisation)
    if asked.page == "country" and asked.code.upper() in countries.load():
        return country_address(asked.code)
    return ""


async def organisation(request: Request) -> Response:
    """Send the page of one organisation, at its address for people and search engines."""
    asked = _asked(request, "")
    if asked.organisation not in load().organisations:
        return RedirectResponse(f"../{encoded({ORGANISATION: asked.organisation})}", 307)
    return await run_in_threadpool(_send, request, asked)


async def country(request: Request) -> Response:
    """Send the page of one country, at its address for people and search engines."""
    return await run_in_threadpool(_send, request, _asked(request, "country"))


ROUTES: list[BaseRoute] = [
    *(Route(f"/{path}", page) for path in PAGES),
    Route("/organisation/{id}", organisation),
    Route("/country/{code}", country),
]
