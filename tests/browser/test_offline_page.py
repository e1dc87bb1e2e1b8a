"""The file that needs no network, opened from a disk in a real browser with the network cut."""

import re
from collections.abc import Callable, Iterator
from math import pi
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from odmap import Directory, load
from odmap.analysis.story.stops import tell
from odmap.directory.organisation import Type
from odmap.exports.job import Job
from odmap.exports.offline_page import write
from odmap.graphics import marks
from odmap.graphics.marks import Mark
from odmap.graphics.palette import variables
from odmap.views.selection import Selection, apply
from tests.browser.conftest import Visit, Visitor
from tests.counted import COUNTRIES, HEADLINE, TOTAL, number_of
from tests.exports.test_offline_page import many

Save = Callable[[Directory, Selection], Path]
OpenFile = Callable[..., Visitor]
Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

DRAWN = "html[data-land][data-shown]"


@pytest.fixture(scope="session")
def save(tmp_path_factory: pytest.TempPathFactory) -> Save:
    """Write a view to a file, as a visitor would who saves it; the same view only once."""
    folder = tmp_path_factory.mktemp("files")
    saved: dict[tuple[int, str], Path] = {}

    def to_disk(directory: Directory, selection: Selection) -> Path:
        key = (id(directory), str(selection))
        if key not in saved:
            saved[key] = folder / f"odmap {len(saved)}.html"
            saved[key].write_bytes(write(Job(directory, selection)))
        return saved[key]

    return to_disk


@pytest.fixture
def open_file(visit: Visit, save: Save, directory: Directory) -> Iterator[OpenFile]:
    """Open the file of a view, drawn, without any network; afterwards nothing but the file was asked for."""
    opened: list[tuple[Visitor, str]] = []

    def start(
        selection: Selection | None = None,
        of: Directory = directory,
        before: str = "",
        drawn: bool = True,
        **options: object,
    ) -> Visitor:
        visitor = visit(**options)
        visitor.context.set_offline(True)
        visitor.page.on("dialog", lambda dialog: visitor.errors.append(dialog.message))
        if before:
            visitor.page.add_init_script(before)
        address = save(of, selection or Selection()).as_uri()
        opened.append((visitor, address))
        visitor.page.goto(address)
        if drawn:
            visitor.page.wait_for_selector(DRAWN, state="attached")
        return visitor

    yield start
    for visitor, address in opened:
        asked = [url.split("#")[0] for url in visitor.requests if not url.startswith("data:")]
        assert set(asked) == {address}
        assert visitor.errors == []


def shown(page: Page, number: int) -> None:
    """Wait until so many organisations are on the map."""
    page.wait_for_selector(f"html[data-shown='{number}']", state="attached")


def listed(page: Page) -> list[str]:
    """Return the ids of the organisations that the list shows."""
    items = "[...document.querySelectorAll('#listing li[data-id]')].filter(i => i.offsetParent).map(i => i.dataset.id)"
    return list(page.evaluate(items))


def popup_fits(page: Page) -> None:
    """Wait until the open popup is wholly in sight."""
    page.locator("#map").scroll_into_view_if_needed()
    # A sheet ends where the map ends, and that may be half a pixel beyond the window.
    expect(page.locator(".leaflet-popup", has=page.locator("article"))).to_be_in_viewport(ratio=0.99)


def violations(page: Page) -> list[tuple[str, str]]:
    """Return what the accessibility checker finds."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], node["html"][:160]) for one in found for node in one["nodes"]]


def test_it_opens_without_a_network(open_file: OpenFile, directory: Directory) -> None:
    """Map, list and count are there, the marks add up, and the fine land and its names come on looking closer."""
    page = open_file().page
    shown(page, int(directory.frame["precision"].notna().sum()))
    expect(page.locator("#count")).to_have_text(HEADLINE)
    assert sorted(listed(page)) == sorted(directory.frame["id"])
    page.select_option("#country", "FI")
    expect(page.locator(".map-label.country").get_by_text("Finland", exact=True)).to_be_attached()


def test_a_popup_says_what_the_list_says(open_file: OpenFile, directory: Directory) -> None:
    """A cluster opens by a click, and a mark's popup holds the same words and links as the article of the list."""
    page = open_file(Selection.of(country=["JP"])).page
    while not page.locator(".mark-icon").count():
        page.locator(".cluster-icon").first.dispatch_event("click")
        page.wait_for_selector(".mark-icon, .cluster-icon")
    mark = page.locator(".mark-icon").first
    name = (mark.get_attribute("aria-label") or "").split(",")[0]
    mark.dispatch_event("click")
    popup = page.locator(".leaflet-popup article")
    expect(popup.locator("h2")).to_contain_text(name)
    article = page.locator("#listing article", has=page.locator("h4", has_text=name)).first
    assert popup.evaluate("a => a.textContent") == article.evaluate("a => a.textContent")
    links = "a => [...a.querySelectorAll('a')].map(link => link.href)"
    assert popup.evaluate(links) == article.evaluate(links)


RINGS = """() => [...document.querySelectorAll("svg.cluster")].map(ring => {
  const [disc, ...band] = ring.querySelectorAll("circle");
  const text = ring.querySelector("text");
  const number = (one, name) => Number(one.getAttribute(name));
  return {
    number: text.textContent, baseline: number(text, "y"), width: number(ring, "width"),
    disc: number(disc, "r"), edge: parseFloat(getComputedStyle(disc).strokeWidth),
    band: band.map(one => [number(one, "r"), parseFloat(getComputedStyle(one).strokeWidth),
      ...one.getAttribute("stroke-dasharray").split(" ").map(Number), number(one, "stroke-dashoffset")]),
  };
})"""


def test_the_rings_of_the_map_are_those_of_every_picture(open_file: OpenFile) -> None:
    """What the map's script draws has the radii, widths and number of the description that pictures are drawn from."""
    page = open_file().page
    page.wait_for_selector("svg.cluster", state="attached")
    found = page.evaluate(RINGS)
    assert len(found) > 5
    for one in found:
        total = int(one["number"])
        assert one["width"] == pytest.approx(marks.ring_width(total))
        assert (one["disc"], one["edge"]) == (marks.RING_DISC.radius, marks.RING_DISC.paint.width)
        assert one["baseline"] == marks.RING_NUMBER.baseline
        start = 0.0
        around = 2 * pi * marks.RING_BAND.radius
        for radius, width, length, rest, offset in one["band"]:
            assert (radius, width) == (marks.RING_BAND.radius, marks.RING_BAND.paint.width)
            assert length + rest == pytest.approx(around, abs=0.02)
            assert -offset == pytest.approx(start, abs=0.02)
            assert length / around * total == pytest.approx(round(length / around * total), abs=0.05)
            start += length
        assert start == pytest.approx(around, abs=0.05)


MARKS = """() => Object.fromEntries([...document.querySelectorAll("svg.mark")].map(mark => {
  const parts = [...mark.children].map(one => {
    const look = getComputedStyle(one);
    return { kind: one.getAttribute("class"), fill: look.fill, edge: look.stroke, width: parseFloat(look.strokeWidth),
      dash: look.strokeDasharray === "none" ? [] : look.strokeDasharray.split(",").map(parseFloat),
      opacity: Number(look.fillOpacity), size: parseFloat(look.fontSize), transform: look.transform };
  });
  return [mark.getAttribute("class"), parts];
}))"""


def test_the_marks_of_the_page_look_as_described(open_file: OpenFile, directory: Directory) -> None:
    """A browser gives every mark of the list the colours, edges, dashes and sizes that are described."""
    colours = {name.removeprefix("od-"): tuple(bytes.fromhex(code[1:])) for name, code in variables("light").items()}
    described = {mark.classes: mark for mark in map(Mark.of, directory.organisations.values())}
    found = open_file(color_scheme="light").page.evaluate(MARKS)

    def rgb(name: str) -> str:
        return f"rgb({', '.join(map(str, colours[name]))})" if name else "none"

    for classes, mark in described.items():
        parts = {one["kind"]: one for one in found[f"mark {classes}"]}
        drawn = mark.parts()
        halo = drawn.pop(0) if mark.precision in marks.HALOS else None
        scale = marks.WITHIN_HALO if halo else 1
        for kind, part in zip(
            ("halo", "shape", "letter", "stroke"), (halo, *drawn, *[None] * (3 - len(drawn))), strict=True
        ):
            one = parts[kind]
            size = scale if kind != "halo" else 1
            if part is None:
                assert (one["fill"], one["edge"]) == ("none", "none")
                continue
            assert one["transform"] == ("none" if size == 1 else f"matrix({size}, 0, 0, {size}, 0, 0)")
            if isinstance(part, marks.Letter):
                assert (one["fill"], one["size"] * size) == (rgb(part.colour), pytest.approx(part.size))
                continue
            paint = part.paint
            assert (one["fill"], one["edge"]) == (rgb(paint.fill), rgb(paint.edge)), (classes, kind)
            assert one["opacity"] == pytest.approx(paint.opacity)
            assert one["width"] * size == pytest.approx(paint.width)
            assert [length * size for length in one["dash"]] == pytest.approx(list(paint.dash))


SEARCHES = (
    *("TROMSO", "tromsø", "peer  family", "st. gallen", "Ø", "sao paulo", "対話", "ダイアローグ", "nhs & trust"),
    *("'london", "no fixed base", "łódź", "zzzz", "   "),
)


def test_the_search_finds_what_the_app_finds(open_file: OpenFile, directory: Directory) -> None:
    """Accents, case and signs count for nothing, every word must be there, and map, list and count agree."""
    page = open_file().page
    for words in SEARCHES:
        page.fill("#words", words)
        found = apply(directory.frame, Selection.of(words))
        assert sorted(listed(page)) == sorted(found["id"]), words
        shown(page, int(found["precision"].notna().sum()))
        if words.strip():
            expect(page.locator("#count")).to_contain_text(f"{len(found)} of {TOTAL} organisations")


def test_filters_change_map_list_and_count_together(open_file: OpenFile, directory: Directory) -> None:
    """A country and two activities leave the same organisations everywhere; the legend counts them."""
    page = open_file().page
    page.select_option("#country", "GB")
    page.get_by_label("Service (").check()
    page.get_by_label("Research (").check()
    found = apply(directory.frame, Selection.of(country=["GB"], activity=["service", "research"]))
    expect(page.locator("#count")).to_have_text(f"{len(found)} of {TOTAL} organisations, in 1 country")
    expect(page.locator("#listed")).to_have_text(f"{len(found)} organisations")
    assert sorted(listed(page)) == sorted(found["id"])
    shown(page, int(found["precision"].notna().sum()))
    services = int((found["type"] == Type.SERVICE).sum())
    expect(page.locator(".od-legend")).to_contain_text(f"Service ({services})")
    expect(page.locator(".od-legend")).to_contain_text("Institution (0)")
    assert Type.INSTITUTION not in set(found["type"])
    expect(page.get_by_role("heading", level=3, name="Institution")).to_have_count(0)


def test_nothing_found_says_so_and_leads_out(open_file: OpenFile) -> None:
    """An empty result is explained, not claimed to be all there is, and one button brings everything back."""
    page = open_file().page
    page.fill("#words", "xyzzy")
    expect(
        page.get_by_text("Nothing listed here matches. This tells you what the file lists, not what exists.")
    ).to_be_visible()
    shown(page, 0)
    assert listed(page) == []
    page.get_by_role("button", name="Clear search and filters").click()
    expect(page.locator("#nothing")).to_be_hidden()
    expect(page.locator("#words")).to_be_focused()
    assert len(listed(page)) == TOTAL


def test_the_list_leads_to_the_map(open_file: OpenFile) -> None:
    """The button of an organisation brings its mark into sight, with a ring, as often as it is pressed."""
    page = open_file().page
    button = page.get_by_role("button", name="Show on the map: Open Dialogue Sweden", exact=True)
    for _ in range(2):
        button.click()
        page.wait_for_selector("html[data-chosen='open-dialogue-sweden']", state="attached")
        page.wait_for_selector(".mark-icon.chosen, .cluster-icon.chosen")
        expect(page.locator("#map")).to_be_in_viewport()


def test_a_part_of_the_directory_tells_of_the_whole(open_file: OpenFile, directory: Directory) -> None:
    """Explored, a file of one country shows that country; its story shows the world, with labels for the others."""
    chosen = Selection.of(country=["NO"])
    page = open_file(chosen).page
    own = int(apply(directory.frame, chosen)["precision"].notna().sum())
    shown(page, own)
    page.get_by_role("button", name="Tell the story").click()
    page.wait_for_selector("html[data-presenting]", state="attached")
    expect(page.locator("#words")).to_be_hidden()
    assert violations(page) == []
    stops = tell(directory, selection=chosen)
    for stop in stops[1:2]:
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("heading", level=2, name=stop.title)).to_be_visible()
        shown(page, len(stop.view))
    page.locator(".mark-icon").first.dispatch_event("click")
    expect(page.locator(".leaflet-popup article")).to_contain_text("This file holds no more of it")
    page.get_by_role("button", name="Close", exact=True).click()
    shown(page, own)
    expect(page.get_by_role("button", name="Tell the story")).to_be_focused()


def test_the_keyboard_is_enough(open_file: OpenFile) -> None:
    """Skip link, search, filters, a mark and its popup are reached and worked with keys alone."""
    number = number_of(country="SE") + number_of(country="PL")
    page = open_file(Selection.of(country=["SE", "PL"])).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#list")).to_be_focused()
    page.locator("#tell").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("sweden")
    expect(page.locator("#count")).to_have_text(f"1 of {number} organisations, in 1 country")
    shown(page, 1)
    page.keyboard.press("Tab")
    expect(page.locator("#country")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('mark-icon')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".card-box:focus article")
    page.keyboard.press("Escape")
    page.wait_for_selector(".mark-icon:focus")


def test_dark_is_dark_and_follows_the_machine(open_file: OpenFile) -> None:
    """Page and map take the machine's colours, also when these change while the file is open."""
    page = open_file(color_scheme="dark").page
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(21, 28, 32)"
    page.wait_for_selector("html[data-mode='dark']", state="attached")
    page.emulate_media(color_scheme="light")
    page.wait_for_selector("html[data-mode='light']", state="attached")
    assert page.evaluate(paper) == "rgb(251, 248, 243)"


def test_it_fits_a_phone(open_file: OpenFile) -> None:
    """At 390 pixels nothing scrolls sideways, tables open or not, and a popup fits into the map."""
    page = open_file(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.select_option("#country", "SE")
    shown(page, 1)
    page.locator(".mark-icon").tap()
    popup_fits(page)


def test_very_long_names_fit(open_file: OpenFile, make_file: MakeFile, record: Record) -> None:
    """Names of 200 letters in any script are broken and not cut, in list, popup and story, even on a phone."""
    names = ("W" * 200, "対話" * 100, "대화" * 100, "حوار مفتوح " * 18, "👩🏽‍⚕️" * 28)
    records = (record(n, name=name, own_name=name, town="Kemi") for n, name in enumerate(names, start=1))
    page = open_file(of=load(make_file(*records)), viewport={"width": 390, "height": 844}).page
    shown(page, 5)
    wide = "[...document.querySelectorAll('h4, .own-name, .facts')].filter(e => e.scrollWidth > e.clientWidth).length"
    assert page.evaluate(wide) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".cluster-icon").dispatch_event("click")
    page.wait_for_selector(".mark-icon.spread")
    page.locator(".mark-icon").first.dispatch_event("click")
    popup_fits(page)


@pytest.mark.parametrize(("mode", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(open_file: OpenFile, mode: str, width: int) -> None:
    """The accessibility checker finds nothing: all folded up, with tables and a popup open, and with nothing found."""
    page = open_file(color_scheme=mode, viewport={"width": width, "height": 800}).page
    assert violations(page) == []
    page.locator(".numbers summary").nth(3).click()
    page.locator("#listing summary").first.click()
    page.select_option("#country", "SE")
    shown(page, number_of(country="SE"))
    page.locator(".mark-icon").first.dispatch_event("click")
    page.wait_for_selector(".leaflet-popup article")
    assert violations(page) == []
    page.fill("#words", "xyzzy")
    shown(page, 0)
    assert violations(page) == []


def test_it_can_be_read_without_a_script(open_file: OpenFile) -> None:
    """Where JavaScript is switched off the list stands in full, and the page says what is missing."""
    page = open_file(drawn=False, java_script_enabled=False).page
    expect(page.locator("#listing article")).to_have_count(TOTAL)
    expect(page.locator("#listing article").first).to_be_visible()
    expect(page.locator("noscript .note")).to_contain_text("The list below holds the same organisations.")
    expect(page.locator("noscript .note")).to_be_visible()
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#tell")).to_be_hidden()


def test_hostile_names_are_inert(open_file: OpenFile, hostile_file: Path) -> None:
    """Names that would run as code show as text in list, popup and story, and run nowhere."""
    page = open_file(of=load(hostile_file)).page
    shown(page, 5)
    expect(page.locator("#listing")).to_contain_text("<script>document.title='owned'</script>")
    page.locator(".cluster-icon").dispatch_event("click")
    page.wait_for_selector(".mark-icon.spread")
    for number in range(5):
        page.locator(".mark-icon").nth(number).dispatch_event("click")
        page.wait_for_selector(".leaflet-popup article")
        assert page.locator(".leaflet-popup :is(script, img)").count() == 0
    assert "owned" not in page.title()


def test_two_thousand_are_unpacked_and_listed_page_by_page(open_file: OpenFile, directory: Directory) -> None:
    """A packed list is all there: counted, searched, on the map, and listed in parts that the keyboard follows."""
    page = open_file(of=many(directory, 2_000)).page
    page.wait_for_selector("#listing article")
    expect(page.locator("#count")).to_contain_text(f"2,000 organisations in {COUNTRIES} countries")
    assert len(listed(page)) == 500
    page.get_by_role("button", name="List 500 more of 1,500 that follow").click()
    assert len(listed(page)) == 1_000
    assert page.evaluate("document.activeElement.closest('li').dataset.id") == listed(page)[500]
    page.fill("#words", "sweden 999")
    expect(page.locator("#count")).to_contain_text(re.compile("^[01] of 2,000"))


OLD = "delete window.DecompressionStream"


def test_an_old_browser_has_less_detail(open_file: OpenFile) -> None:
    """Without a way to unpack, the map keeps its coarse land, with the names of countries."""
    page = open_file(before=OLD).page
    page.select_option("#country", "FI")
    expect(page.locator(".map-label.country").get_by_text("Finland", exact=True)).to_be_attached()


def test_an_old_browser_is_told_what_is_missing(open_file: OpenFile, directory: Directory) -> None:
    """A list that cannot be unpacked is not silently missing: list and map say so."""
    visitor = open_file(of=many(directory, 2_000), before=OLD, drawn=False)
    expect(visitor.page.locator("#packed")).to_have_text(
        "This browser is too old to unpack the list. A newer one shows it."
    )
    expect(visitor.page.locator(".map-problem")).to_be_visible()
    assert {error.split(":")[0] for error in visitor.errors} == {"odmap"}
    visitor.errors.clear()


def test_on_paper_it_is_a_list(open_file: OpenFile) -> None:
    """Printed, it is black on white, with list and caveat, without what only works on a screen."""
    page = open_file(color_scheme="dark").page
    page.emulate_media(media="print")
    colours = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    assert page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    for away in ("#map", "#filters", "#tell", ".on-map >> nth=0"):
        expect(page.locator(away)).to_be_hidden()
    expect(page.locator("#listing article").first).to_be_visible()
    expect(page.locator("footer strong")).to_be_visible()
