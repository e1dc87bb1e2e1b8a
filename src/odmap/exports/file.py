"""One file, made: its bytes and what a reader is told of them."""

from typing import NamedTuple, Self

from odmap.graphics.assets import version


class File(NamedTuple):
    """A file to send; ``tag`` is its entity tag, a weak one because the file may go out compressed."""

    content: bytes
    media_type: str
    name: str
    tag: str

    @classmethod
    def of(cls, content: bytes, media_type: str, name: str) -> Self:
        """Make a file; its name is plain ASCII without quotation marks."""
        return cls(content, media_type, name, f'W/"{version(content)}"')
