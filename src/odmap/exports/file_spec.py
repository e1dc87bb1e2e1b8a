"""Which file is wanted, of those that take long enough to be felt, and how each is made: everything but the directory.

A :class:`FileSpec` is plain and small: it is a key of what is kept, and it is sent to the process that makes the file.
"""

from typing import NamedTuple, Self

from odmap.analysis.country_brief import brief
from odmap.analysis.ecosystem import finding
from odmap.directory.organisations import Directory
from odmap.exports.file import File
from odmap.exports.job import Job, Progress, silent
from odmap.exports.picture_sizes import Size
from odmap.graphics.palette import Mode
from odmap.views import formats
from odmap.views.formats import Format
from odmap.views.selection import Selection


class FileSpec(NamedTuple):
    """One file, wanted.

    Attributes:
        kind: what it is of, as :data:`odmap.views.formats.KINDS` names it: ``presenter``, ``map``, ``chart``...
        extension: of its name, without the dot.
        selection: what was chosen.
        begin: the country that the story begins with, ISO 3166-1 alpha-2; empty for none.
        root: the public address of this odmap; empty where there is none.
        mode: of a picture.
        size: of a PNG.
        about: which chart, the country of a brief, or the organisation of a preview.
    """

    kind: str
    extension: str
    selection: Selection = Selection()
    begin: str = ""
    root: str = ""
    mode: Mode = "light"
    size: Size = "screen"
    about: str = ""

    @classmethod
    def of_job(cls, extension: str, job: Job) -> Self:
        """Return what names a file of the presenter's pack."""
        return cls("presenter", extension, job.selection, job.begin, job.root)

    @property
    def format(self) -> Format:
        """What is known of such files."""
        return formats.KINDS[self.kind][self.extension]

    @property
    def _is_deck(self) -> bool:
        return (self.kind, self.extension) == ("presenter", "pptx")

    @property
    def media_type(self) -> str:
        """As HTTP names it."""
        return self.format.media_type

    def name(self, directory: Directory) -> str:
        """Return what the file is called: "odmap-map-country-fi-2026-11-22.png", in plain ASCII."""
        if self.kind == "brief":
            stem = brief(self.about, directory).stem
        elif self._is_deck:
            stem = self.job(directory).deck_stem
        elif self.kind == "data":
            stem = self.job(directory).edition.stem
        else:
            shows = {"map": "map-", "chart": f"chart-{self.about}-", "preview": "preview-"}.get(self.kind, "")
            stem = self.job(directory).stem.replace("odmap-", f"odmap-{shows}", 1)
        return f"{stem}.{self.extension}"

    def make(self, directory: Directory, progress: Progress = silent) -> File:
        """Make the file, which takes up to some seconds.

        Args:
            directory: the whole directory, located.
            progress: is told how far it is.
        """
        return File.of(self._content(directory, progress), self.media_type, self.name(directory))

    def job(self, directory: Directory) -> Job:
        """Return the view that the file is made of."""
        job = Job(directory, self.selection, self.begin, self.root)
        return job.of_country() if self._is_deck else job

    def _content(self, directory: Directory, progress: Progress) -> bytes:
        write = self.format.write
        looks = [getattr(self, option.name) for option in self.format.options if option in (formats.MODE, formats.SIZE)]
        if self.kind == "brief":
            return write(brief(self.about, directory))
        job = self.job(directory)
        if self.kind == "presenter":
            return write(job, progress)
        if self.kind == "data":
            return write(job.view, job.edition)
        if self.kind == "preview":
            return write(job, self.about)
        if self.kind == "map":
            return write(job, *looks)
        return write(finding(self.about, job.view), job.edition, *looks)
