"""What the server sends beside the pages: files, cards, headers. Read over HTTP, as any client would."""

import gzip
import json
import re
import urllib.error
import urllib.request
from email.message import Message
from html import unescape

import pandas as pd
import pytest

from odmap.graphics.assets import FILES, address, mark_address
from odmap.graphics.marks import Mark
from odmap.maps.live import table_version
from odmap.web.http.security_headers import content_security_policy
from tests.counted import LOCATED, TOTAL


def get(url: str, **headers: str) -> tuple[int, Message, bytes]:
    """Return status, headers and body of an address."""
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own address
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


@pytest.mark.parametrize("name", FILES)
def test_files_are_sent_once_and_kept(app: str, name: str) -> None:
    """A file at its versioned address may be kept for good, and is compressed for those who can read that."""
    status, headers, plain = get(f"{app}/{address(name)}")
    assert (status, plain) == (200, FILES[name].content())
    assert headers["Content-Type"].startswith(FILES[name].media_type)
    assert "immutable" in headers["Cache-Control"]
    for _ in range(2):  # as it is made, and as it is kept
        _, headers, packed = get(f"{app}/{address(name)}", **{"Accept-Encoding": "gzip"})
        # Nothing is gained by compressing so few bytes, or a font, which is compressed in itself.
        as_it_is = len(plain) <= 500 or FILES[name].media_type == "font/woff2"
        assert headers["Content-Encoding"] == (None if as_it_is else "gzip")
        assert (packed if as_it_is else gzip.decompress(packed)) == plain
    assert get(f"{app}/assets/{name}")[1]["Cache-Control"] == "no-cache"


def test_the_organisations_are_sent_as_columns(app: str) -> None:
    """The file behind the marks is JSON with every located organisation."""
    status, _, body = get(f"{app}/assets/organisations.json")
    assert status == 200
    assert len(json.loads(body)["ids"]) == LOCATED


def test_a_card_is_sent_by_id(app: str) -> None:
    """A card is a piece of HTML; an unknown or hostile id is answered with a sentence and 404."""
    status, headers, body = get(f"{app}/card/dialogue-first")
    assert status == 200
    assert headers["Content-Type"].startswith("text/html")
    assert b"Dialogue First" in body
    for unknown in ("nobody", "%3Cscript%3E", "..%5C..%5Cetc"):
        status, _, body = get(f"{app}/card/{unknown}")
        assert status in (400, 404)
        assert b"script" not in body


def test_marks_are_drawings(app: str) -> None:
    """A mark's address gives an SVG; nonsense gives 404."""
    mark = Mark.named("service.verified.on.country")
    status, headers, body = get(f"{app}/{mark_address(mark, 'dark')}")
    assert status == 200
    assert headers["Content-Type"] == "image/svg+xml"
    assert body.startswith(b"<svg")
    assert get(f"{app}/assets/mark/dark/x.svg")[0] == 404
    assert get(f"{app}/assets/mark/sepia/{mark.name}.svg")[0] == 404


@pytest.mark.parametrize(
    "path", ["/", "/about", "/healthz", "/assets/map.js", "/api/organisations.csv", "/no/such/file.js", "/nope"]
)
def test_every_answer_carries_the_policy(app: str, path: str) -> None:
    """No page and no file goes out without the headers that keep the browser here, and none names the server."""
    _, headers, _ = get(f"{app}{path}")
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "microphone=()" in headers["Permissions-Policy"]
    assert headers["Server"] is None
    assert headers["Strict-Transport-Security"] is None  # it would be meaningless without TLS


def test_a_page_names_what_its_live_page_needs(app: str) -> None:
    """What the first answer names to be fetched after it is painted, the map's own files among it, is there."""
    _, _, body = get(f"{app}/")
    named = re.search(r'data-od-files="([^"]*)"', body.decode())
    assert named
    files = [file["href"].removeprefix(".") for file in json.loads(unescape(named[1]))]
    assert f"/{address('map.js')}" in files
    assert [get(f"{app}{path}")[0] for path in files] == [200] * len(files)


@pytest.mark.parametrize("name", ["map.js", "page.css", "overview.topo.json", "organisations.json"])
def test_only_the_true_version_may_be_kept(app: str, name: str) -> None:
    """Who asks for tomorrow's version today gets today's content, and may not keep it under that name."""
    for query in ("?v=0123456789ab", "?v=", f"?v={'a' * 12}&v={'b' * 12}"):
        status, headers, _ = get(f"{app}/assets/{name}{query}")
        assert (status, headers["Cache-Control"]) == (200, "no-store")


def test_rows_of_another_version_have_no_names(app: str, frame: pd.DataFrame) -> None:
    """The numbers of rows mean something in one version of the table only."""
    true = get(f"{app}/names?v={table_version(frame)}&rows=0,1")
    assert (true[0], len(json.loads(true[2])["ids"])) == (200, 2)
    assert "immutable" in true[1]["Cache-Control"]
    other = get(f"{app}/names?v=0123456789ab&rows=0,1")
    assert (other[0], other[1]["Cache-Control"]) == (404, "no-store")


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/_stcore/upload_file/a/b"]
)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_what_streamlit_offers_and_no_page_uses_is_not_there(app: str, path: str, method: str) -> None:
    """No uploads, no figures about the machine, no interface for agents."""
    request = urllib.request.Request(f"{app}{path}", data=b"x" * 1000, method=method)  # noqa: S310 - our own address
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)  # noqa: S310 - our own address
    refused.value.close()
    assert refused.value.code == 404


def test_another_page_may_frame_the_embed_view_only(app: str) -> None:
    """The map alone may stand in anybody's page, with its frame; the whole application in none that is not named."""
    assert "frame-ancestors" not in get(f"{app}/?country=FI&embed=true")[1]["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in get(f"{app}/?country=FI&embed=no")[1]["Content-Security-Policy"]


def test_health_says_how_many(app: str) -> None:
    """A monitor sees that the server is up and shows the directory."""
    assert get(f"{app}/healthz")[2] == f"ok: {TOTAL} organisations\n".encode()


def test_a_strange_host_is_not_written_into_the_policy(app: str) -> None:
    """What a client claims as its host's name cannot add anything to the policy."""
    _, headers, _ = get(f"{app}/healthz", Host="evil.example; script-src *")
    assert "evil" not in headers["Content-Security-Policy"]
    assert "ws://map.example:8501" in content_security_policy("map.example:8501")
