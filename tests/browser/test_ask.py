"""The question above the map in a real Chromium: typed, chosen, answered, and never lost."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit, Visitor
from tests.counted import number_doing, number_of

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def field(visitor: Visitor) -> Locator:
    """Return the field, once the page's script has made a combobox of it."""
    return visitor.page.get_by_role("combobox", name="Is there anything near me?")


def option(visitor: Visitor, name: str | re.Pattern[str]) -> Locator:
    """Return a suggestion."""
    return visitor.page.get_by_role("option", name=name)


def test_help_near_kent_on_a_phone(app: str, visit: Visit) -> None:
    """Two taps and some letters: which Canterbury, the service there, how far, whether it is active, its website."""
    visitor = visit(**PHONE)
    visitor.open(app)
    field(visitor).tap()
    field(visitor).press_sequentially("canterb")
    expect(option(visitor, re.compile("^Canterbury"))).to_have_count(2)
    option(visitor, re.compile("Canterbury, Kent, United Kingdom")).tap()
    near = visitor.page.locator(".od-near")
    expect(near.get_by_role("heading", level=2)).to_have_text("Near Canterbury, Kent, United Kingdom")
    first = near.get_by_role("listitem").first
    expect(first).to_contain_text("Open Dialogue - Kent and Medway Mental Health")
    expect(first).to_contain_text("In the same town")
    expect(first).to_contain_text("Active, last seen")
    expect(first.get_by_role("link", name="kentmedwaymentalhealth.nhs.uk")).to_be_visible()
    box = first.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390


def test_nearest_to_lyon_by_keyboard(app: str, visitor: Visitor) -> None:
    """Arrow and Enter choose a suggestion; the map marks the place and looks at it with the nearest; all is a link."""
    frame = visitor.open(app)
    field(visitor).focus()
    visitor.page.keyboard.type("Lyon")
    expect(option(visitor, re.compile("^Lyon, Rhône, France"))).to_be_visible()
    visitor.page.keyboard.press("ArrowDown")
    expect(option(visitor, re.compile("^Lyon, Rhône, France"))).to_have_attribute("aria-selected", "true")
    visitor.page.keyboard.press("Enter")
    near = visitor.page.locator(".od-near")
    expect(near).to_contain_text("Nothing is listed in Lyon. The nearest is")
    visitor.page.wait_for_function("new URLSearchParams(location.search).get('place') === 'Lyon, Rhône, France'")
    expect(frame.locator(".here-icon")).to_have_attribute("aria-label", "Lyon, Rhône, France")
    frame.wait_for_function("map.getBounds().contains(L.latLng(45.75, 4.85)) && map.getZoom() > 4")
    expect(visitor.page.locator("#near-name")).to_be_focused()
    near.get_by_role("listitem").first.get_by_role("link").first.click()
    expect(visitor.page.locator(".od-back")).to_be_visible()
    visitor.page.get_by_role("link", name="Back to the map").click()
    expect(visitor.page.locator("#near-name")).to_have_text("Near Lyon, Rhône, France")


def test_enter_takes_a_country_a_name_or_asks(app: str, visitor: Visitor) -> None:
    """Without choosing, what only one thing is called is shown; a name of several places is asked about."""
    visitor.open(app)
    field(visitor).fill("Deutschland")
    field(visitor).press("Enter")
    visitor.address_ends("?country=DE")
    field(visitor).fill("Canterbury")
    field(visitor).press("Enter")
    expect(visitor.page.locator("#near-name")).to_have_text("Which “Canterbury” do you mean?")
    visitor.page.get_by_role("link", name="Canterbury, New Zealand").click()
    expect(visitor.page.locator("#near-name")).to_have_text("Near Canterbury, New Zealand")
    field(visitor).fill("")
    field(visitor).press("Enter")
    expect(visitor.page.locator(".od-near")).to_have_count(0)
    visitor.address_ends("?country=DE")


def test_trainings_in_germany_are_all_of_them(app: str, visitor: Visitor) -> None:
    """A country and what they do: every organisation that trains there, whatever it mainly is."""
    visitor.open(app)
    field(visitor).fill("German")
    option(visitor, re.compile("^Germany")).click()
    visitor.address_ends("?country=DE")
    visitor.page.get_by_role("button", name=f"Training ({number_doing('training', country='DE')})").click()
    expect(visitor.page.locator(".od-count")).to_contain_text(f"{number_doing('training', country='DE')} of")


def test_organisations_in_japan_on_a_phone_and_one_of_them_read(app: str, visit: Visit) -> None:
    """Four taps and some letters: the field, the country, the list, a name in it; and back to them all."""
    visitor = visit(**PHONE)
    visitor.open(app)
    field(visitor).tap()
    field(visitor).press_sequentially("japan")
    option(visitor, re.compile("^Japan Country")).tap()
    visitor.address_ends("?country=JP")
    expect(visitor.page.locator(".od-count")).to_contain_text(f"{number_of(country='JP')} of")
    visitor.page.get_by_role("button", name="in sight: show the list").tap()
    visitor.page.get_by_role("link", name="Open Dialogue Japan").first.tap()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Open Dialogue Japan")
    visitor.page.get_by_role("link", name="Back to the map").click()
    expect(visitor.page.locator(".od-count")).to_contain_text(f"{number_of(country='JP')} of")


def test_an_organisation_opens(app: str, visitor: Visitor) -> None:
    """A name leads to its profile; Escape closes the list and keeps what was typed."""
    visitor.open(app)
    field(visitor).fill("dialoge frist")
    expect(option(visitor, re.compile("^Dialogue First"))).to_be_visible()
    field(visitor).press("Escape")
    expect(option(visitor, re.compile("^Dialogue First"))).to_have_count(0)
    assert field(visitor).input_value() == "dialoge frist"
    field(visitor).fill("dialogue first")
    option(visitor, re.compile("^Dialogue First")).click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Dialogue First")


def test_near_me_goes_to_this_server_only(app: str, visit: Visit) -> None:
    """The browser's position is asked for when the button is pressed, and only roughly, and no other host hears it."""
    visitor = visit(geolocation={"latitude": 51.2798, "longitude": 1.0828}, permissions=["geolocation"])
    visitor.open(app)
    visitor.page.get_by_role("button", name="Near me").click()
    expect(visitor.page.locator("#near-name")).to_have_text("Near 51.28, 1.08, near Canterbury, Kent, United Kingdom")
    visitor.address_ends("?near=51.28%2C1.08")
    assert visitor.hosts() == {app.removeprefix("http://")}


def test_a_position_that_is_not_given_is_told(app: str, visit: Visit) -> None:
    """Whoever says no to the browser's question is told what to do instead."""
    visitor = visit(permissions=[])
    visitor.open(app)
    visitor.page.get_by_role("button", name="Near me").click()
    expect(visitor.page.locator(".od-ask-status")).to_contain_text("Type a town or a region instead.")


def test_without_the_script_the_form_asks(app: str, visitor: Visitor) -> None:
    """The field is a form of its own: it asks for a place among all that is listed."""
    visitor.page.route("**/assets/page.js*", lambda route: route.abort())
    visitor.open(f"{app}/?country=FR")
    visitor.page.get_by_label("Is there anything near me?").fill("Lyon")
    visitor.page.get_by_label("Is there anything near me?").press("Enter")
    expect(visitor.page.locator("#near-name")).to_have_text("Near Lyon, Rhône, France")
    assert visitor.page.url.endswith("?place=Lyon")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_axe_finds_nothing(app: str, visit: Visit, mode: str) -> None:
    """With suggestions open, a place chosen, a name of several places and none, the checker finds nothing."""
    visitor = visit(color_scheme=mode)
    visitor.open(app)
    visitor.complete()
    field(visitor).fill("canterb")
    expect(option(visitor, re.compile("^Canterbury")).first).to_be_visible()
    states = [Axe().run(visitor.page).response["violations"]]
    for place in ("Canterbury", "Lyon", "Xyzzyxyzzy"):
        visitor.open(f"{app}/?place={place}")
        expect(visitor.page.locator("#near-name")).to_be_visible()
        visitor.complete()
        states.append(Axe().run(visitor.page).response["violations"])
    assert [(v["id"], v["nodes"][0]["html"][:160]) for found in states for v in found] == []
