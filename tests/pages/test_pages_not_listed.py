"""The pages for a country where nothing is listed: asked for by a link, it is kept, shown and explained."""

import pandas as pd
import pytest

from odmap.views.selection import Selection, apply
from tests.counted import TOTAL
from tests.pages.test_pages import address, country, html, labels, numbers, other_page, shown, visit

SAID = "Nothing is listed in Kenya. This tells you what the directory lists, not what exists."


def notes(app: object) -> list[str]:
    """Return the notes of a page, without markdown's escapes."""
    return [note.value.replace("\\", "") for note in app.info]  # type: ignore[attr-defined] # AppTest is typed loosely


@pytest.mark.parametrize("page", [None, "directory", "ecosystem", "present"])
def test_it_is_kept_and_explained_on_every_page_with_filters(page: str | None) -> None:
    """The filter stands in the sidebar, as a chip and in the address; a note says what that does not mean."""
    app = other_page(page, country="KE") if page else visit(country="ke")
    assert notes(app) == [SAID]
    assert country(app).value == ["KE"]  # type: ignore[attr-defined] # as above
    assert "Kenya" in country(app).options  # type: ignore[attr-defined] # as above
    assert numbers(app)["Country"]["Kenya"] is None, "which is written as “nothing listed”"
    assert "Country: Kenya :material/close:" in labels(app)
    assert address(app)["country"] == ["KE"]


def test_the_map_page_offers_a_way_out() -> None:
    """Nothing is shown, and taking the filter away shows everything again."""
    app = visit(country="KE")
    assert shown(app).startswith(f"0 of {TOTAL} organisations")
    assert f"Remove Country: Kenya (shows {TOTAL} organisations)" in labels(app)
    app.button(key="remove-country-KE").click().run()
    assert not app.exception
    assert shown(app).startswith(f"{TOTAL} organisations")
    assert notes(app) == []
    assert not any("Kenya" in option for option in country(app).options)  # type: ignore[attr-defined] # as above


def test_beside_a_country_that_is_listed(frame: pd.DataFrame) -> None:
    """The others are shown; that nothing is listed in one of them is said; each can be taken away alone."""
    app = visit(country=["KE", "NO"])
    number = len(apply(frame, Selection.of(country=["NO"])))
    assert shown(app) == f"{number} of {TOTAL} organisations, in 1 country"
    assert notes(app) == [SAID]
    assert "Norway" in html(app)
    country(app).set_value(["NO"]).run()  # type: ignore[attr-defined] # as above
    assert not app.exception
    assert (country(app).value, notes(app)) == (["NO"], [])  # type: ignore[attr-defined] # as above
    assert address(app)["country"] == ["NO"]
