"""The files that odmap brings along: gazetteer, base map, countries.

One that is missing or damaged stops only what needs it, and says so in words.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DAMAGED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class DataFileError(RuntimeError):
    """A file that odmap brings along is missing or damaged. The text is for whoever runs the server.

    Attributes:
        file: its name.
        wrong: what is wrong, to follow the name: "is missing".
    """

    def __init__(self, file: str, wrong: str, mend: str) -> None:
        super().__init__(f"{file} {wrong}. {mend}")
        self.file = file
        self.wrong = wrong

    def in_words(self) -> str:
        """Return what visitors are told."""
        return (
            f"This cannot be shown at the moment because a file on this server, {self.file}, {self.wrong}. "
            "Everything that does not need it still works."
        )


@contextmanager
def reading(path: Path, mend: str) -> Iterator[None]:
    """Turn whatever reading a missing or damaged file raises into one error.

    Args:
        path: the file.
        mend: what to do about it, as a sentence.

    Raises:
        DataFileError: the file cannot be read, or is not what it should be.
    """
    try:
        yield
    except OSError as error:
        wrong = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        raise DataFileError(path.name, wrong, mend) from error
    except _DAMAGED as error:
        raise DataFileError(path.name, "is damaged", f"{mend} ({type(error).__name__}: {error})") from error
