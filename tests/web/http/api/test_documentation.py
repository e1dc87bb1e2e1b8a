"""What answers at /api: every address, for people and for programs."""

import re
from urllib.parse import urljoin

import pytest
from markupsafe import escape

from odmap.web.http import api
from tests.web.http.api.asking import ELSEWHERE, ask, refusal


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/organisations"])
def test_the_roots_answer(path: str) -> None:
    """Whoever begins at the root is told every address: a program in JSON, a browser as a page of links that lead."""
    found = ask(path).json()
    shared_queue = {*api.APP.openapi()["paths"]} - {"/api", "/api/organisations"}
    assert {one["address"] for one in found["addresses"]} == {one for one in shared_queue if one.startswith(path)}
    assert found["caveat"].startswith("Not listed does not mean none")
    page = ask(path, Accept="text/html,*/*;q=0.8")
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Accept" in page.headers["Vary"]
    links = re.findall(r'href="([^"]+)"', page.text)
    inside = (
        link for link in links if not link.startswith("https:") and link not in ("./", "../", "./help", "../help")
    )
    for link in (link for link in inside if "presenter" not in link and "oembed" not in link):  # that needs a link
        assert ask(urljoin(path, link), "HEAD").status_code == 200
    assert ask(path, **ELSEWHERE).headers["Access-Control-Allow-Origin"] == "*"
    assert refusal(f"{path}?page=2")["parameter"] == "page"


def test_the_page_documents_what_there_is() -> None:
    """Every address, every parameter with its meaning, every status; it needs no script and nothing from elsewhere."""
    text = ask("/api", Accept="text/html").text
    described = api.APP.openapi()
    for path, methods in described["paths"].items():
        if path not in ("/api", "/api/organisations"):
            assert f"<code>{path}</code>" in text
            assert str(escape(methods["get"]["summary"])) in text
        for one in methods["get"]["parameters"]:
            assert one["in"] == "path" or f'id="parameter-{one["name"]}"' in text
    assert str(escape(described["paths"]["/api/map.png"]["get"]["responses"]["503"]["description"])) in text
    assert "<script" not in text
    assert not re.findall(r'(?:src|@import|url\()\s*=?\s*"?http', text)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


def test_the_examples_can_be_copied_into_an_address() -> None:
    """Each is written as an address has it, also a value with a space; those of filters choose what they name."""
    examples = re.findall(r"For example <code>([^<]+)</code>", ask("/api", Accept="text/html").text)
    assert "setting=early+psychosis" in examples
    assert not [one for one in examples if re.search(r"\s", one)]
    assert (
        ask("/api/organisations.json?setting=early+psychosis").json()["metadata"]["filters"].endswith("Early psychosis")
    )


def test_the_root_of_the_organisations_keeps_filters() -> None:
    """Who forgot the format is told the addresses of just what was asked for; filters are read as everywhere."""
    found = ask("/api/organisations?country=fi&type=service").json()
    addresses = [one["address"] for one in found["addresses"]]
    assert "/api/organisations.csv?country=FI&type=service" in addresses
    assert "/api/organisations/{id}.json" in addresses
    assert refusal("/api/organisations?country=Norway")["near"] == ["NO"]
