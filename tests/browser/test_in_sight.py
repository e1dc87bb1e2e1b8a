"""The list of what the map has in sight, in Chromium: the two follow each other, and nothing runs for it."""

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import Visit, Visitor
from tests.counted import LOCATED, number_of

ENTRIES = ".od-sight [data-od-row]"
COUNTRIES = ".od-sight [data-od-country]"
LISTED = 40
IN_BOUNDS = """() => {
  const group = Object.values(map._layers).find(layer => layer.getVisibleParent);
  return group.getLayers().filter(marker => map.getBounds().contains(marker.getLatLng()))
    .map(marker => String(marker.od.index)).sort();
}"""
"""The rows of the organisations in sight, from the marks themselves."""


def look_at(frame: Frame, latitude: float, longitude: float, zoom: float) -> None:
    """Move the map."""
    frame.evaluate("([a, b, zoom]) => { map.setView([a, b], zoom, {animate: false}); }", [latitude, longitude, zoom])


def rows(page: Page) -> list[str]:
    """Return the rows that the list names."""
    return sorted(page.locator(ENTRIES).evaluate_all("all => all.map(one => one.dataset.odRow)"))


def numbers(page: Page) -> list[int]:
    """Return how many are in sight of each country that the list names."""
    expect(page.locator(COUNTRIES).first).to_be_visible()
    return [int(number) for number in page.locator(f"{COUNTRIES} summary span").all_inner_texts()]


def test_the_list_follows_the_map(app: str, visitor: Visitor) -> None:
    """Whatever the map shows, the list counts and names, grouped by country, without running the page again."""
    frame = visitor.open(app)
    count = visitor.page.locator(".od-sight-count")
    expect(count).to_have_text(f"{LOCATED} of {LOCATED} organisations in sight")
    assert sum(numbers(visitor.page)) == LOCATED
    visitor.page.wait_for_load_state("networkidle")
    visitor.page.evaluate("document.querySelector('.od-sight').dataset.kept = 'yes'")
    for place in ((60.2, 24.9, 5), (35.7, 139.7, 7), (53, -2, 6)):
        look_at(frame, *place)
        wanted = frame.evaluate(IN_BOUNDS)
        assert wanted
        expect(count).to_have_text(f"{len(wanted)} of {LOCATED} organisations in sight")
        if len(wanted) <= LISTED:
            expect(visitor.page.locator(ENTRIES)).to_have_count(len(wanted))
            assert rows(visitor.page) == wanted
            countries = visitor.page.locator(".od-sight h3").all_inner_texts()
        else:
            expect(visitor.page.locator(f"{ENTRIES}, .od-sight h3")).to_have_count(0)
            assert sum(numbers(visitor.page)) == len(wanted)
            countries = visitor.page.locator(COUNTRIES).evaluate_all("all => all.map(one => one.dataset.odCountry)")
        assert countries == sorted(set(countries))
    look_at(frame, 0, -150, 6)
    expect(count).to_have_text(f"{LOCATED} in this view, none in sight here: zoom out.")
    expect(visitor.page.locator(ENTRIES)).to_have_count(0)
    assert visitor.page.evaluate("document.querySelector('.od-sight').dataset.kept") == "yes"
    assert visitor.errors == []


def test_it_is_spoken_once_the_map_rests(app: str, visitor: Visitor) -> None:
    """While the map moves nothing is spoken; once it rests, one sentence is, and none when the page opens."""
    frame = visitor.open(f"{app}/?country=GB")
    number = number_of(country="GB")
    expect(visitor.page.locator(".od-sight-count")).to_contain_text(f"of {number} organisations")
    status = visitor.page.locator(".od-sight [role=status]")
    visitor.page.wait_for_timeout(1200)
    expect(status).to_have_text("")
    status.evaluate(
        "e => { window.said = []; new MutationObserver(() => said.push(e.textContent))"
        ".observe(e, {childList: true, characterData: true, subtree: true}); }"
    )
    for longitude in (-2, -40, -60, -80):
        look_at(frame, 53, longitude, 6)
        visitor.page.wait_for_timeout(200)
    expect(status).to_have_text(f"{number} in this view, none in sight here: zoom out.")
    assert len(visitor.page.evaluate("window.said")) == 1


def test_entry_and_mark_light_each_other_up(app: str, visitor: Visitor) -> None:
    """An entry lights up its mark, or the cluster that holds it; a mark or cluster lights up its entries."""
    frame = visitor.open(f"{app}/?country=FI")
    entries = visitor.page.locator(ENTRIES)
    expect(entries).to_have_count(number_of(country="FI"))
    visitor.ready()
    for entry in entries.all():
        name = entry.locator("a").inner_text()
        entry.locator("a").focus()
        lit = frame.locator(".lit")
        expect(lit).to_have_count(1)
        label = lit.get_attribute("aria-label") or ""
        assert label.startswith(f"{name}, ") or "organisations, Finland" in label
    visitor.page.locator("h1").hover()
    visitor.page.evaluate("document.activeElement.blur()")
    expect(frame.locator(".lit")).to_have_count(0)
    lit = visitor.page.locator(".od-sight li.lit")
    mark = frame.locator(".mark-icon").first
    mark.hover()
    expect(lit).to_have_count(1)
    assert (mark.get_attribute("aria-label") or "").startswith(lit.locator("a").inner_text())
    visitor.page.locator("h1").hover()
    expect(lit).to_have_count(0)
    cluster = frame.locator(".cluster-icon").first
    cluster.focus()
    expect(lit).to_have_count(int((cluster.get_attribute("aria-label") or "0").split()[0]))


def test_an_entry_opens_the_organisation(app: str, visitor: Visitor) -> None:
    """Enter on an entry opens its details with the filters kept, in the same page; Back brings the list."""
    frame = visitor.open(f"{app}/?country=SE")
    frame.evaluate("window.kept = 'yes'")
    visitor.ready()
    entry = visitor.page.locator(f"{ENTRIES} a")
    expect(entry).to_have_count(1)
    name = entry.inner_text()
    entry.press("Enter")
    expect(visitor.page.locator("h1")).to_have_text(name)
    assert "country=SE" in visitor.page.url
    assert "organisation=" in visitor.page.url
    assert frame.evaluate("window.kept") == "yes"
    visitor.page.go_back()
    expect(entry).to_have_text(name)


def test_a_filter_changes_the_list(app: str, visitor: Visitor) -> None:
    """After a filter the list counts and names the new view; after none matches it says so."""
    visitor.open(app)
    expect(visitor.page.locator(COUNTRIES).first).to_be_visible()
    visitor.page.get_by_label("Words to look for").fill("dialogue first")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(f"{ENTRIES} a", has_text="Dialogue First").first).to_be_visible()
    expect(visitor.page.locator(".od-sight-count")).not_to_contain_text(f"of {LOCATED} ")
    visitor.page.get_by_label("Words to look for").fill("nothing at all is called so")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".od-sight-count")).to_have_text("No organisation of this view has a place on the map.")
    expect(visitor.page.locator(ENTRIES)).to_have_count(0)


def test_those_without_a_base_are_not_lost(app: str, visitor: Visitor) -> None:
    """A line below the map says how many have no base, and leads to a section that names each."""
    visitor.open(app)
    number = number_of(country="")
    line = visitor.page.locator(".od-below-map > p")
    expect(line).to_have_text(
        f"{number} organisations of this view have no fixed base, and so no place on the map: see below."
    )
    expect(visitor.page.locator(".od-part-aside article")).to_have_count(number)
    line.get_by_role("link").click()
    expect(visitor.page.locator("#no-base")).to_be_in_viewport()
    visitor.page.goto(f"{app}/?country=SE")
    expect(visitor.page.locator(ENTRIES)).to_have_count(1)
    assert visitor.page.locator("#no-base, .od-below-map > p").count() == 0


def test_of_many_each_country_unfolds(app: str, visitor: Visitor) -> None:
    """A country's entries are fetched when it is unfolded, one country at a time; each of them can be reached."""
    frame = visitor.open(app)
    visitor.ready()
    folds = visitor.page.locator(COUNTRIES)
    expect(folds.first).to_be_visible()
    assert not [url for url in visitor.requests if "/part/sight" in url]
    for name in ("Finland", "Norway"):
        fold = visitor.page.locator(f'[data-od-country="{name}"]')
        fold.locator("summary").press("Enter")
        number = int(fold.locator("summary span").inner_text())
        expect(visitor.page.locator(ENTRIES)).to_have_count(number)
        expect(visitor.page.locator(f"{COUNTRIES}[open]")).to_have_count(1)
        expect(fold.locator("a").first).to_be_visible()
        expect(frame.locator(".lit").first).to_be_attached()
    assert len([url for url in visitor.requests if "/part/sight" in url]) == 2


def test_a_country_of_many_names_more(app: str, visitor: Visitor) -> None:
    """Of a country with more than are named at once, a button names the next; the keyboard goes on there."""
    visitor.open(app)
    visitor.ready()
    fold = visitor.page.locator('[data-od-country="United Kingdom"]')
    fold.locator("summary").click()
    total = int(fold.locator("summary span").inner_text())
    expect(fold.locator("[data-od-row]")).to_have_count(min(total, LISTED))
    if total > LISTED:
        fold.get_by_role("button").press("Enter")
        expect(fold.locator("[data-od-row]")).to_have_count(min(total, 2 * LISTED))
        expect(fold.locator("a").nth(LISTED)).to_be_focused()


def test_on_a_phone_the_list_is_a_sheet(app: str, visit: Visit) -> None:
    """A bar below the map pulls the list up over it; Escape and its button close it; nothing is fetched before."""
    visitor = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    visitor.open(f"{app}/?country=FI")
    number = number_of(country="FI")
    visitor.ready()
    bar, panel = visitor.page.locator(".od-sight-bar"), visitor.page.locator(".od-sight-panel")
    expect(bar).to_have_text(f"{number} in sight: show the list")
    expect(bar).to_have_attribute("aria-expanded", "false")
    expect(panel).to_be_hidden()
    assert not [url for url in visitor.requests if "/part/sight" in url]
    bar.tap()
    expect(bar).to_have_attribute("aria-expanded", "true")
    expect(visitor.page.locator(ENTRIES)).to_have_count(number)
    expect(visitor.page.locator(".od-sight-entries")).to_be_focused()
    map_box, box = visitor.page.locator(".st-key-map").bounding_box(), panel.bounding_box()
    assert map_box
    assert box
    assert 0.7 < box["height"] / map_box["height"] < 0.8
    assert abs(box["y"] + box["height"] - map_box["y"] - map_box["height"]) <= 3
    visitor.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(bar).to_be_focused()
    bar.press("Enter")
    visitor.page.get_by_role("button", name="Close the list").tap()
    expect(panel).to_be_hidden()
    expect(bar).to_be_focused()
    assert visitor.errors == []


@pytest.mark.parametrize(
    ("width", "height", "high", "beside"),
    [
        (1440, 900, 549, True),
        (1920, 1080, 731, True),
        (1024, 768, 422, False),
        (390, 844, 506, False),
        (320, 640, 384, False),
    ],
)
def test_the_map_is_the_page(app: str, visit: Visit, width: int, height: int, high: int, beside: bool) -> None:
    """The map is tall and as wide as there is room; the list follows it directly; nothing scrolls sideways."""
    visitor = visit(viewport={"width": width, "height": height})
    frame = visitor.open(app)
    expect(visitor.page.locator(".od-sight-count")).to_contain_text(f"of {LOCATED}")
    map_box = visitor.page.locator(".st-key-map").bounding_box()
    list_box = visitor.page.locator(".od-sight").bounding_box()
    block = visitor.page.locator(".stMainBlockContainer").evaluate(
        "e => { const s = getComputedStyle(e);"
        " return e.clientWidth - parseFloat(s.paddingLeft) - parseFloat(s.paddingRight); }"
    )
    assert map_box
    assert list_box
    assert abs(map_box["height"] - high) <= 4
    if beside:
        assert abs(list_box["y"] - map_box["y"]) <= 2
        assert abs(list_box["height"] - map_box["height"]) <= 3
        assert map_box["width"] > 0.65 * block
    else:
        assert abs(map_box["width"] - block) <= 2
        assert 0 <= list_box["y"] - map_box["y"] - map_box["height"] < 3
    assert visitor.page.evaluate("(m => m.scrollWidth - m.clientWidth)(document.querySelector('.stMain'))") <= 0
    land = "Object.values(map._layers).flatMap(layer => layer.feature?.properties?.iso2 ?? [])"
    countries = frame.evaluate(land)
    assert "ZA" in countries
    assert "AQ" not in countries
    assert frame.evaluate("map.options.maxBounds.getSouth()") == -60
