"""The documentation of the API in a real browser: light, dark and on a phone, through the server with its policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_documentation_is_accessible(visit: Visit, app: str, width: int, scheme: str) -> None:
    """No rule of axe is broken, nothing is wider than the screen, and nothing is fetched from elsewhere."""
    visitor = visit(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = visitor.page
    page.goto(f"{app}/api")
    page.get_by_text("What it answers").first.click()
    assert page.get_by_text("Nothing has changed since").first.is_visible()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.hosts() == {app.removeprefix("http://")}
    assert visitor.errors == []


def test_the_documentation_needs_no_script(visit: Visit, app: str) -> None:
    """Without scripts every word can be read, and a parameter's name leads to what it means."""
    page = visit(java_script_enabled=False).page
    page.goto(f"{app}/api")
    page.get_by_role("link", name="bbox").first.click()
    assert page.url.endswith("#parameter-bbox")
    assert page.get_by_text("west,south,east,north in degrees").is_visible()


def test_the_documentation_leads_on(visit: Visit, app: str) -> None:
    """Its links lead to the files and back to the map, from either spelling of the address."""
    for address in (f"{app}/api", f"{app}/api/"):
        visitor = visit()
        visitor.page.goto(address)
        link = visitor.page.get_by_role("link", name="/api/openapi.json")
        assert visitor.page.request.get(str(link.evaluate("link => link.href"))).json()["openapi"] == "3.1.0"
        assert visitor.page.get_by_role("link", name="To the map").first.evaluate("link => link.href") == f"{app}/"
