"""odmap below another address: with a base path of its own, and behind a proxy that takes its prefix away."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts import find_browsers
from tests.browser.conftest import Visitor, free_port, serving

NGINX = Path(__file__).with_name("nginx.conf")


@pytest.fixture(scope="module")
def with_base_path() -> Iterator[str]:
    """Give the address of a server that lies below /map itself."""
    with serving(STREAMLIT_SERVER_BASE_URL_PATH="map") as address:
        yield address


@pytest.fixture(scope="module")
def behind_proxy(app: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of an nginx that puts the ordinary server below /map/."""
    nginx = find_browsers.nginx()
    if nginx is None:
        pytest.fail(find_browsers.advice(["nginx"]))
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    values = {"FOLDER": str(folder), "PORT": str(port), "SERVER": app.removeprefix("http://")}
    text = NGINX.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    settings = folder / "nginx.conf"
    settings.write_text(text, encoding="utf-8")
    proxy = subprocess.Popen([nginx, "-p", str(folder), "-c", str(settings)], stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}/map"
    try:
        _wait_for(address, proxy)
        yield address
    finally:
        proxy.terminate()
        proxy.communicate(timeout=20)


def _wait_for(address: str, proxy: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if proxy.poll() is not None:
            pytest.fail(f"nginx did not start:\n{proxy.communicate()[1]}")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("nginx did not answer within 20 seconds")


@pytest.fixture(params=["with_base_path", "behind_proxy"])
def below(request: pytest.FixtureRequest) -> str:
    """Give the address of either, without a slash at its end."""
    return str(request.getfixturevalue(request.param))


def test_everything_is_there_below_another_address(below: str, visitor: Visitor) -> None:
    """Map, list, style, logo and the links to send are as anywhere, and every request stays below that address."""
    visitor.open(f"{below}/?country=FI")
    page = visitor.page
    expect(page.locator(".od-listing .od-card").first).to_be_visible()
    page.wait_for_function("[...document.images].some(image => image.src.includes('logo') && image.naturalWidth)")
    assert page.evaluate("getComputedStyle(document.querySelector('.od-count')).fontWeight") != "400"
    expect(page.locator("#send-link")).to_have_value(f"{below}/?country=FI")
    assert f'src="{below}/?country=FI&amp;embed=true' in page.locator("#send-embed").input_value()
    assert visitor.hosts() == {below.split("/")[2]}
    assert [url for url in visitor.requests if "/map/" not in url] == []


def test_links_lead_on_below_another_address(below: str, visitor: Visitor) -> None:
    """From the directory to an organisation, to another page and back: every address begins as the first."""
    page = visitor.page
    page.goto(f"{below}/directory?country=FI")
    visitor.ready()
    page.locator(".od-sheet a[data-organisation]").first.click()
    page.wait_for_function("document.querySelector('.od-story')")
    assert page.url.startswith(f"{below}/directory?")
    page.locator("[data-testid=stTopNavLink]", has_text="Gaps").click()
    visitor.map()
    assert page.url.startswith(f"{below}/gaps")


def test_the_embedded_map_is_whole_below_another_address(below: str, visitor: Visitor) -> None:
    """The embed view draws its marks, and leads to the whole map."""
    visitor.open(f"{below}/?embed=true&country=FI")
    link = visitor.page.locator(".od-embedded a").first
    assert str(link.evaluate("link => link.href")).startswith(f"{below}/?country=FI")


def test_a_page_with_a_slash_too_many_opens(below: str, visitor: Visitor) -> None:
    """The redirect to a page's own address keeps what a proxy has put in front of it."""
    visitor.page.goto(f"{below}/about/")
    expect(visitor.page.locator("h1")).to_be_visible()
    assert visitor.page.url == f"{below}/about"


def test_an_unknown_address_leads_back(below: str, visitor: Visitor) -> None:
    """The 404 page's links hold below another address, at any depth."""
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{below}/directory/x/y", timeout=20)  # noqa: S310 - our own address
    visitor.page.goto(f"{below}/directory/x/y")
    visitor.page.get_by_role("link", name="About").click()
    expect(visitor.page.locator("h1")).to_be_visible()
    assert visitor.page.url == f"{below}/about"
