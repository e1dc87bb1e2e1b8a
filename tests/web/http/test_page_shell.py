"""What every page begins as."""

import re

import pytest

from odmap.graphics.assets import address
from odmap.settings import PAGES as FOLDER
from odmap.views.urls import PAGES
from odmap.web.http.page_shell import ROUTES, shell
from tests.asgi import client


def test_the_style_sheet_is_there_before_any_script_has_run() -> None:
    """The page's HTML itself names the style sheet, after the head, where Streamlit writes styles of its own."""
    head, body = shell().split("</head>")
    link = f'<link rel="stylesheet" href="./{address("page.css")}">'
    assert link not in head
    assert body.index(link) < body.index('<div id="root">')


def test_the_navigation_leads_to_every_page_there_is() -> None:
    """Each file in pages/ has its address and title, and each address its file."""
    assert {path or "map" for path in PAGES} == {page.stem for page in FOLDER.glob("*.py")}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_it_is_before_any_script_has_run(path: str) -> None:
    """The first answer names the page, and tells a reader without scripts where the same organisations are."""
    text = client(ROUTES).get(f"/{path}").text
    assert f"<title>{PAGES[path]} · Open Dialogue map</title>" in text
    unseen = re.sub("<!--.*?-->", "", text, flags=re.DOTALL)
    assert "/api/organisations.csv" in unseen
    assert "agent" not in unseen
    assert "<title>Streamlit" not in unseen
