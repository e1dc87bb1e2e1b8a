"""Serves the bare Leaflet page: the physical limit of the map.

    python -m benchmarks.leaflet_page --port 8600

Land and organisations are fetched, compressed, from the same kind of server as the other apps'. The land is the one
that odmap draws first. Each mark is drawn as in odmap, in a MarkerCluster of the same radius; there are no cards.
"""

import argparse
import gzip
import json
import sys
from pathlib import Path
from typing import Any

import uvicorn
from benchmarks.land import geojson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet, leaflet_markercluster

from odmap import load
from odmap.directory.organisation import Type
from odmap.graphics.mark_svg import markup, rules
from odmap.graphics.marks import Mark
from odmap.settings import OVERVIEW

HEALTH = "/healthz"


def organisations() -> dict[str, Any]:
    """Return what the page draws: the located organisations as columns, and each different mark once."""
    placed = [(one, one.position) for one in load().organisations.values() if one.position]
    rows = [one for one, _ in placed]
    drawn = [Mark.of(row) for row in rows]
    marks = {mark: number for number, mark in enumerate(dict.fromkeys(drawn))}
    countries = {name: number for number, name in enumerate(sorted({row.country_name for row in rows}))}
    kinds = list(Type)
    return {
        "names": [row.name for row in rows],
        "latitudes": [round(latitude, 4) for _, (latitude, _) in placed],
        "longitudes": [round(longitude, 4) for _, (_, longitude) in placed],
        "marks": [markup(mark) for mark in marks],
        "mark": [marks[mark] for mark in drawn],
        "types": [kind.label for kind in kinds],
        "type": [kinds.index(row.type) for row in rows],
        "countries": list(countries),
        "country": [countries[row.country_name] for row in rows],
    }


def _sent(path: str, content: Any) -> Route:
    body = gzip.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 6)

    def endpoint(request: Request) -> Response:
        return Response(body, media_type="application/json", headers={"Content-Encoding": "gzip"})

    return Route(path, endpoint)


def app() -> Starlette:
    """Return the page and its files, everything made beforehand."""
    page = Path(__file__).with_name("leaflet.html")
    return Starlette(
        routes=[
            Route("/", lambda request: FileResponse(page)),
            Route(HEALTH, lambda request: PlainTextResponse("ok")),
            Route("/marks.css", lambda request: Response(rules(), media_type="text/css")),
            _sent("/land.json", geojson(OVERVIEW)),
            _sent("/organisations.json", organisations()),
            Mount("/leaflet", StaticFiles(directory=leaflet.BASE_DIR)),
            Mount("/markercluster", StaticFiles(directory=leaflet_markercluster.BASE_DIR)),
        ]
    )


def main() -> int:
    """Serve until told to end."""
    parser = argparse.ArgumentParser(description="Serve the bare Leaflet page on this machine only.")
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    uvicorn.run(app(), host="127.0.0.1", port=options.port, log_level="error")
    return 0


if __name__ == "__main__":
    sys.exit(main())
