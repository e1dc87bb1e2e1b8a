"""From a dot to the whole story and back, in a real Chromium: map, list, table and details as one thing."""

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.conftest import Visit, Visitor
from tests.counted import DATA_AS_OF, TOTAL, number_of

LAPLAND = "western-lapland-open-dialogue"


def title(visitor: Visitor, words: str) -> None:
    """Wait until the page is headed so."""
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(words)


def chosen(frame: Frame, organisation: str) -> None:
    """Wait until the map highlights an organisation; the empty id stands for none."""
    frame.wait_for_selector(f"html[data-chosen='{organisation}']", state="attached")


def test_from_a_popup_to_the_details_and_back(app: str, visitor: Visitor) -> None:
    """A popup leads to the details in the same map frame; the browser's Back returns, the filters kept."""
    frame = visitor.open(f"{app}/?country=SE&country=FR")
    visitor.ready()
    frame.evaluate("window.kept = 'yes'")
    frame.locator(".mark-icon[aria-label*='Sweden']").first.click()
    frame.get_by_role("link", name="All about this organisation").click()
    visitor.page.locator(".od-story").wait_for()
    organisation = visitor.page.locator(".od-story").get_attribute("data-organisation") or ""
    chosen(frame, organisation)
    assert f"organisation={organisation}" in visitor.page.url
    assert "country=SE&country=FR" in visitor.page.url
    expect(frame.locator(".mark-icon.chosen")).to_have_count(1)
    expect(visitor.page.locator(".od-listing")).to_have_count(0)
    visitor.page.go_back()
    title(visitor, "Open Dialogue around the world")
    chosen(frame, "")
    assert visitor.count().startswith(f"{number_of(country='SE') + number_of(country='FR')} of {TOTAL}")
    visitor.page.wait_for_function(
        "location.search.startsWith('?country=SE&country=FR') && !location.search.includes('org')"
    )
    assert frame.evaluate("window.kept") == "yes"
    visitor.page.go_forward()
    chosen(frame, organisation)
    assert visitor.errors == []


def test_a_cold_link_opens_the_cluster_of_its_organisation(app: str, visitor: Visitor) -> None:
    """A link to one of many in the same town brings its own mark out of the cluster."""
    frame = visitor.open(f"{app}/?organisation=dialogue-first")
    title(visitor, "Dialogue First")
    expect(frame.locator(".mark-icon.chosen")).to_have_attribute(
        "aria-label", "Dialogue First, service, London, England, United Kingdom, chosen"
    )
    assert visitor.page.title() == "Dialogue First · Open Dialogue map"


def test_from_the_list_to_the_details_and_back_by_keyboard(app: str, visitor: Visitor) -> None:
    """Enter on a name opens its details and moves the reader there; the way back returns to the same name."""
    visitor.open(f"{app}/?country=NO")
    visitor.ready()
    link = visitor.page.locator(".od-listing a[data-organisation]").nth(3)
    organisation = link.get_attribute("data-organisation")
    link.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_function("document.activeElement.tagName === 'H1'")
    expect(visitor.page.locator(".od-story")).to_have_attribute("data-organisation", organisation or "")
    visitor.page.get_by_role("link", name="Back to the map").click()
    visitor.page.wait_for_function("id => document.activeElement.dataset.organisation === id", arg=organisation)
    expect(visitor.page.locator(".od-story")).to_have_count(0)
    visitor.address_ends("?country=NO")


def test_from_the_table_to_the_details_and_back(app: str, visitor: Visitor) -> None:
    """The table keeps its order and its sheet on the way to an organisation and back."""
    visitor.page.goto(f"{app}/directory?list=research")
    visitor.ready()
    visitor.page.get_by_role("link", name="Since").click()
    expect(visitor.page.get_by_role("columnheader", name="Since")).to_have_attribute("aria-sort", "ascending")
    visitor.page.get_by_role("link", name="Since").click()
    expect(visitor.page.get_by_role("columnheader", name="Since")).to_have_attribute("aria-sort", "descending")
    visitor.page.get_by_role("navigation", name="Pages of the table").get_by_role("link", name="2").click()
    expect(visitor.page.locator(".od-table caption")).to_contain_text(f"26 to 50 of {number_of(list='research')}")
    first = visitor.page.locator(".od-table tbody tr").first.get_by_role("link")
    name = first.inner_text()
    first.click()
    title(visitor, name)
    visitor.page.go_back()
    title(visitor, "Directory")
    expect(visitor.page.locator(".od-table caption")).to_contain_text(f"26 to 50 of {number_of(list='research')}")
    visitor.address_ends("/directory?list=research&sort=-since&page=2")
    visitor.page.get_by_role("button", name="Clear all", exact=True).click()
    expect(visitor.page.locator(".od-table caption")).to_contain_text(f"1 to 25 of {TOTAL}")
    visitor.page.wait_for_url("**/directory?sort=-since")


def test_what_is_chosen_on_one_page_is_chosen_on_the_other(app: str, visitor: Visitor) -> None:
    """Going from the map to the directory by the navigation keeps filters and the chosen organisation."""
    visitor.open(f"{app}/?country=FI&organisation={LAPLAND}")
    visitor.page.get_by_role("link", name="Directory").click()
    title(visitor, "Western Lapland Open Dialogue")
    visitor.page.get_by_role("link", name="Map", exact=True).click()
    chosen(visitor.map(), LAPLAND)


def test_a_copied_link_opens_the_same_view(app: str, visit: Visit) -> None:
    """The link that is copied opens filters and map as they were left, in a fresh browser."""
    sender = visit(permissions=["clipboard-read", "clipboard-write"])
    frame = sender.open(f"{app}/?country=JP")
    sender.ready()
    frame.get_by_role("button", name="Zoom in").click()
    frame.locator("#map_div").focus()
    sender.page.keyboard.press("ArrowRight")
    sender.page.wait_for_function("location.search.includes('map=')")
    sender.page.get_by_text("Share this view, or download the data").click()
    sender.page.get_by_role("button", name="Copy link").click()
    expect(sender.page.locator(".od-copy [role=status]").first).to_have_text("Copied")
    copied = sender.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{app}/?country=JP&map=")
    place = "[map.getCenter().lat.toFixed(2), map.getCenter().lng.toFixed(2), map.getZoom()]"
    receiver = visit()
    received = receiver.open(copied)
    assert receiver.count().startswith(f"{number_of(country='JP')} of {TOTAL}")
    assert received.evaluate(place) == frame.evaluate(place)
    sender.page.get_by_role("button", name="Training (").first.click()
    expect(sender.page.locator(".od-count")).not_to_contain_text(f"{number_of(country='JP')} of")
    sender.page.wait_for_function("!location.search.includes('map=')")
    sender.page.go_back()
    expect(sender.page.locator(".od-count")).to_contain_text(f"{number_of(country='JP')} of {TOTAL}")
    frame.wait_for_function(f"place => JSON.stringify({place}) === place", arg=_json(received.evaluate(place)))


def _json(values: list[object]) -> str:
    return "[" + ",".join(f'"{value}"' if isinstance(value, str) else str(value) for value in values) + "]"


def test_the_embedded_map_has_no_furniture(app: str, visitor: Visitor) -> None:
    """On another's page the map fills the frame it is given, and nothing of the page around it shows."""
    snippet = f'<iframe src="{app}/?country=FI&amp;embed=true" style="width: 500px; height: 420px; border: 0"></iframe>'
    visitor.page.set_content(f"<!doctype html><title>Ours</title>{snippet}")
    element = visitor.page.wait_for_selector("iframe")
    inner = element.content_frame() if element else None
    assert inner is not None
    inner.locator(".od-embedded").wait_for()
    for furniture in ("[data-testid='stSidebar']", "[data-testid='stHeader']", ".od-footer", ".od-listing", "h1"):
        expect(inner.locator(f"{furniture}:visible")).to_have_count(0)
    expect(inner.locator(".od-embedded")).to_contain_text(f"{number_of(country='FI')} of {TOTAL} organisations")
    size = "(box => [box.width, box.height])(document.querySelector('.st-key-map iframe').getBoundingClientRect())"
    fits = f"{size}[0] === 500 && {size}[1] < 420 && document.querySelector('.stMain').scrollHeight <= 421"
    inner.locator(".st-key-map iframe").wait_for(state="attached")
    inner.wait_for_function(fits)  # once the style sheet has come
    assert 340 < inner.evaluate(size)[1] < 420
    assert visitor.hosts() == {app.removeprefix("http://")}


@pytest.mark.parametrize("page", ["/", "/directory"])
def test_an_unknown_organisation_offers_near_ones(app: str, visitor: Visitor, page: str) -> None:
    """A link to nothing says so, and leads to what it may have meant."""
    visitor.page.goto(f"{app}{page}?organisation=western-lapland-open-dialog")
    visitor.ready()
    expect(visitor.page.get_by_role("alert")).to_contain_text("none of that name is listed")
    visitor.page.get_by_role("alert").get_by_role("link", name="Western Lapland Open Dialogue").click()
    title(visitor, "Western Lapland Open Dialogue")


def test_it_asks_no_other_host(app: str, visitor: Visitor) -> None:
    """Details, table, files and feed come from this server alone, and nothing fails on the way."""
    visitor.open(f"{app}/?organisation={LAPLAND}")
    visitor.page.goto(f"{app}/directory?organisation=open-dialogue-usa")
    visitor.page.locator(".od-footer").wait_for()
    visitor.page.get_by_text("Share this view, or download the data").click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name=f"CSV of the whole directory ({TOTAL} organisations)").click()
    assert download.value.suggested_filename == f"odmap-organisations-all-{DATA_AS_OF}.csv"
    assert visitor.hosts() == {app.removeprefix("http://")}
    assert visitor.errors == []


@pytest.mark.parametrize(
    "path", ["/directory?sort=-since", "/directory?organisation=open-dialogue-usa", f"/?organisation={LAPLAND}"]
)
def test_it_fits_a_phone(app: str, visit: Visit, path: str) -> None:
    """At 390 pixels nothing scrolls sideways, and every row of the table still has its cells."""
    visitor = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    visitor.page.goto(f"{app}{path}")
    visitor.page.locator(".od-footer").wait_for()
    assert visitor.page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    if "sort" in path:
        assert visitor.page.get_by_role("row").count() == 26
        assert visitor.page.get_by_role("row").nth(1).get_by_role("cell").count() == 6
