"""What search engines ask a site for: where they may go, and everything there is."""

from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from odmap.directory.current import load
from odmap.directory.organisations import Directory
from odmap.geography import countries
from odmap.views.urls import PAGES, country_address, organisation_address, public_root

_NOT_PAGES = ("/_stcore/", "/card/", "/component/", "/names", "/part/")
"""What pages are made of: nobody looks for it."""

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


ROUTES: list[BaseRoute] = [Route("/robots.txt", robots), Route("/sitemap.xml", sitemap)]
"""For the server, beside its other routes."""
