"""Firefox and WebKit, and a real server for them."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import serving
from tests.engines.driver import Driver
from tests.engines.firefox import firefox
from tests.engines.webkit import webkit

ENGINES = {"firefox": firefox, "webkit": webkit}


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Give the address of a server that shows the project's own directory."""
    with serving() as address:
        yield address


@pytest.fixture(scope="session", params=ENGINES)
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """Give a window of each engine in turn; where one is missing, the test fails and says what to install."""
    with ENGINES[request.param](tmp_path_factory.mktemp("engine") / "browser.log") as driver:
        yield driver
