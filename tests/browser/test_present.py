"""The present page in a real Chromium: the story by keyboard, by touch, by link, in full screen, and its files."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, expect
from pptx import Presentation
from pypdf import PdfReader

from tests.browser.conftest import Visit, Visitor
from tests.counted import LOCATED, RECORDS, begun_before, number_of

PROJECTOR = {"width": 1280, "height": 720}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def opened(visitor: Visitor, address: str) -> Frame:
    """Open a page that tells the story, and return the map's frame once both are there."""
    frame = visitor.open(address)
    visitor.page.wait_for_function("window.odmapStory")
    return frame


def title(visitor: Visitor) -> str:
    """Return the title of the stop that is in sight."""
    expect(visitor.page.locator(".od-stop:visible")).to_have_count(1)
    return visitor.page.locator(".od-stop:visible h2").inner_text()


def shown(frame: Frame, number: int) -> None:
    """Wait until the map shows so many organisations."""
    frame.wait_for_selector(f"html[data-shown='{number}']", state="attached")


def test_the_story_by_keyboard_alone(app: str, visitor: Visitor) -> None:
    """The right arrow begins; arrows, page keys, space, Home and End turn the pages; Escape leads back to the page."""
    frame = opened(visitor, f"{app}/present")
    keys = visitor.page.keyboard
    keys.press("ArrowRight")
    expect(visitor.page.locator("html[data-presenting]")).to_be_attached()
    assert title(visitor) == "It began in the north of Finland"
    shown(frame, 1)
    for key, name in (
        ("ArrowRight", "How it spread: the 1990s"),
        ("PageDown", "How it spread: the 2000s"),
        ("ArrowLeft", "How it spread: the 1990s"),
        ("PageDown", "How it spread: the 2000s"),
        ("PageUp", "How it spread: the 1990s"),
        ("End", "How to take part"),
        ("ArrowRight", "How to take part"),
        ("Home", "It began in the north of Finland"),
        ("ArrowLeft", "It began in the north of Finland"),
    ):
        keys.press(key)
        expect(visitor.page.locator(".od-stop:visible h2")).to_have_text(name)
    visitor.page.evaluate("document.activeElement.blur()")
    keys.press("Space")
    expect(visitor.page.locator(".od-stop:visible h2")).to_have_text("How it spread: the 1990s")
    keys.press("Shift+Space")
    expect(visitor.page.locator(".od-stop:visible h2")).to_have_text("It began in the north of Finland")
    keys.press("Escape")
    expect(visitor.page.locator("html[data-presenting]")).to_have_count(0)
    visitor.address_ends("/present")
    assert visitor.errors == []


def test_the_map_tells_each_stop_and_keeps_its_frame(app: str, visitor: Visitor) -> None:
    """The map grows from decade to decade, is hatched for the gaps, and is never built anew."""
    frame = opened(visitor, f"{app}/present")
    frame.evaluate("window.kept = 'yes'")
    visitor.page.keyboard.press("ArrowRight")
    shown(frame, 1)
    for decade in (1990, 2000):
        visitor.page.keyboard.press("ArrowRight")
        shown(frame, begun_before(decade + 10))
    visitor.page.locator(".od-turn-dots a").nth(10).click()
    frame.wait_for_selector("html[data-measure='listed']", state="attached")
    shown(frame, 0)
    visitor.page.keyboard.press("ArrowRight")
    frame.wait_for_selector("html[data-measure='']", state="attached")
    assert frame.evaluate("window.kept") == "yes"
    assert visitor.errors == []


STATE = """() => JSON.stringify([
  ...["shown", "colour", "measure"].map((name) => document.documentElement.dataset[name] ?? ""),
  map.getCenter().toString(), map.getZoom(),
])"""
CUT = """() => {
  const parts = [...document.querySelectorAll(".od-stop:not([hidden]) *, .od-turn *")].filter((part) =>
    part.getClientRects().length && !part.closest(".od-hidden, svg"));
  const room = document.querySelector(".od-stops").getBoundingClientRect();
  return parts.filter((part) => {
    const box = part.getBoundingClientRect(), inStop = part.closest(".od-stop");
    const low = inStop ? room.bottom : innerHeight, right = document.querySelector(".od-deck").clientWidth;
    const speaks = [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    return box.top < 0 || box.bottom > low + 1 || box.right > right + 1
      || (speaks && parseFloat(getComputedStyle(part).fontSize) < 18);
  }).map((part) => part.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("key", ["ArrowRight", "PageDown"])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768)])
def test_each_stop_fits_and_changes_the_map(app: str, visit: Visit, size: tuple[int, int], key: str) -> None:
    """By keyboard and by clicker: nothing is cut or small, and no map is that of the stop before."""
    visitor = visit(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    frame = opened(visitor, f"{app}/present?begin=NO")
    shown(frame, number_of(country="NO"))
    visitor.page.keyboard.press(key)
    expect(visitor.page.locator("html[data-presenting]")).to_be_attached()
    total, before = visitor.page.locator(".od-stop").count(), ""
    for place in range(1, total + 1):
        expect(visitor.page.locator(".od-turn-place")).to_have_text(f"{place} of {total}")
        frame.wait_for_function(f"before => ({STATE})() !== before", arg=before)
        assert visitor.page.evaluate(CUT) == []
        before = frame.evaluate(STATE)
        visitor.page.keyboard.press(key)
    assert visitor.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_stop_has_an_axe_finding(app: str, visit: Visit, scheme: str) -> None:
    """Each stop can be used by everyone, in light and dark."""
    visitor = visit(viewport=PROJECTOR, color_scheme=scheme, reduced_motion="reduce")
    opened(visitor, f"{app}/present?step=began")
    for _ in range(visitor.page.locator(".od-stop").count()):
        assert Axe().run(visitor.page).response["violations"] == [], title(visitor)
        visitor.page.keyboard.press("PageDown")


def test_the_map_is_coloured_by_how_sure_we_are(app: str, visitor: Visitor) -> None:
    """At its stop the rings tell how sure we are, in the colours of the legend beside; elsewhere the main types."""
    frame = opened(visitor, f"{app}/present?step=sure")
    frame.wait_for_selector("html[data-colour=certainty] .cluster .t-verified")
    colours = frame.locator(".cluster .t-verified").first.evaluate("e => getComputedStyle(e).stroke")
    legend = visitor.page.locator(".od-stop:visible .od-sure.verified")
    assert legend.evaluate("e => getComputedStyle(e).backgroundColor") == colours
    visitor.page.keyboard.press("PageDown")
    frame.wait_for_selector("html[data-colour=type] .cluster .t-service")
    expect(frame.locator(".cluster .t-verified")).to_have_count(0)


def test_a_clicker_starts_blanks_and_ends_the_show(app: str, visitor: Visitor) -> None:
    """Next begins in full screen, full stop is black until the next key, F5 leaves full screen, Escape ends."""
    opened(visitor, f"{app}/present")
    keys, root = visitor.page.keyboard, visitor.page.locator("html")
    keys.press("PageDown")
    visitor.page.wait_for_function("document.fullscreenElement")
    keys.press("PageDown")
    for key, colour in ((".", "black"), ("b", "black"), ("w", "white")):
        keys.press(key)
        expect(root).to_have_attribute("data-blank", colour)
        keys.press("PageDown")
        expect(root).not_to_have_attribute("data-blank", colour)
        assert title(visitor) == "How it spread: the 1990s"
    keys.press("F5")
    visitor.page.wait_for_function("!document.fullscreenElement")
    expect(root).to_have_attribute("data-presenting", "yes")
    keys.press("f")
    visitor.page.wait_for_function("document.fullscreenElement")
    keys.press("Escape")
    visitor.page.wait_for_function("!document.fullscreenElement")
    expect(root).not_to_have_attribute("data-presenting", "yes")
    visitor.address_ends("/present")


def test_keys_work_while_the_map_has_the_focus(app: str, visitor: Visitor) -> None:
    """An advocate who has clicked on the map still turns the pages with the arrows, which do not move the map."""
    frame = opened(visitor, f"{app}/present?step=kinds")
    shown(frame, LOCATED)
    frame.locator("#map_div").focus()
    assert not frame.evaluate("map.keyboard.enabled()")
    frame.locator("#map_div").press("ArrowRight")
    expect(visitor.page.locator(".od-stop:visible h2")).to_have_text("Europe, from near")


def test_letters_mean_nothing_without_the_focus(app: str, visitor: Visitor) -> None:
    """A letter, which a voice tool may send, does nothing while the focus is outside the story; page keys still do."""
    opened(visitor, f"{app}/present?step=kinds")
    root = visitor.page.locator("html")
    visitor.page.evaluate("document.activeElement.blur()")
    visitor.page.keyboard.press("b")
    visitor.page.keyboard.press("PageDown")
    expect(visitor.page.locator(".od-stop:visible h2")).to_have_text("Europe, from near")
    expect(root).not_to_have_attribute("data-blank", "black")
    visitor.page.locator(".od-stop:visible h2").click()
    visitor.page.keyboard.press("b")
    expect(root).to_have_attribute("data-blank", "black")


def test_a_link_opens_its_stop(app: str, visit: Visit) -> None:
    """The stop is in the address; the same address in another browser fills the screen with the same stop."""
    first = visit()
    opened(first, f"{app}/present?begin=NO")
    first.page.keyboard.press("ArrowRight")
    assert title(first) == f"Norway: {number_of(country='NO')} organisations listed"
    first.page.keyboard.press("End")
    first.page.keyboard.press("ArrowLeft")
    first.address_ends("step=gaps")
    second = visit()
    opened(second, first.page.url)
    expect(second.page.locator("html[data-presenting]")).to_be_attached()
    assert title(second) == "Where nothing is listed"
    expect(second.page.locator(".od-turn-place")).to_have_text("12 of 13")
    expect(second.page.get_by_role("button", name="Next")).to_be_enabled()


def test_an_unknown_stop_is_said(app: str, visitor: Visitor) -> None:
    """A link to a stop that the story lacks says so and begins anew, without filling the screen."""
    opened(visitor, f"{app}/present?step=atlantis")
    expect(visitor.page.get_by_text("The story has no stop called “atlantis”")).to_be_visible()
    assert title(visitor) == "It began in the north of Finland"
    expect(visitor.page.locator("html[data-presenting]")).to_have_count(0)


def test_full_screen(app: str, visitor: Visitor) -> None:
    """The button fills the whole screen and its name changes; the story begins with it."""
    opened(visitor, f"{app}/present")
    visitor.page.get_by_role("button", name="Full screen").click()
    visitor.page.wait_for_function("document.fullscreenElement === document.documentElement")
    button = visitor.page.get_by_role("button", name="Leave full screen")
    expect(button).to_be_visible()
    button.click()
    visitor.page.wait_for_function("!document.fullscreenElement")
    expect(visitor.page.locator("html[data-presenting]")).to_be_attached()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_furniture_is_hidden_and_nothing_is_cut(app: str, visit: Visit, scheme: str) -> None:
    """On a projector story and map fill the screen side by side, in big type, without furniture or axe findings."""
    visitor = visit(viewport=PROJECTOR, color_scheme=scheme)
    opened(visitor, f"{app}/present?step=kinds")
    deck, world = visitor.page.locator(".od-deck").bounding_box(), visitor.page.locator(".st-key-map").bounding_box()
    assert deck
    assert world
    assert (deck["x"], deck["y"], deck["height"]) == (0, 0, 720)
    assert abs(deck["width"] - world["x"]) <= 1
    assert abs(world["x"] + world["width"] - 1280) <= 1
    expect(visitor.page.locator("[data-testid=stHeader]")).not_to_be_visible()
    expect(visitor.page.locator("[data-testid=stSidebar]")).not_to_be_visible()
    size = visitor.page.locator(".od-stop:visible h2").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 38
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(visitor.page).response["violations"] == []


def test_on_a_phone_a_swipe_turns_the_page(app: str, visit: Visit) -> None:
    """On a phone the map is above the words, a swipe goes on and back, and nothing is wider than the screen."""
    visitor = visit(**PHONE)
    opened(visitor, f"{app}/present?step=kinds")
    swipe = """([from, to]) => {
      const deck = document.querySelector('.od-stops');
      const at = x => new Touch({ identifier: 1, target: deck, clientX: x, clientY: 600 });
      const send = (kind, touches, changed) =>
        deck.dispatchEvent(new TouchEvent(kind, { bubbles: true, touches: touches, changedTouches: [changed] }));
      send('touchstart', [at(from)], at(from));
      send('touchend', [], at(to));
    }"""
    visitor.page.evaluate(swipe, [300, 80])
    expect(visitor.page.locator(".od-stop:visible h2")).to_have_text("Europe, from near")
    visitor.page.evaluate(swipe, [80, 300])
    expect(visitor.page.locator(".od-stop:visible h2")).to_have_text("Six kinds of organisation")
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(visitor.page).response["violations"] == []


def test_moves_are_smooth_unless_motion_is_unwanted(app: str, visit: Visit) -> None:
    """The map flies from stop to stop; who wants less motion sees the next place at once."""
    for motion, flies in (("no-preference", True), ("reduce", False)):
        visitor = visit(reduced_motion=motion)
        frame = opened(visitor, f"{app}/present?step=began")
        shown(frame, 1)
        frame.evaluate(
            """() => {
              window.flights = 0;
              map.flyTo = function () { flights++; return L.Map.prototype.flyTo.apply(this, arguments); };
            }"""
        )
        visitor.page.keyboard.press("ArrowRight")
        shown(frame, begun_before(2000))
        assert (frame.evaluate("window.flights") > 0) is flies


def test_screen_readers_hear_each_stop(app: str, visitor: Visitor) -> None:
    """A turn of the page is spoken: where in the story, the title, the words."""
    opened(visitor, f"{app}/present")
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.keyboard.press("ArrowRight")
    spoken = visitor.page.locator(".od-deck [role=status]")
    number = sum(record["founded"].startswith("199") for record in RECORDS)
    expect(spoken).to_contain_text(f"2 of 12. How it spread: the 1990s. We know of {number} beginnings in the 1990s")


def test_a_country_is_chosen_on_the_page(app: str, visitor: Visitor) -> None:
    """Choosing Mexico puts it into the address and the story begins with what is not known there."""
    opened(visitor, f"{app}/present")
    field = visitor.page.get_by_role("combobox", name="Begin the story with a country")
    field.click()
    field.press_sequentially("Mexico")
    expect(visitor.page.get_by_role("option").first).to_contain_text("Mexico")
    field.press("Enter")
    visitor.address_ends("begin=MX")
    expect(visitor.page.locator(".od-stop:visible h2")).to_have_text("Mexico: nothing is listed")
    expect(visitor.page.get_by_text("We do not know what exists there. About")).to_be_visible()


def test_files_are_made_for_the_filters_and_saved(app: str, visitor: Visitor, tmp_path: Path) -> None:
    """Slides, handout and page are made for what is chosen, with a bar meanwhile, and saved under telling names."""
    opened(visitor, f"{app}/present?country=LV")
    for kind, extension in (("slides", "pptx"), ("handout", "pdf"), ("page", "html")):
        visitor.page.get_by_role("button", name=f"Make the {kind}").click()
        link = visitor.page.get_by_role("link", name=f"Save the {kind}")
        with visitor.page.expect_download() as saving:
            link.click()
        path = tmp_path / saving.value.suggested_filename
        saving.value.save_as(path)
        assert path.name.startswith("open-dialogue-latvia" if kind == "slides" else "odmap-country-lv-")
        assert path.suffix == f".{extension}"
    (slides,) = tmp_path.glob("*.pptx")
    shapes = [shape for slide in Presentation(str(slides)).slides for shape in slide.shapes if shape.has_text_frame]
    assert any("Latvia" in shape.text_frame.text for shape in shapes)
    (handout,) = tmp_path.glob("*.pdf")
    assert "Latvia" in "".join(page.extract_text() for page in PdfReader(handout).pages)
    (page,) = tmp_path.glob("*.html")
    assert "Latvia" in page.read_text("utf-8")
    assert visitor.errors == []


def test_no_other_machine_is_asked(app: str, visitor: Visitor) -> None:
    """The whole story is told by this server alone."""
    opened(visitor, f"{app}/present")
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.keyboard.press("End")
    visitor.address_ends("step=take-part")
    assert visitor.hosts() == {app.removeprefix("http://")}
