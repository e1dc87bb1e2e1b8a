"""What the server and a process that makes files say to each other arrives as it was sent."""

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import Directory
from odmap.directory.loading import Problem
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.views.selection import Selection
from odmap.web.workers import directory_json
from odmap.web.workers.companions import Companions
from odmap.web.workers.messages import Failed, MakeFile, Message, Progressed, Ready, read, write

SPEC = FileSpec("chart", "png", Selection.of("peer", country=["FI", "none"]), mode="dark", size="print", about="types")


def sent(message: Message) -> bytes:
    """Return a message as it stands in a pipe."""
    stream = io.BytesIO()
    write(stream, message)
    return stream.getvalue()


def assert_same(one: Directory, other: Directory) -> None:
    """Compare two directories, down to the kind of every value."""
    pd.testing.assert_frame_equal(one.frame, other.frame, check_exact=True)
    for column in one.frame:
        kinds = [[type(value) for value in each.frame[column]] for each in (one, other)]
        assert kinds[0] == kinds[1], column
        if one.frame[column].dtype == np.dtype("object"):
            assert list(one.frame[column]) == list(other.frame[column])
            members = [
                [list(map(type, v)) for v in each.frame[column] if isinstance(v, tuple)] for each in (one, other)
            ]
            assert members[0] == members[1], column
    assert (one.problems, one.left_out, one.edition) == (other.problems, other.left_out, other.edition)


def test_the_directory_arrives_as_it_is(directory: Directory) -> None:
    """Terms, tuples, days, years that are missing and coordinates are what they were, for every organisation."""
    assert_same(directory, directory_json.loads(directory_json.dumps(directory)))


def test_what_is_wrong_with_a_directory_arrives_too(directory: Directory) -> None:
    """Problems and what was left out travel with it, also where nothing is valid."""
    empty = Directory(directory.frame.head(0), (Problem("body-2", "website", "is no web address"),), 3, "abc")
    assert_same(empty, directory_json.loads(directory_json.dumps(empty)))


def test_a_question_arrives(directory: Directory) -> None:
    """The file that is wanted, the directory and what else it is made of are the same on the other side."""
    companions = Companions.now()
    asked = read(io.BytesIO(sent(MakeFile(SPEC, directory, companions))))
    assert isinstance(asked, MakeFile)
    assert (asked.spec, asked.companions) == (SPEC, companions)
    assert asked.directory is not None
    assert_same(asked.directory, directory)
    assert read(io.BytesIO(sent(MakeFile(SPEC, None, None)))) == MakeFile(SPEC, None, None)


@given(st.binary(max_size=400), st.text(max_size=40), st.floats(0, 1))
def test_answers_arrive_one_after_the_other(content: bytes, words: str, done: float) -> None:
    """Progress, a file and a refusal are read back in their order, whatever they hold."""
    answers: list[Message] = [
        Progressed(done, words),
        Ready(File.of(content, "image/png", "a.png")),
        Failed(words),
        Failed(),
    ]
    stream = io.BytesIO(b"".join(sent(answer) for answer in answers))
    assert [read(stream) for _ in answers] == answers
    with pytest.raises(EOFError):
        read(stream)


@given(st.data())
def test_a_message_that_is_cut_off_is_the_end(data: st.DataObject) -> None:
    """A process that dies in the middle of an answer has given none."""
    whole = sent(Ready(File.of(b"0123456789", "text/csv", "a.csv")))
    length = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(EOFError):
        read(io.BytesIO(whole[:length]))
