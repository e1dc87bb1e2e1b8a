"""All about a country in a real Chromium: the way there, the way on, and back."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit, Visitor
from tests.counted import number_of


def test_from_the_map_in_two_actions(app: str, visitor: Visitor) -> None:
    """Unfold a country in the list in sight and follow its link: all about it, with the focus on its name."""
    visitor.open(app)
    page = visitor.page
    visitor.ready()
    page.locator(".od-sight [data-od-country=Finland] summary").click()
    about = page.locator(".od-sight").get_by_role("link", name="About Finland")
    expect(about).to_have_count(1)
    about.click()
    heading = page.get_by_role("heading", name="Finland", level=1, exact=True)
    expect(heading).to_be_focused()
    visitor.address_ends("/country?c=FI")
    expect(page.locator(".od-country .od-count")).to_contain_text(f"{number_of(country='FI')} organisations are listed")
    expect(page).to_have_title("Open Dialogue in Finland · Open Dialogue map")
    page.locator(".od-country").get_by_role("link", name="Norway", exact=True).click()
    expect(page.get_by_role("heading", name="Norway", level=1, exact=True)).to_be_focused()
    page.go_back()
    expect(heading).to_be_visible()
    page.get_by_role("link", name="Show them on the map").click()
    visitor.address_ends("/?country=FI")
    expect(page.locator(".od-count")).to_contain_text(f"{number_of(country='FI')} of ")
    assert visitor.errors == []
    assert len(visitor.hosts()) == 1


def test_many_of_one_country_bear_one_link(app: str, visitor: Visitor) -> None:
    """However many of a country are named, the link to all about it stands once, above them."""
    visitor.open(f"{app}/?country=JP")
    more = visitor.page.locator(".od-sight").get_by_role("button", name=re.compile("^Name more of"))
    more.click()
    expect(more).to_be_hidden()
    expect(visitor.page.locator(".od-sight").get_by_role("link", name="About Japan")).to_have_count(1)
    expect(visitor.page.locator(".od-sight li a:focus")).to_have_count(1)


def test_a_country_with_nothing_helps_by_keyboard_on_a_phone(app: str, visit: Visit) -> None:
    """From the menu to Nigeria in four presses; the nearest training there leads to a profile."""
    visitor = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    visitor.open(app)
    visitor.ready()
    page = visitor.page
    page.locator(".od-menu summary").press("Enter")
    page.locator(".od-menu").get_by_role("link", name="Countries").press("Enter")
    africa = page.locator("section").filter(has=page.get_by_role("heading", name="Africa", exact=True))
    africa.locator("summary").press("Enter")
    africa.get_by_role("link", name="Nigeria").press("Enter")
    expect(page.get_by_role("heading", name="Nigeria", level=1)).to_be_focused()
    training = page.locator(".od-country-main li").filter(has=page.get_by_role("heading", name="Training"))
    expect(training).to_contain_text(re.compile(r"Nearest: .*: about [\d,]+ km from the middle of the country\."))
    name = training.get_by_role("link").inner_text()
    training.get_by_role("link").press("Enter")
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    assert visitor.errors == []


def test_files_of_a_country_are_there(app: str, visitor: Visitor) -> None:
    """All that can be taken along exists, for a country with many, with nothing, and for a territory."""
    for code in ("JP", "NG", "AX"):
        visitor.page.goto(f"{app}/country?c={code}")
        links = visitor.page.get_by_role("region", name="Take it with you").get_by_role("link")
        links.first.wait_for()
        for address in links.evaluate_all("all => all.map(one => one.href)"):
            assert visitor.context.request.get(address).ok, address
