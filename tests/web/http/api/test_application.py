"""What all addresses of the API have in common: methods, entity tags, other servers' pages, compression."""

import pytest

from odmap.views import formats
from tests.web.http.api.asking import ELSEWHERE, EVERY_ADDRESS, ask, refusal


@pytest.mark.parametrize(
    "path",
    [
        "/api/nothing",
        "/api/api",
        "/api/docs",
        "/api/redoc",
        "/api/organisations/",
        "/api/organisations.xml",
        "/api/organisations.csv/",
        "/api/%0Anothing",
    ],
)
def test_unknown_addresses(path: str) -> None:
    """Below /api there is no page: an address that does not exist is answered in JSON, with where to look."""
    assert "/api/openapi.json" in refusal(path, 404)["error"]


@pytest.mark.parametrize("path", EVERY_ADDRESS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(path: str, method: str) -> None:
    """Every other method than GET and HEAD is refused with what is allowed."""
    answer = ask(path, method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}
    assert "GET" in answer.json()["error"]


@pytest.mark.parametrize("path", EVERY_ADDRESS)
def test_head_is_get_without_content(path: str) -> None:
    """A client may ask first how large a file is and whether it changed."""
    get, head = ask(path), ask(path, "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(get.content)
    assert head.headers == get.headers


@pytest.mark.parametrize("path", EVERY_ADDRESS)
def test_what_has_not_changed_is_not_sent_again(path: str) -> None:
    """A client that names the content it has gets 304 and nothing else; one that has something else gets it all."""
    tag = ask(path).headers["ETag"]
    assert tag.startswith('W/"')
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        answer = ask(path, If_None_Match=known)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert ask(path, If_None_Match='"other"').status_code == 200
    assert ask(path, "HEAD", If_None_Match=tag).status_code == 304


def test_other_content_has_another_tag() -> None:
    """Each selection and each format names its own content."""
    paths = [*EVERY_ADDRESS, "/api/organisations.csv?country=FI", "/api/organisations.csv?country=NO"]
    assert len({ask(path).headers["ETag"] for path in paths}) == len(paths)


@pytest.mark.parametrize("path", [*EVERY_ADDRESS, "/api/nothing", "/api/organisations.csv?country=XX"])
def test_any_web_page_may_read(path: str) -> None:
    """Pages of other servers may read every answer, refusals included, and the headers that matter to them."""
    answer = ask(path, **ELSEWHERE)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Expose-Headers"] == "ETag, Content-Disposition, Retry-After, Link"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_browser_may_ask_before_it_reads() -> None:
    """A browser's question beforehand is answered: reading yes, with If-None-Match; changing no."""
    question = {**ELSEWHERE, "Access-Control-Request-Headers": "If-None-Match"}
    answer = ask("/api/organisations.json", "OPTIONS", **question, Access_Control_Request_Method="GET")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert ask("/api/organisations.json", "OPTIONS", **question, Access_Control_Request_Method="PUT").status_code == 400


@pytest.mark.parametrize("extension", formats.DATA)
def test_files_go_out_compressed(extension: str) -> None:
    """A client that can unpack gets far fewer bytes of the same file, and caches are told."""
    plain, packed = (
        ask(f"/api/organisations.{extension}", Accept_Encoding=encoding) for encoding in ("identity", "gzip")
    )
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["Content-Length"]) * 3 < len(plain.content)
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
