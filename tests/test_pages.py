"""The pages in Streamlit's own test harness, frame and sidebar included."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from odmap.paths import ROOT
from odmap.ui import view

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


@pytest.fixture(autouse=True)
def _no_browser_to_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here no browser draws a map, so nothing needs a head start."""
    monkeypatch.setattr(view, "HEAD_START", 0)


def visit(page: str | None = None, **query: str | list[str]) -> AppTest:
    """Open the app as a visitor with a link does."""
    app = AppTest.from_file(str(ROOT / "src" / "odmap" / "frame.py"), default_timeout=20)
    for name, values in query.items():
        app.query_params[name] = values
    app.run()
    if page:
        app.switch_page(page).run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    """Return all the markup of the page."""
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def shown(app: AppTest) -> str:
    """Return the sentence that counts."""
    return html(app).split('role="status">')[1].split("<")[0]


def address(app: AppTest) -> dict[str, list[str]]:
    """Return the query of the address; AppTest gives single values without their list."""
    return {name: [v] if isinstance(v, str) else list(v) for name, v in app.query_params.items()}


def labels(app: AppTest) -> list[str]:
    """Return what stands on the buttons of the page's body, without markdown's escapes."""
    return [button.label.replace("\\", "") for button in app.main.button]


def country(app: AppTest) -> object:
    """Return the country filter."""
    return app.multiselect(key="filter-country")


def test_first_visit_shows_everything() -> None:
    """Without a link the map page shows all organisations, and no filter is active."""
    app = visit()
    assert app.title[0].value == "Open Dialogue around the world"
    assert shown(app) == "171 organisations in 30 countries, 34 of them named by the source page"
    assert "Clear all" not in labels(app)
    assert app.get("html")
    assert "not a helpline" in html(app)


def test_options_carry_their_counts() -> None:
    """Every option of a filter says how many organisations it stands for."""
    app = visit()
    assert "Finland (4)" in country(app).options  # type: ignore[attr-defined] # AppTest's widgets are typed loosely
    types = app.get("button_group")[0]
    assert "Service (63)" in [option.content for option in types.proto.options]


def test_a_link_filters_on_a_cold_visit() -> None:
    """A link's filters are applied at once, and shown in the sidebar and above the map."""
    app = visit(country=["FI", "NO"], type="service")
    assert shown(app).startswith("4 of 171 organisations")
    assert country(app).value == ["FI", "NO"]  # type: ignore[attr-defined] # as above
    assert [label for label in labels(app) if label.startswith(("Country", "Type"))] == [
        "Country: Finland :material/close:",
        "Country: Norway :material/close:",
        "Type: Service :material/close:",
    ]


def test_unknown_values_of_a_link_are_dropped_with_a_note() -> None:
    """What the directory does not have is left out with a gentle sentence, and the rest holds."""
    app = visit(country=["FI", "Atlantis"], type="<script>")
    assert shown(app) == "4 of 171 organisations, in 1 country"
    assert "“Atlantis” (country)" in app.info[0].value
    assert address(app) == {"country": ["FI"]}


def test_a_widget_writes_the_link() -> None:
    """Choosing in the sidebar changes the view and the address; choosing nothing clears it."""
    app = visit()
    country(app).select("FI").run()  # type: ignore[attr-defined] # as above
    assert shown(app).startswith("4 of 171")
    assert address(app) == {"country": ["FI"]}
    app.text_input(key="filter-q").input("jyvaskyla").run()
    assert shown(app).startswith("1 of 171")
    assert address(app) == {"country": ["FI"], "q": ["jyvaskyla"]}
    country(app).unselect("FI").run()  # type: ignore[attr-defined] # as above
    app.text_input(key="filter-q").input("").run()
    assert shown(app).startswith("171 organisations")
    assert address(app) == {}


def test_filters_are_removed_one_by_one_and_all_at_once() -> None:
    """Each active filter has a button that takes just it away; one more clears all."""
    app = visit(country=["FI", "NO"], type="service")
    app.button(key="remove-country-NO").click().run()
    assert country(app).value == ["FI"]  # type: ignore[attr-defined] # as above
    assert address(app) == {"country": ["FI"], "type": ["service"]}
    app.button(key="clear-all").click().run()
    assert shown(app).startswith("171 organisations")
    assert address(app) == {}


def test_an_empty_view_says_which_filter_to_relax() -> None:
    """Nothing found is told as what the directory holds, with buttons that lead out of it."""
    app = visit(country="LV", type="service")
    assert shown(app) == "0 of 171 organisations"
    assert app.main.header[0].value == "Nothing listed matches all of these"
    assert "Country Latvia (then 63 organisations)" in labels(app)
    app.button(key="relax-country").click().run()
    assert shown(app).startswith("63 of 171")


def test_filters_survive_a_change_of_page() -> None:
    """Going to another page and back keeps what was chosen."""
    app = visit(country="FI")
    app.switch_page(str(ROOT / "pages" / "about.py"))
    app.run()
    assert app.title[0].value == "About this map"
    app.switch_page(str(ROOT / "pages" / "map.py"))
    app.run()
    assert shown(app).startswith("4 of 171")
    assert country(app).value == ["FI"]  # type: ignore[attr-defined] # as above


def test_going_back_follows_the_address() -> None:
    """When only the address changed, as by the browser's Back, the filters follow it."""
    app = visit(country="FI")
    app.query_params["country"] = "NO"
    app.run()
    assert country(app).value == ["NO"]  # type: ignore[attr-defined] # as above
    assert shown(app).startswith("7 of 171")


def test_the_list_is_paged() -> None:
    """The list shows a page at a time, with its own way to turn pages."""
    app = visit()
    assert html(app).count('<article class="od-card">') == 10 + 7


def test_about_page_says_what_the_map_does_not_claim() -> None:
    """The about page counts the directory and disclaims endorsement, advice and borders."""
    app = visit(str(ROOT / "pages" / "about.py"))
    text = " ".join(element.value for element in app.markdown)
    for words in (
        "32 organisations and names 34",
        "143 are verified",
        "Listing is not endorsement",
        "not “none”",
    ):
        assert words in text


def test_the_app_starts_on_what_is_valid(make_file: MakeFile, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with mistakes shows its valid records, and says what was left out and why."""
    path = make_file(record(1), record(2, website="javascript:alert(1)"), record(3))
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(path))
    app = visit()
    assert shown(app) == "2 organisations in 1 country"
    assert app.expander[0].label == "The data file has 1 mistake. 1 record could not be read and is left out."
    assert "body-2, website" in html(app)


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"id,name\nx,y\n"])
def test_a_broken_file_still_gives_a_page(
    tmp_path: Path, content: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any valid record the page explains itself instead of failing."""
    path = tmp_path / "organisations.csv"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(path))
    app = visit()
    assert shown(app) == "0 organisations in 0 countries"
    assert "no valid record" in app.warning[0].value
    assert app.expander


def test_hostile_names_show_as_text(hostile_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No name becomes an element of the page, wherever it shows."""
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(hostile_file))
    page = html(visit())
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "<img src=x" not in page


def test_a_hostile_search_shows_as_text(hostile: str) -> None:
    """What a link searches for is shown as typed, on buttons as elsewhere, and finds nothing."""
    app = visit(q=hostile)
    typed = " ".join(hostile.split())
    assert app.text_input(key="filter-q").value == typed
    assert any(typed.replace("\\", "") in label for label in labels(app))
    assert "<script" not in html(app)
