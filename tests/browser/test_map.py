"""The map page in a real Chromium: what only a browser shows."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Frame, expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit, Visitor
from tests.counted import LOCATED, RECORDS, TOTAL, number_doing, number_of

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


def shown(frame: Frame, number: int) -> None:
    """Wait until the map shows so many organisations."""
    frame.wait_for_selector(f"html[data-shown='{number}']", state="attached")


def name_of(frame: Frame, selector: str) -> str:
    """Return the spoken name of the first element."""
    return frame.locator(selector).first.get_attribute("aria-label") or ""


def test_nothing_leaves_the_machine(app: str, visitor: Visitor) -> None:
    """A whole visit, popup included, asks no other host for anything, and raises no error."""
    frame = visitor.open(app)
    shown(frame, LOCATED)
    frame.locator(".mark-icon").first.click()
    frame.wait_for_selector(".od-card")
    visitor.page.goto(f"{app}/about")
    visitor.page.get_by_role("heading", name="About this map").wait_for()
    assert visitor.hosts() == {app.removeprefix("http://")}
    assert visitor.errors == []


@pytest.mark.parametrize("path", ["", "directory", "gaps"])
def test_a_first_view_asks_for_each_thing_once(app: str, visitor: Visitor, path: str) -> None:
    """A page's parts make the browser fetch nothing more: each file is asked for once, and every answer is its own."""
    answers: list[tuple[int, str]] = []
    visitor.page.on("response", lambda answer: answers.append((answer.status, answer.url)))
    visitor.page.goto(f"{app}/{path}")
    visitor.page.locator(".od-footer").wait_for()
    visitor.page.wait_for_load_state("networkidle")
    probes = ("/_stcore/health", "/_stcore/host-config")  # Streamlit's script looks for the root of the server so
    assert [url for status, url in answers if status >= 400 and not url.endswith(probes)] == []
    assert [url for _, url in answers if "/part/static/" in url or "/part/assets/" in url] == []
    assert len(answers) < 200


def test_the_policy_forbids_other_hosts(app: str, visitor: Visitor) -> None:
    """Even a script that tried to reach another machine could not."""
    frame = visitor.open(app)
    blocked = "fetch('http://192.0.2.1/').then(() => 'sent', () => 'blocked')"
    assert visitor.page.evaluate(blocked) == "blocked"
    assert frame.evaluate(blocked) == "blocked"
    headers = visitor.page.request.get(app).headers
    assert "default-src 'self'" in headers["content-security-policy"]


def test_every_located_organisation_can_be_reached(app: str, visitor: Visitor, frame: pd.DataFrame) -> None:
    """Opening cluster after cluster, as a visitor does, brings every located organisation to light."""
    world = visitor.open(app)
    shown(world, LOCATED)
    reached = world.evaluate(
        """async () => {
          const settle = () => new Promise(done => setTimeout(done, 60));
          const group = Object.values(map._layers).find(layer => layer.getVisibleParent);
          const reached = new Set();
          const note = () => document.querySelectorAll('.mark-icon')
            .forEach(icon => reached.add(icon.getAttribute('aria-label')));
          for (const marker of group.getLayers()) {
            for (let step = 0; step < 12; step++) {
              const parent = group.getVisibleParent(marker);
              if (!parent) {
                map.setView(marker.getLatLng(), map.getZoom(), {animate: false});
                await settle();
                continue;
              }
              if (parent === marker) break;
              const size = parent.getChildCount();
              parent.fire('click', {originalEvent: {}}, true);
              await settle();
              const spread = group._spiderfied === parent || document.querySelector('.spread');
              if (spread && group.getVisibleParent(marker) === parent && size === parent.getChildCount()) break;
            }
            note();
          }
          return Array.from(reached);
        }"""
    )
    located = frame[frame["precision"].notna()]
    assert len(reached) == len(located) == LOCATED


def test_a_filter_keeps_the_map(app: str, visitor: Visitor) -> None:
    """Choosing what they do in the sidebar changes what the map shows in the same frame, and the address."""
    frame = visitor.open(app)
    shown(frame, LOCATED)
    frame.evaluate("window.kept = 'yes'")
    before = frame.evaluate("map.getCenter()")
    number = number_doing("institution")
    visitor.page.get_by_role("button", name=f"Institution ({number})").click()
    expect(visitor.page.locator(".od-count")).to_contain_text(f"{number} of {TOTAL}")
    shown(frame, number - number_doing("institution", country=""))
    assert frame.evaluate("window.kept") == "yes"
    visitor.address_ends("?activity=institution")
    assert frame.evaluate("map.getCenter()") != before
    visitor.page.get_by_role("button", name="Clear all", exact=True).click()
    shown(frame, LOCATED)
    assert frame.evaluate("window.kept") == "yes"


def test_moving_the_map_runs_nothing(app: str, visitor: Visitor) -> None:
    """Panning and zooming send nothing to the server."""
    frame = visitor.open(app)
    shown(frame, LOCATED)
    visitor.page.wait_for_timeout(1500)
    frame.evaluate(
        "window.messages = 0; parent.addEventListener('message', e => {"
        " if (e.data && e.data.type === 'streamlit:setComponentValue') window.messages++; })"
    )
    frame.locator("#map_div").click(position={"x": 300, "y": 330})
    for key in ("ArrowLeft", "ArrowUp", "+", "-"):
        visitor.page.keyboard.press(key)
        visitor.page.wait_for_timeout(300)
    frame.get_by_role("button", name="Zoom in").click()
    visitor.page.wait_for_timeout(800)
    assert frame.evaluate("window.messages") == 0


def test_a_popup_survives_a_rerun(app: str, visitor: Visitor) -> None:
    """Turning a page of the list, or anything else that keeps the view, leaves popup and spread clusters open."""
    frame = visitor.open(f"{app}/?country=SE&country=FR")
    shown(frame, number_of(country="SE") + number_of(country="FR"))
    frame.locator(".mark-icon[aria-label*='Sweden']").first.click()
    frame.wait_for_selector(".od-card")
    visitor.page.get_by_label("Words to look for").fill(" ")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_timeout(1200)
    assert frame.locator(".leaflet-popup .od-card").count() == 1


@pytest.fixture
def pair(make_file: MakeFile, record: Record, serve_file: Callable[[Path], str]) -> str:
    """Serve a directory of two organisations of which nothing is known but their country."""
    unsure = {"country": "GB", "verification": "unverified", "status": "unknown", "last_seen": ""}
    return serve_file(make_file(record(1, **unsure), record(2, **unsure)))


def test_a_spread_cluster_survives_a_rerun(pair: str, visitor: Visitor) -> None:
    """A cluster that was spread stays spread when the page runs again with the same view."""
    frame = visitor.open(pair)
    shown(frame, 2)
    frame.locator(".cluster-icon").click()
    expect(frame.locator(".mark-icon.spread")).to_have_count(2)
    visitor.page.get_by_label("Words to look for").fill(" ")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_timeout(1200)
    assert frame.locator(".mark-icon.spread").count() == 2


def test_a_cold_deep_link_opens_its_view(app: str, visitor: Visitor) -> None:
    """A link in a fresh browser gives frame, sidebar, filters and map as they were sent."""
    frame = visitor.open(f"{app}/?country=FI&country=NO&type=service")
    number = number_of(country="FI", type="service") + number_of(country="NO", type="service")
    shown(frame, number)
    assert visitor.count().startswith(f"{number} of {TOTAL} organisations")
    expect(visitor.page.get_by_test_id("stSidebar").get_by_label("Remove Finland")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Country: Norway")).to_be_visible()


@pytest.mark.parametrize("pause", [0, 100, 250, 2000], ids=lambda pause: f"{pause}-ms")
def test_filters_survive_a_change_of_page_and_back(app: str, visitor: Visitor, pause: int) -> None:
    """Going to the about page and back keeps the filters, also for one who clicks before all is drawn."""
    visitor.open(f"{app}/?country=FI")
    visitor.page.wait_for_timeout(pause)
    visitor.page.get_by_test_id("stTopNav").get_by_role("link", name="About").click()
    visitor.page.get_by_role("heading", name="About this map").wait_for()
    visitor.page.get_by_role("link", name="Map").click()
    shown(visitor.map(), number_of(country="FI"))
    expect(visitor.page.get_by_test_id("stSidebar").get_by_label("Remove Finland")).to_be_visible()
    visitor.address_ends("?country=FI")


def test_clusters_open_by_keyboard(pair: str, visitor: Visitor) -> None:
    """A cluster speaks what it holds; Enter spreads it and moves on to a mark; Enter there opens its card."""
    frame = visitor.open(pair)
    shown(frame, 2)
    assert name_of(frame, ".cluster-icon") == (
        "2 organisations, United Kingdom, each known only by its country. Press Enter to open."
    )
    frame.locator(".cluster-icon").focus()
    visitor.page.keyboard.press("Enter")
    frame.wait_for_selector(".mark-icon:focus")
    focused = name_of(frame, ".mark-icon:focus")
    assert "known by name only, somewhere in the United Kingdom" in focused
    visitor.page.keyboard.press("Enter")
    frame.wait_for_selector(".card-box:focus .od-card")
    assert frame.locator(".card-box h2").inner_text().endswith(focused.split(",")[0])
    visitor.page.keyboard.press("Escape")
    frame.wait_for_selector(".leaflet-popup", state="detached")


@pytest.mark.parametrize("country", ["GB", "JP"])
def test_clusters_say_what_they_hold(app: str, visitor: Visitor, country: str) -> None:
    """The numbers of clusters and single marks add up, and the clusters name their country."""
    number = number_of(country=country)
    frame = visitor.open(f"{app}/?country={country}")
    shown(frame, number)
    names = frame.evaluate(
        "Object.values(map._layers).filter(l => l.getChildCount).map(l => l.getElement()?.getAttribute('aria-label'))"
    )
    singles = frame.locator(".mark-icon").count()
    clusters = [name for name in names if name]
    assert clusters
    assert all(
        name.endswith((". Press Enter to open.",)) and ("United Kingdom" in name or "Japan" in name)
        for name in clusters
    )
    assert sum(int(name.split()[0]) for name in clusters) + singles == number


def test_hostile_names_are_inert(hostile_file: Path, serve_file: Callable[[Path], str], visitor: Visitor) -> None:
    """Names that would run as code show as text in the list, on the map and in the popup, and run nowhere."""
    frame = visitor.open(serve_file(hostile_file))
    shown(frame, 5)
    frame.locator(".cluster-icon").click()
    frame.wait_for_selector(".mark-icon.spread")
    for number in range(frame.locator(".mark-icon").count()):
        frame.locator(".mark-icon").nth(number).dispatch_event("click")
        frame.wait_for_selector(".leaflet-popup .od-card")
        assert frame.evaluate("document.querySelectorAll('.leaflet-popup script, .leaflet-popup img').length") == 0
    expect(visitor.page.locator(".od-listing")).to_contain_text("<script>document.title='owned'</script>")
    assert "owned" not in visitor.page.title()
    assert "owned" not in frame.title()
    assert visitor.errors == []


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/about",
        "/?country=FI&type=programme&status=ended",
        "/?organisation=dialogue-first",
        "/directory",
        "/directory?organisation=open-dialogue-usa&country=FI&sort=banana",
        "/directory?organisation=western-lapland",
    ],
)
def test_axe_finds_nothing(app: str, visit: Visit, mode: str, path: str) -> None:
    """The accessibility checker finds nothing in the page or in the map's frame, in light and in dark."""
    visitor = visit(color_scheme=mode)
    visitor.page.goto(f"{app}{path}")
    visitor.page.locator(".od-footer").wait_for()
    if path != "/about":
        visitor.page.get_by_text("Share this view, or download the data").click()
    if path.startswith("/?") or path == "/":
        frame = visitor.map()
        assert frame.evaluate("document.documentElement.dataset.mode") == mode
        if "organisation" in path:
            frame.locator(".mark-icon.chosen").click()
            frame.wait_for_selector(".od-card")
        elif frame.locator(".mark-icon").count():
            frame.locator(".mark-icon").first.click()
            frame.wait_for_selector(".od-card")
        frame.wait_for_timeout(500)
        assert findings(frame) == []
    assert findings(visitor.page) == []


def test_it_fits_a_phone(app: str, visit: Visit) -> None:
    """At 390 pixels nothing scrolls sideways, the map is as wide as the page, and a popup fits into it."""
    visitor = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    frame = visitor.open(f"{app}/?country=SE")
    shown(frame, 1)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390
    frame.locator(".mark-icon").tap()
    frame.wait_for_selector(".od-card")
    visitor.page.wait_for_timeout(600)
    box = frame.evaluate("document.querySelector('.leaflet-popup').getBoundingClientRect().toJSON()")
    assert box["left"] >= 0
    assert box["right"] <= frame.evaluate("innerWidth")


def test_the_list_holds_what_the_map_holds(app: str, visitor: Visitor) -> None:
    """Under a filter, the list below names as many organisations as map and side panel together."""
    frame = visitor.open(f"{app}/?list=source-page&type=research&type=institution")
    chosen = [one for one in RECORDS if one["list"] == "source-page" and one["type"] in {"research", "institution"}]
    aside = sum(one["country"] == "" for one in chosen)
    expect(visitor.page.locator(".od-count")).to_contain_text(f"{len(chosen)} of {TOTAL}")
    expect(visitor.page.locator(".od-listing article")).to_have_count(len(chosen))
    expect(visitor.page.locator(".od-part-aside article")).to_have_count(aside)
    shown(frame, len(chosen) - aside)


def test_a_message_of_another_version_is_left_alone(app: str, visitor: Visitor) -> None:
    """A map that does not understand what the page says notes it and shows what it showed; then it reads on."""
    frame = visitor.open(app)
    shown(frame, LOCATED)
    say = "view => { document.querySelector('[data-od-shown]').dataset.odShown = JSON.stringify(view); }"
    with visitor.page.expect_console_message(lambda message: "leaves a message alone" in message.text) as noted:
        visitor.page.evaluate(say, {"version": 99, "members": []})
    assert noted.value.type == "warning"
    shown(frame, LOCATED)
    visitor.page.evaluate(say, {"version": 1, "members": []})
    shown(frame, 0)
    assert visitor.errors == []


def test_a_page_of_another_version_is_not_asked_to_follow_links(app: str, visitor: Visitor) -> None:
    """Where the page's script would not understand the map's message, the browser follows the link of a card."""
    frame = visitor.open(f"{app}/?country=SE")
    visitor.ready()
    visitor.page.evaluate("window.odmapPage.version = 99")
    frame.locator(".mark-icon").first.dispatch_event("click")
    with visitor.context.expect_page() as opened:
        frame.get_by_role("link", name="All about this organisation").click()
    opened.value.wait_for_url("**/?organisation=*")
    assert visitor.page.url == f"{app}/?country=SE"


def test_the_first_press_on_a_mark_opens_it_where_the_map_is_cut_off(app: str, visit: Visit) -> None:
    """In a window that ends within the map, pressing a mark does not scroll the page away from under the pointer."""
    visitor = visit(viewport={"width": 1280, "height": 768})
    frame = visitor.open(f"{app}/?country=SE")
    expect(visitor.page.locator(".od-listing article")).to_have_count(1)
    scrolled = "document.querySelector('.stMain').scrollTop"
    assert visitor.page.evaluate("innerHeight") < visitor.page.evaluate(
        "document.querySelector('.st-key-map iframe').getBoundingClientRect().bottom"
    )
    box = frame.locator(".mark-icon").bounding_box()
    assert box
    visitor.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visitor.page.mouse.down()
    assert visitor.page.evaluate(scrolled) == 0
    visitor.page.mouse.up()
    frame.wait_for_selector(".leaflet-popup .od-card")
    assert visitor.page.evaluate(scrolled) == 0
