"""How an answer is compressed: as whoever asks can read it, and so that it comes back as it was."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap.web.http.compression import coding_for, compressed


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.0", None),
        ("identity", None),
        ("brotli", None),
        ("", None),
    ],
)
def test_whoever_asks_can_read_it(accepted: str, coding: str | None) -> None:
    """Brotli if it is named and not refused, else gzip, else nothing."""
    assert coding_for(accepted) == coding


@given(st.binary(max_size=5_000))
def test_it_comes_back_as_it_was(body: bytes) -> None:
    """Readers that did not write it give back every byte, and the same body is always compressed alike."""
    assert brotli.decompress(compressed(body, "br")) == body
    assert gzip.decompress(compressed(body, "gzip")) == body
    assert compressed(body, "gzip") == compressed(body, "gzip")
