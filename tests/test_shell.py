"""What every page begins as."""

from odmap.paths import PAGES
from odmap.shell import ADDRESSES, shell
from odmap.static_files import address


def test_the_style_sheet_is_there_before_any_script_has_run() -> None:
    """The page's HTML itself names the style sheet, after the head, where Streamlit writes styles of its own."""
    head, body = shell().split("</head>")
    link = f'<link rel="stylesheet" href="./{address("page.css")}">'
    assert link not in head
    assert body.index(link) < body.index('<div id="root">')


def test_every_page_begins_so() -> None:
    """No page is forgotten."""
    assert len(ADDRESSES) == len(list(PAGES.glob("*.py")))
    assert {"/", "/directory", "/present"} < set(ADDRESSES)
