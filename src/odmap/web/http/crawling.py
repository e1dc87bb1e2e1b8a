"""What search engines ask a site for: where they may go, and everything there is."""

import json
from datetime import UTC, datetime, timedelta
from html import unescape
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from odmap import help_now
from odmap.directory.current import load
from odmap.directory.organisations import Directory
from odmap.geography import countries
from odmap.graphics.assets import address
from odmap.graphics.palette import variables
from odmap.markup import rendering
from odmap.version import NAME
from odmap.views.operator import operator
from odmap.views.provenance import CAVEAT, LICENCE
from odmap.views.urls import DESCRIPTIONS, PAGES, country_address, organisation_address, public_root

_NOT_PAGES = ("/_stcore/", "/card/", "/component/", "/names", "/part/")
"""What pages are made of: nobody looks for it."""

SECURITY = "/.well-known/security.txt"
_KNOWN_FOR = timedelta(days=180)  # so long a contact may be taken for right
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(request: Request) -> Response:
    """Send where search engines may go."""
    root = public_root()
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_PAGES)]
    lines += [f"Sitemap: {root}sitemap.xml"] if root else []
    return PlainTextResponse("\n".join(lines) + "\n")


def sitemap(request: Request) -> Response:
    """Send the address of every page, country and organisation.

    A sitemap needs whole addresses, and what a request calls this server may be a lie: so there is one only where the
    operator has set the address.
    """
    root = public_root()
    if not root:
        return PlainTextResponse("This server has no address of its own (ODMAP_ADDRESS), so it has no sitemap.\n", 404)
    return Response(_sitemap(root, load()), media_type="application/xml")


def _sitemap(root: str, directory: Directory) -> str:
    pages = [(f"./{page}", str(directory.read_on)) for page in PAGES]
    lands = [(country_address(code), "") for code in countries.load()]
    bodies = [(organisation_address(one.id), str(one.read_on)) for one in directory.organisations.values()]
    entries = "".join(
        f"<url><loc>{escape(root + where.removeprefix('./'))}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for where, day in (*pages, *lands, *bodies)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{_NAMESPACE}">{entries}</urlset>'


def llms(request: Request) -> Response:
    """Send what this site is and where its facts are, for programs that read for people (https://llmstxt.org)."""
    root, directory = public_root(), load()
    text = rendering.render(
        "llms.txt",
        name=NAME,
        number=len(directory.organisations),
        caveat=CAVEAT,
        licence=LICENCE,
        root=root or "./",
        pages=[(page, title, DESCRIPTIONS[page]) for page, title in PAGES.items()],
        no_emergency_service=help_now.NO_EMERGENCY_SERVICE,
    )
    return PlainTextResponse(unescape(text))  # templates are HTML; this is plain text


def security(request: Request) -> Response:
    """Send whom to tell of a weakness (RFC 9116): who runs this copy, if they say how to be reached."""
    contact, root = operator().contact_link, public_root()
    if not contact:
        return PlainTextResponse("Who runs this copy has set no contact (ODMAP_CONTACT).\n", 404)
    expires = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + _KNOWN_FOR
    lines = [f"Contact: {contact}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: en"]
    lines += [f"Canonical: {root}{SECURITY.removeprefix('/')}"] if root else []
    return PlainTextResponse("\n".join(lines) + "\n")


def manifest(request: Request) -> Response:
    """Send what a phone needs to keep the map among its programs (W3C Web Application Manifest)."""
    colours = variables("light")
    content = {
        "name": NAME,
        "short_name": "Open Dialogue",
        "description": DESCRIPTIONS[""],
        "lang": "en",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": colours["od-paper"],
        "theme_color": colours["od-accent"],
        "icons": [{"src": f"./{address('icon.svg')}", "type": "image/svg+xml", "sizes": "any", "purpose": "any"}],
    }
    headers = {"Cache-Control": "max-age=3600"}
    return Response(json.dumps(content), media_type="application/manifest+json", headers=headers)


ROUTES: list[BaseRoute] = [
    Route("/manifest.webmanifest", manifest),
    Route("/robots.txt", robots),
    Route("/sitemap.xml", sitemap),
    Route("/llms.txt", llms),
    Route(SECURITY, security),
]
"""For the server, beside its other routes."""
