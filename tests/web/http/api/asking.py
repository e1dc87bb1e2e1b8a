"""Asking the public API as a client does, without a socket, and what all tests of it have in common."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from requests import Response
from schemathesis.python.asgi import get_client  # starlette's own client needs httpx2, which nothing else here does
from starlette.applications import Starlette

from odmap.views import formats
from odmap.web.http import api

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

APP: Any = Starlette(routes=api.ROUTES)  # schemathesis and starlette write the type of an application differently
ELSEWHERE = {"Origin": "https://example.org"}
EVERY_ADDRESS = (
    *(f"/api/organisations.{extension}" for extension in formats.DATA),
    "/api/organisations/dialogue-first.json",
    "/api/organisations/dialogue-first.geojson",
    *(f"/api/charts/types.{extension}" for extension in formats.CHARTS),
    "/api/map.png",
    "/api/map.svg",
    "/api/presenter.html",
    "/api/openapi.json",
)
BEGINNINGS = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<svg ", "csv": b"\xef\xbb\xbf"}


def ask(path: str, method: str = "GET", **headers: str) -> Response:
    """Return the answer to a request; redirects are not followed."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return get_client(APP).request(method, path, headers={"Accept-Encoding": "identity"} | named, allow_redirects=False)


def refusal(path: str, status: int = 400) -> dict[str, Any]:
    """Return the JSON of an answer that says no, after looking at what all of them have in common."""
    answer = ask(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    found: dict[str, Any] = answer.json()
    assert found["error"].endswith(".")
    return found


def ids(answer: Response) -> list[str]:
    """Return the ids in an answer of any format."""
    assert answer.status_code == 200
    kind = answer.headers["Content-Type"]
    if kind.startswith("text/csv"):
        return [row["id"] for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))]
    return [one["id"] for one in answer.json()["features" if "geo" in kind else "organisations"]]
