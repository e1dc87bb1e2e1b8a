"""The headers of every response, beyond what the tests of the real server see."""

import asyncio
from typing import Any

import pytest
from starlette.responses import Response

from odmap.views.urls import frame_ancestors
from odmap.web.http.security_headers import SecurityHeaders
from tests.asgi import Inner, ask


def headers(scope: dict[str, Any], **settings: Any) -> dict[str, str]:
    """Return the headers of an answer."""
    answer = asyncio.run(ask(SecurityHeaders(Inner(), **settings), scope))[0]
    return {name.decode(): value.decode() for name, value in answer["headers"]}


@pytest.mark.parametrize(
    ("scheme", "https", "secure"), [("http", False, False), ("https", False, True), ("http", True, True)]
)
def test_behind_tls_browsers_are_told_to_stay_there(scheme: str, https: bool, secure: bool) -> None:
    """Behind TLS, seen by the proxy's word or by the public address, HSTS is sent and cookies become secure."""
    assert ("strict-transport-security" in headers({"scheme": scheme}, https=https)) == secure
    setting = Response(headers={"Set-Cookie": "_streamlit_xsrf=1; Path=/"})
    answer = asyncio.run(ask(SecurityHeaders(setting, https=https), {"scheme": scheme}))[0]
    (cookie,) = [value for name, value in answer["headers"] if name == b"set-cookie"]
    assert cookie.endswith(b"; Secure") == secure


def test_settings_name_who_may_frame_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Origins of the setting may frame the application; what is none is named, with what to do."""
    monkeypatch.setenv("ODMAP_FRAME_ANCESTORS", "https://a.example https://*.b.example:8443")
    assert frame_ancestors() == ["https://a.example", "https://*.b.example:8443"]
    policy = headers({}, frame_ancestors=frame_ancestors())["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://a.example https://*.b.example:8443")
    for wrong in ("a.example", "https://a.example/path", "https://a.example; script-src *", "*"):
        monkeypatch.setenv("ODMAP_FRAME_ANCESTORS", wrong)
        with pytest.raises(ValueError, match=r"ODMAP_FRAME_ANCESTORS: .*write one such as https://example\.org"):
            frame_ancestors()


@pytest.mark.parametrize(
    ("path", "query", "anywhere"),
    [
        ("/", b"embed=true", True),
        ("/map/", b"country=FI&embed=TRUE", True),
        ("/map/component/streamlit_folium.st_folium/index.html", b"", True),
        ("/component/x", b"", False),
        ("/", b"q=embed", False),
        ("/", b"embed=false", False),
    ],
)
def test_the_embed_view_may_stand_anywhere(path: str, query: bytes, anywhere: bool) -> None:
    """The embed view, and the map's frame inside it, may be framed by anybody's page."""
    policy = headers({"path": path, "query_string": query}, base="/map")["content-security-policy"]
    assert ("frame-ancestors" not in policy) == anywhere
