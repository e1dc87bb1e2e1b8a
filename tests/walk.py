"""Walk the whole app as visitors and programs do, and print what they meet as JSON.

Run as a program of its own by tests/test_faults.py, with ``$ODMAP_DATA`` naming the data to use: what odmap read once
it does not read again.
"""

import json
import sys
from typing import Any

from schemathesis.python.asgi import get_client  # starlette's own client needs httpx2, which nothing else here does
from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit.testing.v1 import AppTest

from odmap import load
from odmap.graphics.assets import FILES
from odmap.settings import FRAME, ROOT
from odmap.web import startup_check
from odmap.web.http import api, crawling, files, fragments, page_shell, print_routes
from odmap.web.http.response_cache import FrontCache
from odmap.web.http.security_headers import SecurityHeaders

PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("map", {}),
    ("map", {"organisation": "dialogue-first"}),
    ("map", {"country": "FI", "q": "dialogue"}),
    ("directory", {}),
    ("directory", {"organisation": "dialogue-first"}),
    ("principles", {}),
    ("help", {}),
    ("ecosystem", {}),
    ("gaps", {}),
    ("map", {"place": "Nairobi"}),
    ("present", {"begin": "MX"}),
    ("about", {}),
    ("country", {}),
    ("country", {"c": "FI"}),
    ("country", {"c": "nowhere"}),
)
ADDRESSES = (
    *(f"/api/organisations.{kind}" for kind in ("csv", "json", "geojson")),
    "/api/organisations/dialogue-first.json",
    "/",
    "/?place=Lyon",
    "/directory",
    "/organisation/dialogue-first",
    "/country/fi",
    "/gaps",
    "/ecosystem",
    "/present",
    "/about",
    "/principles",
    "/llms.txt",
    *(f"/api/charts/{chart}.csv" for chart in ("types", "regions", "countries")),
    "/api/map.svg",
    "/api/map.png",
    *(f"/api/presenter.{kind}?country=LV" for kind in ("html", "pdf")),
    "/api/presenter.html?begin=MX",
    "/api/worklist.csv",
    "/api/changes.atom?country=FI",
    "/api/openapi.json",
    "/print/brief/FI",
    "/print/brief/XX",
    "/print/worklist",
    "/print/near?place=Lyon",
    *(f"/part/{part}?country=FI" for part in fragments.PARTS),
    "/card/dialogue-first",
    "/names?rows=1,2",
    "/assets/organisations.json",
    "/assets/place/light/dialogue-first.svg",
    "/assets/tile/4/8/5.json",
    "/assets/land/32/21.json",
    *(f"/assets/{name}" for name in FILES),
    "/healthz",
)


def page(name: str, query: dict[str, str]) -> dict[str, Any]:
    """Return what a visitor of a page meets: exceptions and words."""
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    app.run()
    if name != "map":
        app.switch_page(str(ROOT / "pages" / f"{name}.py"))
    for parameter, value in query.items():
        app.query_params[parameter] = value
    app.run()
    words = [element.value for kind in (app.title, app.header, app.warning, app.markdown) for element in kind]
    markup = [str(element.proto.body) for element in app.get("html")]
    return {"exceptions": [element.message for element in app.exception], "text": "\n".join([*words, *markup])}


def main() -> None:
    """Walk."""
    startup_check.check()
    load()
    server: Any = Starlette(
        routes=[
            *files.ROUTES,
            *fragments.ROUTES,
            *api.ROUTES,
            *print_routes.ROUTES,
            *page_shell.ROUTES,
            *crawling.ROUTES,
        ],
        middleware=[Middleware(SecurityHeaders), Middleware(FrontCache)],
        exception_handlers=files.EXCEPTION_HANDLERS,
    )
    client = get_client(server)
    answers = {}
    for address in ADDRESSES:
        answer = client.get(address)
        answers[address] = (answer.status_code, answer.text[-2000:] if answer.status_code >= 400 else "")
    health = client.get("/healthz").text
    pages = {f"{name} {query}": page(name, query) for name, query in PAGES}
    json.dump({"pages": pages, "answers": answers, "health": health}, sys.stdout)


if __name__ == "__main__":
    main()
