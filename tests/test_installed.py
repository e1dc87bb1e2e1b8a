"""What odmap is installed with: every package has a licence that is known, and what is never needed is never loaded."""

import importlib.metadata
import re
import subprocess
import sys

import pytest
from packaging.requirements import Requirement

from odmap.settings import ROOT

_LINE = re.compile(r"^(\S+==\S+(?: ; .*)?) \\$", re.MULTILINE)
_SAYS_NOTHING = re.compile(r"\(same as .*\)|UNKNOWN|")

LOCKED = [Requirement(line) for line in _LINE.findall((ROOT / "requirements" / "run.txt").read_text("utf-8"))]
INSTALLED = sorted({one.name for one in LOCKED if not one.marker or one.marker.evaluate()})

DRAW_EVERY_PAGE = """
import sys
from streamlit.testing.v1 import AppTest
import odmap.web.http.files
from odmap.settings import FRAME, ROOT

app = AppTest.from_file(str(FRAME), default_timeout=60).run()
for page in sorted((ROOT / "pages").glob("*.py")):
    app.switch_page(str(page)).run()
    assert not app.exception, page
    assert len(app.main) > 0
print(*(name for name in ("altair", "pydeck", "narwhals", "jsonschema") if name in sys.modules))
"""


def stated_licence(name: str) -> str:
    """Return what the metadata of a package say of its licence; empty for nothing."""
    metadata = importlib.metadata.metadata(name)
    fields = [*metadata.get_all("License-Expression", []), *metadata.get_all("License", [])]
    classifiers = [line for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
    return "\n".join(field for field in (*fields, *classifiers) if not _SAYS_NOTHING.fullmatch(field))


def test_the_list_is_read() -> None:
    """The lock file is understood: it holds what the project asks for."""
    assert {"streamlit", "folium", "streamlit-folium", "xstatic-leaflet", "pandas"} <= set(INSTALLED)


@pytest.mark.parametrize("name", INSTALLED)
def test_every_package_has_a_known_licence(name: str) -> None:
    """A package says which licence it has, or LICENSE does; none is a GPL."""
    stated = stated_licence(name)
    named = re.search(
        rf"^- {re.escape(name)}(?![-\w])", (ROOT / "LICENSE").read_text("utf-8"), re.MULTILINE | re.IGNORECASE
    )
    assert bool(stated) != bool(named), "name it in LICENSE if, and only if, it states nothing"
    assert not re.search(r"GPL|General Public", stated)


def test_what_is_never_needed_is_never_loaded() -> None:
    """Streamlit insists on two packages for drawing; no page of ours makes it load them."""
    command = [sys.executable, "-c", DRAW_EVERY_PAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "\n"), done.stderr
