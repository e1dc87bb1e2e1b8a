"""Who runs this copy: what is said is shown safely, and what cannot be shown is refused when the server starts."""

from functools import partial

import pytest

from odmap.markup import page_frame
from odmap.views.operator import LONGEST, Operator, operator
from odmap.web import startup_check
from tests.conftest import HOSTILE
from tests.markup.test_rendering import Page


def test_nothing_need_be_said() -> None:
    """Without settings, or with blank ones, nobody is named, and the page says so."""
    assert operator({}) == operator({"ODMAP_OPERATOR": " ", "ODMAP_CONTACT": ""}) == Operator()
    assert "has not said who they are, and has named no contact" in page_frame.who_is_behind(Operator())
    assert "run by" not in page_frame.footer("2026-11-24", Operator())


def test_what_is_said_is_shown() -> None:
    """Name, postal address and contact stand on the page, and the name at the end of every page."""
    given = operator(
        {
            "ODMAP_OPERATOR": "Example Society",
            "ODMAP_OPERATOR_ADDRESS": "1 Example Street, Exampleton",
            "ODMAP_CONTACT": "map@example.org",
        }
    )
    page = Page(page_frame.who_is_behind(given))
    assert "run by Example Society, 1 Example Street, Exampleton. You can reach them at map@example.org." in page.text
    assert "please write to map@example.org" in page.text
    assert ("href", "mailto:map@example.org") in page.attributes
    assert "run by Example Society" in Page(page_frame.footer("2026-11-24", given)).text


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("https://example.org/contact", "https://example.org/contact"),
        ("http://example.org", "http://example.org"),
        ("a+b@example.org", "mailto:a%2Bb@example.org"),
        ("who?cc=x@example.org", "mailto:who%3Fcc%3Dx@example.org"),
    ],
)
def test_a_contact_is_a_link(contact: str, link: str) -> None:
    """A page and an e-mail address can be followed, and no sign of an address adds anything to a letter."""
    given = operator({"ODMAP_CONTACT": contact})
    assert given.contact_link == link
    page = Page(page_frame.who_is_behind(given))
    assert ("href", link) in page.attributes
    assert "has not said who they are. You can reach them at" in page.text


@pytest.mark.parametrize(
    "wrong",
    ["example.org", "javascript:alert(1)", "mailto:map@example.org", "map@example", "a b@example.org", "@x.org"],
)
def test_a_contact_that_leads_nowhere_is_refused(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server does not start, and says which setting is wrong and what to write instead."""
    monkeypatch.setenv("ODMAP_CONTACT", wrong)
    with pytest.raises(ValueError, match=r"^ODMAP_CONTACT: .*; write one such as map@example\.org") as problem:
        startup_check.check()
    assert repr(wrong) in str(problem.value)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"ODMAP_OPERATOR": "x" * (LONGEST + 1)}, "ODMAP_OPERATOR: .*at most 200 characters"),
        ({"ODMAP_OPERATOR": "Example\nSociety"}, "ODMAP_OPERATOR: .*in one line"),
        ({"ODMAP_OPERATOR": "Example\x00"}, "ODMAP_OPERATOR: .*in one line"),
        ({"ODMAP_OPERATOR_ADDRESS": "1 Example Street"}, "ODMAP_OPERATOR_ADDRESS .* ODMAP_OPERATOR is not: say there"),
    ],
)
def test_what_does_not_fit_is_refused(settings: dict[str, str], named: str) -> None:
    """So is what is too long, has several lines, or belongs to nobody."""
    with pytest.raises(ValueError, match=named):
        operator(settings)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_is_only_text(hostile: str) -> None:
    """Whatever is written as a name or an address stays text."""
    for markup in (page_frame.who_is_behind, partial(page_frame.footer, "2026-11-24")):
        page, harmless = Page(markup(Operator(hostile, hostile))), Page(markup(Operator("x", "y")))
        assert page.elements == harmless.elements
        assert hostile in page.text
