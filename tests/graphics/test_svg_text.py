"""Fonts for pictures on disks that are full, read-only or cleaned by somebody else."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import vl_convert
from PIL import Image

from odmap.graphics import svg_text
from odmap.settings import ROOT

HEBREW = "NotoSansHebrew-400.ttf"
WITHOUT_A_DISK = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # not a single byte can be written to any file
from odmap import load
from odmap.exports.file_spec import FileSpec
from odmap.views.selection import Selection
latvia = Selection.of(country=["LV"])
for spec in (
    *(FileSpec("presenter", kind, latvia) for kind in ("html", "pptx", "pdf")),
    *(FileSpec("map", kind, latvia) for kind in ("png", "svg")),
    *(FileSpec("chart", kind, latvia, about="types") for kind in ("png", "svg")),
    FileSpec("brief", "pdf", about="JP"),
):
    made = spec.make(load())
    print(spec.kind, spec.extension, len(made.content) > 5000)
"""
DRAWN_WITHOUT_A_DISK = """
import io, resource
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
import vl_convert
from PIL import Image
from odmap.graphics import svg_text
for text in ("Open Dialogue", "対話", "דיאלוג"):
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" font-family="{svg_text.BOLD}">'
           f'<text x="5" y="40" font-size="30">{svg_text.spans(text, 5, 30)}</text></svg>')
    svg_text.ready(svg)
    image = Image.open(io.BytesIO(vl_convert.svg_to_png(svg))).getchannel("A")
    print(sum(image.histogram()[16:]) > 300)
"""


def run(code: str) -> list[str]:
    """Return the lines that a Python of its own prints."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def place() -> Path:
    """Return the folder with the fonts of this process."""
    return Path(svg_text._folder().name)


def drawn(text: str) -> bytes:
    """Return the pixels of a text."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" font-family="{svg_text.FAMILY}">'
        f'<text x="5" y="40" font-size="30">{svg_text.spans(text, 5, 30)}</text></svg>'
    )
    svg_text.ready(svg)
    with Image.open(io.BytesIO(vl_convert.svg_to_png(svg))) as image:
        return image.getchannel("A").tobytes()


def test_no_folder_to_write_to_stops_no_file() -> None:
    """Where nothing can be written, every kind of file is made all the same, in memory."""
    lines = run(WITHOUT_A_DISK)
    assert len(lines) == 8
    assert all(line.endswith("True") for line in lines)


def test_letters_are_drawn_without_a_folder() -> None:
    """The fonts are then read where they were installed: no letter is missing in a picture."""
    assert run(DRAWN_WITHOUT_A_DISK) == ["True"] * 3


def test_a_font_that_is_cut_off_is_written_anew() -> None:
    """A file that is not as long as what was written is no font: it is not trusted because it is there."""
    svg_text.ready("דיאלוג")
    whole = (place() / HEBREW).read_bytes()
    (place() / HEBREW).write_bytes(whole[:1000])
    svg_text.ready("דיאלוג")
    assert len((place() / HEBREW).read_bytes()) == len(whole)  # it holds the second in which it was made, too
    assert not list(place().glob("*.part"))


def test_fonts_that_were_taken_away_come_back() -> None:
    """Somebody may clean the temporary folder while the server runs for weeks: letters are drawn just as before."""
    texts = ("Open", "דיאלוג")
    before = [drawn(text) for text in texts]
    shutil.rmtree(place())
    assert [drawn(text) for text in texts] == before
    assert all(any(pixels) for pixels in before)
    assert place().stat().st_mode & 0o077 == 0, "only this user reads them"
