"""The pages in Streamlit's own test harness, frame and sidebar included."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from schemathesis.python.asgi import get_client  # starlette's own client needs httpx2, which nothing else here does
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from odmap.analysis.story import script as story
from odmap.help_now import IN_A_CRISIS, TITLE
from odmap.settings import FRAME, ROOT
from odmap.views.selection import apply, from_query
from odmap.web.http import fragments
from odmap.web.workers import shared_queue
from odmap.web.workers.kept_files import KeptFiles
from tests.counted import ADDED_LAST, HEADLINE, RECORDS, TOTAL, groups_of, number_doing, number_of

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


PARTS: Any = Starlette(
    routes=fragments.ROUTES
)  # schemathesis and starlette write the type of an application differently


def visit(page: str | None = None, /, **query: str | list[str]) -> AppTest:
    """Open the app as a visitor with a link does."""
    app = AppTest.from_file(str(FRAME), default_timeout=20)
    for name, values in query.items():
        app.query_params[name] = values
    app.run()
    if page:
        app.switch_page(page).run()
    assert not app.exception
    return app


def heading(app: AppTest) -> str:
    """Return the one heading of the first level."""
    (found,) = re.findall(r"<h1[^>]*>([^<]*)</h1>", html(app))
    return unescape(found)


def html(app: AppTest) -> str:
    """Return all the markup of the page, with the parts that a browser fetches; the only scripts are our own."""
    bodies = []
    for element in (element.proto for element in app.get("html")):
        body = str(element.body)
        if element.unsafe_allow_javascript:
            body = re.sub(r'<script src="\./assets/(page|story)\.js\?v=[0-9a-f]+"></script>', "", body)
            assert "<script" not in body
            assert not re.search(r"<[^>]*\son\w+=", body)
        bodies.append(body)
    cleaned = "\n".join(bodies)
    return re.sub(r'<div [^>]*data-od-part="([^"]*)"[^>]*></div>', lambda room: fetched(unescape(room[1])), cleaned)


def fetched(address: str) -> str:
    """Return a part of the page as the server sends it."""
    answer = get_client(PARTS).get(address.removeprefix("."))
    assert answer.status_code == 200, address
    return str(answer.text)


def shown(app: AppTest) -> str:
    """Return the sentence that counts."""
    return html(app).split('<p class="od-count" role="status">')[1].split("<")[0]


def address(app: AppTest) -> dict[str, list[str]]:
    """Return the query of the address; AppTest gives single values without their list."""
    return {name: [v] if isinstance(v, str) else list(v) for name, v in app.query_params.items()}


def numbers(app: AppTest) -> dict[str, dict[str, int | None]]:
    """Return the number of each option that the browser writes behind its words, filter by filter."""

    def given(name: str) -> Any:
        return json.loads(unescape(re.findall(rf'data-od-filter-{name}="([^"]*)"', html(app))[0]))

    words, found = given("words"), given("numbers")
    pairs = zip(words.items(), found, strict=True)
    return {label: dict(zip(options, of, strict=True)) for (label, options), of in pairs}


def labels(app: AppTest) -> list[str]:
    """Return what stands on the buttons of the page's body, without markdown's escapes."""
    return [button.label.replace("\\", "") for button in app.main.button]


def country(app: AppTest) -> object:
    """Return the country filter."""
    return app.multiselect(key="filter-country")


def test_first_visit_shows_everything() -> None:
    """Without a link the map page shows all organisations, and no filter is active."""
    app = visit()
    assert heading(app) == "Open Dialogue around the world"
    assert shown(app) == HEADLINE
    assert "Clear all" not in labels(app)
    assert app.get("html")
    assert "not an emergency service" in html(app)


def test_options_carry_their_counts() -> None:
    """Every option of a filter has its number of organisations, under the words that it is drawn with."""
    app = visit()
    found = numbers(app)
    assert found["Country"]["Finland"] == number_of(country="FI")
    assert found["What they do"]["Service"] == number_doing("service")
    assert found["Main type"]["Service"] == number_of(type="service")
    options = {
        pills.label: [option.content for option in pills.proto.options]  # type: ignore[union-attr] # as above
        for pills in app.get("button_group")
    }
    options |= {box.label: box.options for box in app.multiselect}
    assert {label: list(of) for label, of in found.items()} == {label: list(options[label]) for label in found}


def test_numbers_follow_the_other_filters() -> None:
    """With a country chosen, the others count there; what would show nothing stays, and what is chosen stays chosen."""
    app = visit(country="JP")
    found = numbers(app)
    assert found["What they do"]["Service"] == number_doing("service", country="JP")
    assert found["Country"]["Finland"] == number_of(country="FI"), "countries add to each other"
    assert found["Part of the world"]["Nordic countries"] == 0
    app.pills(key="filter-activity").select("research").run()
    found = numbers(app)
    assert found["Country"]["Japan"] == number_doing("research", country="JP")
    assert country(app).value == ["JP"]  # type: ignore[attr-defined] # AppTest's widgets are typed loosely
    assert app.pills(key="filter-activity").value == ["research"]


def test_the_words_to_look_for_narrow_the_numbers() -> None:
    """So does what is typed."""
    app = visit(q="jyvaskyla")
    assert {number for number in numbers(app)["Country"].values() if number} == {1}


def test_filters_come_in_the_order_in_which_people_ask() -> None:
    """Words, what they do, part of the world, country and status are in sight; all else is under one heading."""
    app = visit()
    assert app.sidebar.text_input[0].label == "Words to look for"
    labels_in_order = ["What they do", "Part of the world", "Country", "Status", "Kind of care", "Language"]
    assert list(numbers(app))[:6] == labels_in_order
    more = app.sidebar.expander[0]
    assert (more.label, more.proto.expanded) == ("More filters", False)
    inside = {box.label for box in (*more.pills, *more.multiselect)}
    assert inside == set(numbers(app)) - set(labels_in_order[:4])


def test_more_filters_open_when_one_of_them_is_chosen() -> None:
    """A link that uses one shows it; when it is taken away, nothing closes under the visitor's hands."""
    app = visit(setting="school")
    assert app.sidebar.expander[0].proto.expanded
    app.button(key="remove-setting-school").click().run()
    assert app.sidebar.expander[0].proto.expanded
    assert not visit(country="FI").sidebar.expander[0].proto.expanded


def test_no_option_reads_like_an_offer_of_help() -> None:
    """Whoever reads "immediate help" also reads that it is a principle, on the option and on the chip."""
    app = visit(principle="immediate-help")
    said = [*numbers(app)["Principle named by the Hub's list"], *labels(app)]
    helpful = [words for words in said if "mmediate help" in words]
    assert len(helpful) == 2
    assert all(words.startswith("Principle") for words in helpful)


@pytest.mark.parametrize("page", ["principles", "about", "help"])
def test_pages_that_filters_do_not_change_have_none(page: str) -> None:
    """No filter is drawn there, and the choice is there again on the way back."""
    app = other_page(page, country="FI", setting="school")
    assert not app.sidebar.pills
    assert not app.sidebar.multiselect
    assert not app.sidebar.button
    assert address(app) == {"country": ["FI"], "setting": ["school"]}
    app.switch_page(str(ROOT / "pages" / "map.py")).run()
    assert not app.exception
    assert country(app).value == ["FI"]  # type: ignore[attr-defined] # as above
    assert app.pills(key="filter-setting").value == ["school"]


def test_the_gaps_page_asks_its_question_itself() -> None:
    """What and where are links in the page, not filters beside it; the rest stays chosen, and can be taken away."""
    app = other_page("gaps", region="nordic", setting="school", q="dialogue", country=["NO", "JP"])
    assert [*app.sidebar.multiselect, *app.sidebar.pills, *app.sidebar.text_input] == []
    text = html(app)
    for name in ("What they do", "Part of the world", "What counts"):
        assert text.count(f'aria-label="{name}"') == 1
    board = text.split('class="od-board"')[1].split("</table>")[0]
    assert "Norway" in board
    assert "Finland" not in board, "which is not chosen"
    assert "Japan" not in board, "which is no Nordic country"
    assert "Remove: </span>Country: Norway" in text.split("Without effect here")[0]
    assert "Remove: </span>Kind of care: School" in text.split("Without effect here")[1]
    assert 'href="./gaps?region=nordic&amp;country=NO&amp;country=JP&amp;q=dialogue"' in text
    app.switch_page(str(ROOT / "pages" / "directory.py")).run()
    assert not app.exception
    assert app.text_input(key="filter-q").value == "dialogue"
    assert app.multiselect(key="filter-region").value == ["nordic"]


def test_confirmed_services_in_the_nordic_countries() -> None:
    """Three choices, and the address is the link to send."""
    app = visit()
    app.pills(key="filter-activity").select("service").run()
    app.multiselect(key="filter-region").select("nordic").run()
    app.pills(key="filter-verification").select("verified").run()
    nordic = [r for r in RECORDS if r["country"] in ("DK", "FI", "IS", "NO", "SE")]
    found = sum("service" in groups_of(r) and r["verification"] == "verified" for r in nordic)
    assert shown(app).startswith(f"{found} of {TOTAL}")
    assert address(app) == {"activity": ["service"], "region": ["nordic"], "verification": ["verified"]}
    assert f">Show {found} organisations</button>" in html(app)


def test_a_link_filters_on_a_cold_visit() -> None:
    """A link's filters are applied at once, and shown in the sidebar and above the map."""
    app = visit(country=["FI", "NO"], type="service")
    assert shown(app).startswith(
        f"{number_of(country='FI', type='service') + number_of(country='NO', type='service')} of {TOTAL}"
    )
    assert country(app).value == ["FI", "NO"]  # type: ignore[attr-defined] # as above
    assert [label for label in labels(app) if label.startswith(("Country", "Main type"))] == [
        "Country: Finland :material/close:",
        "Country: Norway :material/close:",
        "Main type: Service :material/close:",
    ]


def test_unknown_values_of_a_link_are_dropped_with_a_note() -> None:
    """What the directory does not have is left out with a gentle sentence, and the rest holds."""
    app = visit(country=["FI", "Atlantis"], type="<script>")
    assert shown(app) == f"{number_of(country='FI')} of {TOTAL} organisations, in 1 country"
    assert "“Atlantis” (country)" in app.info[0].value
    assert address(app) == {"country": ["FI"]}


def test_a_widget_writes_the_link() -> None:
    """Choosing in the sidebar changes the view and the address; choosing nothing clears it."""
    app = visit()
    country(app).select("FI").run()  # type: ignore[attr-defined] # as above
    assert shown(app).startswith(f"{number_of(country='FI')} of {TOTAL}")
    assert address(app) == {"country": ["FI"]}
    app.text_input(key="filter-q").input("jyvaskyla").run()
    assert shown(app).startswith(f"1 of {TOTAL}")
    assert address(app) == {"country": ["FI"], "q": ["jyvaskyla"]}
    country(app).unselect("FI").run()  # type: ignore[attr-defined] # as above
    app.text_input(key="filter-q").input("").run()
    assert shown(app).startswith(f"{TOTAL} organisations")
    assert address(app) == {}


def test_filters_are_removed_one_by_one_and_all_at_once() -> None:
    """Each active filter has a button that takes just it away; one more clears all."""
    app = visit(country=["FI", "NO"], type="service")
    app.button(key="remove-country-NO").click().run()
    assert country(app).value == ["FI"]  # type: ignore[attr-defined] # as above
    assert address(app) == {"country": ["FI"], "type": ["service"]}
    app.button(key="clear-all").click().run()
    assert shown(app).startswith(f"{TOTAL} organisations")
    assert address(app) == {}


def test_an_empty_view_says_which_filter_to_relax() -> None:
    """Nothing found is told as what the directory holds, with buttons that lead out of it."""
    app = visit(country="LV", type="service")
    assert shown(app) == f"0 of {TOTAL} organisations"
    assert app.main.header[0].value == "Nothing listed matches all your filters"
    assert f"Remove Country: Latvia (shows {number_of(type='service')} organisations)" in labels(app)
    app.button(key="relax-country").click().run()
    assert shown(app).startswith(f"{number_of(type='service')} of {TOTAL}")


def test_filters_survive_a_change_of_page() -> None:
    """Going to another page and back keeps what was chosen."""
    app = visit(country="FI")
    app.switch_page(str(ROOT / "pages" / "about.py"))
    app.run()
    assert heading(app) == "About this map"
    app.switch_page(str(ROOT / "pages" / "map.py"))
    app.run()
    assert shown(app).startswith(f"{number_of(country='FI')} of {TOTAL}")
    assert country(app).value == ["FI"]  # type: ignore[attr-defined] # as above


def test_going_back_follows_the_address() -> None:
    """When only the address changed, as by the browser's Back, the filters follow it."""
    app = visit(country="FI")
    app.query_params["country"] = "NO"
    app.run()
    assert country(app).value == ["NO"]  # type: ignore[attr-defined] # as above
    assert shown(app).startswith(f"{number_of(country='NO')} of {TOTAL}")


def test_the_list_is_paged() -> None:
    """The list shows a page at a time, with its own way to turn pages."""
    app = visit()
    assert html(app).count('<article class="od-card">') == 10 + number_of(country="")


def rows(app: AppTest) -> list[str]:
    """Return the ids in the directory's table, in order."""
    table = html(app).split('class="od-table"')[1].split("</table>")[0]
    return [part.split('"')[0] for part in table.split('data-organisation="')[1:]]


def directory_page(**query: str | list[str]) -> AppTest:
    """Open the directory as a visitor with a link does."""
    app = visit()
    app.switch_page(str(ROOT / "pages" / "directory.py"))
    for name, values in query.items():
        app.query_params[name] = values
    app.run()
    assert not app.exception
    return app


def test_the_directory_shows_the_view_as_a_table() -> None:
    """The directory page holds the same view as the map, sorted by name, a sheet at a time."""
    app = directory_page(country=["FI", "NO"])
    assert heading(app) == "Directory"
    number = number_of(country="FI") + number_of(country="NO")
    assert shown(app).startswith(f"{number} of {TOTAL} organisations")
    assert len(rows(app)) == number
    assert len(rows(directory_page())) == 25
    assert "What changed in Finland and Norway" in [header.value for header in app.main.header]


def test_the_table_follows_its_address() -> None:
    """Order and sheet come from the address; other filters begin at the first sheet again."""
    app = directory_page(sort="-since", page="2")
    assert f"26 to 50 of {TOTAL} organisations, sorted by year of beginning, in reverse order" in html(app)
    country(app).select("FI").run()  # type: ignore[attr-defined] # as above
    assert f"{number_of(country='FI')} organisations, sorted by year of beginning, in reverse order" in html(app)
    assert address(app) == {"sort": ["-since"], "country": ["FI"]}


@pytest.mark.parametrize("page", ["map", "directory"])
def test_details_on_both_pages(page: str) -> None:
    """An organisation in the address has the page to itself: its name, its story, one map, no list of all others."""
    open_page = directory_page if page == "directory" else visit
    app = open_page(organisation="dialogue-first", country="GB")
    assert heading(app) == "Dialogue First"
    text = html(app)
    assert text.count('class="od-story') == text.count('class="od-details"') == 1
    assert ("od-locator" in text, "data-od-shown" in text) == ((True, False) if page == "directory" else (False, True))
    assert not any(words in text for words in ("od-table", 'id="list"', "od-ask", "od-count", "od-changes"))
    assert f'href="./{page.removeprefix("map")}"' in text  # all organisations, a link away
    assert f"Back to the {'table' if page == 'directory' else 'map'}" in text
    assert address(app)["organisation"] == ["dialogue-first"]


def test_details_stay_when_filters_hide_them() -> None:
    """Filters that hide the chosen organisation say so, with a way to see it among the others."""
    app = visit(organisation="dialogue-first", country="FI")
    assert heading(app) == "Dialogue First"
    assert f"Your filters show {number_of(country='FI')} other organisations, but not this one." in html(app)
    assert 'href="./?organisation=dialogue-first"' in html(app)


def test_what_is_chosen_survives_a_change_of_page() -> None:
    """Going to the directory by the navigation keeps the chosen organisation and writes it into the address."""
    app = visit(organisation="dialogue-first")
    app.switch_page(str(ROOT / "pages" / "directory.py"))
    app.run()
    assert heading(app) == "Dialogue First"
    assert address(app) == {"organisation": ["dialogue-first"]}


@pytest.mark.parametrize("page", ["map", "directory"])
@pytest.mark.parametrize(
    "given", ["nobody", "<script>alert(1)</script>", "x" * 10_000, "{{ 7 * 7 }}", "a\nb", "../../etc"]
)
def test_an_unknown_organisation_is_told(page: str, given: str) -> None:
    """Whatever the address asks for, the page says that it is not listed, as text, and shows the rest."""
    app = (directory_page if page == "directory" else visit)(organisation=given)
    assert "none of that name is listed" in html(app)
    assert "<script" not in html(app)
    assert shown(app).startswith(f"{TOTAL} organisations")


@pytest.mark.parametrize(
    "query",
    [
        {"sort": "<b>", "page": "-1"},
        {"sort": ["name", "since"], "page": ["1", "2"]},
        {"sort": "", "page": "", "organisation": "", "country": "", "q": ""},
        {"organisation": ["dialogue-first", "hopendialogue"]},
        {"q": "x" * 10_000},
        {"country": ["FI"] * 300, "map": "<script>"},
        {"map": "999,999,999", "embed": "no", "page": "9" * 5000},
    ],
    ids=range(7),
)
def test_strange_queries_give_a_page(query: dict[str, str | list[str]]) -> None:
    """Wrong, repeated, empty, hostile and endless parameters give a page with a sentence that counts."""
    for app in (visit(None, **query), directory_page(**query)):
        assert heading(app)
        assert "<script" not in html(app)
        if "organisation" not in query or not query["organisation"]:
            assert "organisation" in shown(app)


def test_every_page_offers_its_view() -> None:
    """Link, snippet, citation and files of the view stand in one place on map and directory."""
    for app in (visit(country="FI"), directory_page(country="FI")):
        text = html(app)
        assert text.count('class="od-send"') == 1
        assert "./api/organisations.csv?country=FI&amp;download=1" in text
        assert f"{number_of(country='FI')} organisations shown (Country: Finland)" in text


def test_what_changed_is_told() -> None:
    """The directory page tells what was added and corrected, and links the feed."""
    text = html(directory_page())
    assert f"{ADDED_LAST} organisations were added" in text
    assert 'href="./api/changes.atom"' in text


def other_page(name: str, **query: str | list[str]) -> AppTest:
    """Open one of the other pages as a visitor with a link does."""
    app = visit(None, **query)
    app.switch_page(str(ROOT / "pages" / f"{name}.py"))
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"country": "FI"},
        {"country": "none"},
        {"type": "training", "status": "active"},
        {"principle": "social-network"},
    ],
    ids=range(5),
)
def test_the_ecosystem_page_follows_the_filters(query: dict[str, str | list[str]], frame: pd.DataFrame) -> None:
    """Under any filter, nine findings stand on the page, each with a sentence, a source, its numbers and its files."""
    app = other_page("ecosystem", **query)
    assert heading(app) == "The ecosystem in numbers"
    text = html(app)
    assert text.count('class="od-finding"') == text.count("The numbers as a table") == 9
    assert text.count("Not listed does not mean none.") >= 9
    selection, _ = from_query({k: [v] if isinstance(v, str) else v for k, v in query.items()}, frame)
    number = len(apply(frame, selection))
    assert shown(app).startswith(f"{number:,}")
    assert f"{number:,} of {TOTAL} organisations; filters" in text
    assert all(f"/api/charts/types.{ending}?" in text for ending in ("png", "svg", "csv"))
    assert len(app.get("vega_lite_chart")) == text.count('class="od-finding"') - text.count("<tbody></tbody>")


def test_the_count_is_audited() -> None:
    """The ecosystem page says where each number comes from, and keeps what others counted apart."""
    text = html(other_page("ecosystem"))
    audit, others = (text.split(f'class="{name}"')[1].split("</table>")[0] for name in ("od-audit", "od-figures"))
    for number in (32, number_of(list="source-page"), number_of(list="research"), TOTAL):
        assert f">{number}</td>" in audit
    assert ">142</td>" in others
    assert ">142</td>" not in audit


def test_an_empty_ecosystem_says_so() -> None:
    """Filters that leave nothing give findings that say so, and the way out."""
    app = other_page("ecosystem", country="LV", type="service")
    text = html(app)
    assert text.count("Nothing listed matches these filters") == 9
    assert f"Remove Country: Latvia (shows {number_of(type='service')} organisations)" in labels(app)


def test_the_principles_page_explains() -> None:
    """The principles page holds the seven, who names them, how other lists differ, and where to turn in a crisis."""
    app = other_page("principles")
    assert heading(app) == "What is Open Dialogue?"
    text = html(app)
    assert not app.markdown, "all words come from one template, which the server can send, too"
    assert text.count('class="od-for-you"') == 7
    assert 'href="./?principle=social-network"' in text
    named = sum("social-network" in record["principles"].split(";") for record in RECORDS)
    assert f"Lived Experience Hub's list names it for {named} organisations." in text.replace("&#39;", "'")
    assert "Responsibility" in text
    assert text.split('class="od-elements"')[1].split("</ol>")[0].count("<li>") == 12
    assert IN_A_CRISIS in text
    assert f">{TITLE}</a>" in text
    for claim in ("Not advice", "nothing here says that it cures", "copying a model"):
        assert claim in text


def countries_with(verification: tuple[str, ...] = ("verified",), doing: str = "", **fields: str) -> int:
    """Count the countries with a record that has not ended, is known this well, does this and has these values."""
    return len(
        {
            record["country"]
            for record in RECORDS
            if record["status"] != "ended"
            and record["verification"] in verification
            and (not doing or doing in groups_of(record))
            and all(record[name] == value for name, value in fields.items())
        }
        - {""}
    )


ALL_THAT_IS_LISTED = countries_with(("verified", "unverified", "related"))
LISTED_AT_ALL = {record["country"] for record in RECORDS} - {""}


def countries_doing(doing: str) -> set[str]:
    """Return where something is listed that does it, whether or not it counts."""
    return {record["country"] for record in RECORDS if doing in groups_of(record)} - {""}


def test_the_gaps_page_measures_the_world() -> None:
    """The gaps page begins with what is not listed, for how many people, and keeps its caveat in sight."""
    app = other_page("gaps")
    assert heading(app) == "Gaps"
    text = html(app)
    assert "A map of what is listed is not a map of what exists." in text
    assert f"{250 - len(LISTED_AT_ALL)} countries and territories with about" in text
    assert text.index("What is missing?") < text.index("China</a>") < text.index("A map of what is listed")
    assert text.count('class="od-cell listed"') > 60
    assert text.count("./print/brief/") == 250 + 10, "the board has every country, the answer ten"


@pytest.mark.parametrize(
    ("query", "counting", "missing"),
    [
        ({"rule": "with-unverified"}, ALL_THAT_IS_LISTED, LISTED_AT_ALL),
        ({"rule": "active"}, countries_with(status="active"), LISTED_AT_ALL),
        ({"activity": "training"}, countries_with(doing="training"), countries_doing("training")),
        ({"status": "ended", "q": "nothing at all"}, countries_with(), LISTED_AT_ALL),
    ],
    ids=range(4),
)
def test_only_rule_activity_and_type_decide_what_is_measured(
    query: dict[str, str | list[str]], counting: int, missing: set[str]
) -> None:
    """Other filters would make “not listed” untrue, so the gaps page leaves them aside."""
    text = html(other_page("gaps", **query))
    assert f"{250 - len(missing)} countries and territories with about" in text
    assert re.search(rf"In {counting} countries and territories [^,]*, something that counts is listed", text)


def test_a_main_type_is_measured_alone() -> None:
    """By a link from the map's legend only main types are measured, which a note says; a link takes that away."""
    text = html(other_page("gaps", type="training"))
    assert "Only organisations whose main type is training are measured" in text
    assert f"In {countries_with(type='training')} countries and territories" in text
    assert "no training listed" in text
    assert "Remove: </span>Main type: Training" in text


def gaps_page(**query: str | list[str]) -> AppTest:
    """Open the gaps page by a link that holds what only this page reads."""
    app = visit()
    app.switch_page(str(ROOT / "pages" / "gaps.py"))
    for name, values in query.items():
        app.query_params[name] = values
    app.run()
    assert not app.exception
    return app


def test_a_place_is_asked_for() -> None:
    """A place in the address shows what is near it; one that is nowhere is told as text; the gaps page leads there."""
    assert "Near Nairobi, Kenya" in html(visit(place="Nairobi"))
    assert "No place called “&lt;b&gt;” is known here" in html(visit(place="<b>"))
    assert "Which “Canterbury” do you mean?" in html(visit(place="Canterbury"))
    assert "Near 51.28, 1.08, near Canterbury, Kent" in html(visit(near="51.28,1.08"))
    assert 'href="./?place=Nairobi"' in html(gaps_page(place="Nairobi"))


def test_a_place_stays_with_the_filters() -> None:
    """A filter that is chosen keeps the place, and narrows what is near it; the way back from a profile leads there."""
    app = visit(place="Lyon", activity="training")
    assert "Only what matches your filters is counted." in html(app)
    country(app).select("DE").run()  # type: ignore[attr-defined] # as above
    assert address(app) == {"activity": ["training"], "country": ["DE"], "place": ["Lyon"]}
    found = html(visit(place="Lyon", organisation="dialogue-first"))
    assert 'href="./?place=Lyon"' in found
    assert "Near Lyon" not in found


@pytest.mark.parametrize("name", ["rule", "measure", "scope", "order", "all"])
@pytest.mark.parametrize("value", ["banana", "<script>", "x" * 10_000], ids=range(3))
def test_wrong_values_are_told(name: str, value: str) -> None:
    """What the gaps page does not have is told as text, and the usual is shown."""
    text = html(gaps_page(**{name: value}))
    assert "which this page does not offer" in text
    assert "<script" not in text
    assert "od-board" in text


def test_a_country_narrows_the_page() -> None:
    """A country that an address asks for is the board's only row, and what is said is said of it."""
    text = html(other_page("gaps", country="FI"))
    assert "1 country or territory by subregion" in text
    assert "Nothing listed in Finland?" in text
    assert "Something is listed in Finland." in text
    kenya = html(other_page("gaps", country="KE"))
    assert "1 country or territory with about 58 million people has nothing listed." in kenya
    assert "Not listed does not mean that there is none." in kenya
    nowhere = html(other_page("gaps", country="FI", region="africa"))
    assert "the countries chosen do not lie in the chosen part of the world" in nowhere


def test_links_of_earlier_versions_keep_their_meaning() -> None:
    """A scope is a part of the world now, or all; what else such a link says is kept."""
    asia = html(gaps_page(scope="Asia", order="name", rule="active"))
    assert "Most people in Asia, nothing listed" in asia
    assert "51 countries and territories by subregion, then by name" in asia
    assert 'href="./gaps?region=asia&amp;order=name" id="rule-verified"' in asia
    assert "does not offer" not in asia
    listed = html(gaps_page(scope="listed"))
    assert f"{len(LISTED_AT_ALL)} countries and territories by subregion" in listed
    assert "250 countries and territories by subregion" in html(gaps_page(scope="all"))
    assert "Most people in the Nordic countries" in html(gaps_page(scope="Asia", region="nordic"))


def test_every_and_more_leads_to_all() -> None:
    """The rest of each list is a link away, and the way back is there."""
    first, whole = html(gaps_page()), html(gaps_page(all="1", activity="training"))
    assert re.search(r'href="\./gaps\?all=1" id="od-more"[^>]*>And \d+ more</a>', first)
    assert len(re.findall(r"And \d+ more", first)) == first.count('href="./gaps?all=1"') > 1
    assert not re.search(r"And \d+ more", whole)
    assert whole.count('id="gap-') == 250 - len(countries_doing("training"))
    assert 'href="./gaps?activity=training" data-od-go data-od-focus="od-more">Only the first 10' in whole
    assert 'href="./api/gaps.csv?activity=training&amp;download=1" download>' in whole
    strict = html(gaps_page(rule="active", status="ended", region="africa"))
    assert 'href="./api/gaps.csv?region=africa&amp;rule=active&amp;download=1" download>' in strict


def test_about_page_says_what_the_map_does_not_claim() -> None:
    """The about page counts the directory and disclaims endorsement, advice and borders."""
    app = visit(str(ROOT / "pages" / "about.py"))
    text = " ".join(re.sub("<[^>]*>", " ", html(app)).split())
    for words in (
        f"32 organisations and names {number_of(list='source-page')}. All of those are here",
        f"{number_of(verification='verified')} are confirmed by public pages",
        "Listing is not endorsement",
        "not “none”",
    ):
        assert words in text


def test_the_app_starts_on_what_is_valid(make_file: MakeFile, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with mistakes shows its valid records, and says what was left out and why."""
    path = make_file(record(1), record(2, website="javascript:alert(1)"), record(3))
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(path))
    app = visit()
    assert shown(app).startswith("2 organisations in 1 country, 2 known to be active")
    assert app.expander[0].label == "The data file has 1 mistake. 1 record could not be read and was left out."
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
    assert shown(app) == "0 organisations in 0 countries, 0 known to be active"
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


class TestPresent:
    """The present page: the whole story in words, the country to begin with, and the files."""

    @pytest.fixture(autouse=True)
    def nothing_made(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Begin with no file made, whatever other tests asked for."""
        monkeypatch.setattr(shared_queue.QUEUE, "_kept", KeptFiles())

    def test_the_story_is_there_to_read(self) -> None:
        """Every stop is on the page in words, the first one in sight, with buttons to turn the pages."""
        app = other_page("present")
        text = html(app)
        assert heading(app) == "Present"
        assert text.count("<section") == 12
        assert "It began in the north of Finland" in text
        assert "Not listed does not mean none" in text

    def test_filters_come_first_in_the_story(self) -> None:
        """What the filters show is the first stop; the files are made for the same."""
        app = other_page("present", country="NO", type="service")
        assert 'id="stop-chosen"' in html(app)
        assert f"{number_of(country='NO', type='service')} organisations" in " ".join(
            element.value for element in app.markdown
        )

    def test_a_country_to_begin_with(self) -> None:
        """The chosen country stands in the address and at the beginning; taking it away brings the usual beginning."""
        app = other_page("present")
        app.selectbox(key="present-begin").select("MX").run()
        assert not app.exception
        assert address(app)["begin"] == ["MX"]
        assert "Mexico: nothing is listed" in html(app)
        app.selectbox(key="present-begin").select("").run()
        assert "begin" not in address(app)
        assert "Mexico" not in html(app).split("<section")[1]

    def test_wrong_addresses_are_gentle(self) -> None:
        """An unknown country is passed over and an unknown stop is said, without a fault."""
        app = other_page("present", begin="XX", step="nowhere")
        assert "The story has no stop called “nowhere”" in html(app)
        assert "It began in the north of Finland" in html(app)

    def test_a_file_is_made_and_offered(self) -> None:
        """Making the handout of a small view ends with a link that saves it, and says what it weighs."""
        app = other_page("present", country="LV")
        app.button(key="make-pdf").click().run(timeout=60)
        assert not app.exception
        assert "./api/presenter.pdf?country=LV&amp;download=1" in html(app)
        assert "Save the handout" in html(app)

    def test_a_file_that_cannot_be_made_now_is_told_in_words(self) -> None:
        """Where the server makes no files just now, the page says so, and offers to make it all the same."""
        app = other_page("present", country="EE")
        shared_queue.QUEUE.close()
        try:
            app.button(key="make-pdf").click().run(timeout=60)
        finally:
            shared_queue.QUEUE.open()
        assert not app.exception
        assert "cannot make more files" in app.warning[0].value

    def test_a_file_without_a_story_has_no_beginning(self) -> None:
        """The handout is the same wherever the story begins, so its address does not say that it begins somewhere."""
        app = other_page("present", country="SE", begin="NO")
        app.button(key="make-pdf").click().run(timeout=60)
        assert "./api/presenter.pdf?country=SE&amp;download=1" in html(app)

    def test_without_a_story_it_says_so(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """A story file without a valid step gives a sentence that says what to do, and the files all the same."""
        broken = tmp_path / "story.toml"
        broken.write_text("[[step]]", encoding="utf-8")
        monkeypatch.setattr("odmap.analysis.story.script.load", lambda: story.read(broken))
        app = other_page("present")
        assert "no valid step" in app.warning[0].value
        assert any(button.label.startswith("Make the") for button in app.button)


class TestWidgetsAndAddress:
    """What stands in the address and in a widget at once, and what a browser says that widgets hold."""

    @pytest.mark.parametrize(
        "asked", [{}, {"country": "ZZ"}, {"country": ["FI", "FI"]}, {"place": ["Nairobi", "Oslo"]}]
    )
    def test_a_place_and_a_country(self, asked: dict[str, str | list[str]]) -> None:
        """A country can be chosen while the address asks for a place, whatever else stands there."""
        app = visit(None, **{"place": "Nairobi", **asked})
        app.multiselect(key="filter-country").set_value(["NO"]).run()
        assert not app.exception
        assert address(app)["country"] == ["NO"]
        assert address(app)["place"][-1] in ("Nairobi", "Oslo")

    def test_a_link_brings_another_place(self) -> None:
        """Whoever follows a link to another place finds that one in the field, too."""
        app = visit(place="Nairobi")
        app.query_params["place"] = "Kerala"
        app.run()
        assert 'value="Kerala"' in html(app)
        assert "Near Kerala, India" in html(app)

    def test_values_that_are_no_option_are_left_out(self) -> None:
        """A browser may say that a filter holds an option a thousand times, or what is none: one choice comes of it."""
        app = visit()
        states = app._tree.get_widget_states()  # AppTest lets nobody choose what is not there
        for state in states.widgets:
            if state.id.endswith("filter-country"):
                state.string_array_value.data[:] = ["Finland"] * 1_000 + [
                    "Atlantis",
                    "\x00",
                    "<b>",
                ]
            if state.id.endswith("filter-q"):
                state.string_value = "x" * 60_000
        app._run(states)
        assert not app.exception
        assert address(app) == {"country": ["FI"], "q": ["x" * 200]}
        assert country(app).value == ["FI"]  # type: ignore[attr-defined] # AppTest's widgets are typed loosely
        assert app.text_input(key="filter-q").value == "x" * 200

    def test_the_country_of_the_story_is_an_option(self) -> None:
        """A country that the story cannot begin with does not come into the address."""
        app = other_page("present")
        states = app._tree.get_widget_states()  # as above
        for state in states.widgets:
            if state.id.endswith("present-begin"):
                state.string_value = "Atlantis" * 100
        app._run(states)
        assert not app.exception
        assert "begin" not in address(app)
