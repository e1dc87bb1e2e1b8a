"""Which file is wanted, of those that take long enough to be felt, and how each is made: everything but the directory.

A :class:`FileSpec` is plain and small: it is a key of what is kept, and it is sent to the process that makes the file.
"""

from typing import NamedTuple, Self

from odmap.analysis.country_brief import brief
from odmap.analysis.ecosystem import finding
from odmap.directory.organisations import Directory
from odmap.exports import charts as chart_files
from odmap.exports import pictures
from odmap.exports.documents import country_brief as country_brief_pdf
from odmap.exports.file import File
from odmap.exports.job import Job, Progress, silent
from odmap.graphics.palette import Mode
from odmap.views import formats
from odmap.views.selection import Selection


class FileSpec(NamedTuple):
    """One file, wanted.

    Attributes:
        kind: what it is: ``presenter``, ``map``, ``chart`` or ``brief``.
        extension: of its name, without the dot.
        selection: what was chosen.
        begin: the country that the story begins with, ISO 3166-1 alpha-2; empty for none.
        root: the public address of this odmap; empty where there is none.
        mode: of a picture.
        size: of a PNG.
        about: which chart, or the country of a brief.
    """

    kind: str
    extension: str
    selection: Selection = Selection()
    begin: str = ""
    root: str = ""
    mode: Mode = "light"
    size: pictures.Size = "screen"
    about: str = ""

    @classmethod
    def of_job(cls, extension: str, job: Job) -> Self:
        """Return what names a file of the presenter's pack."""
        return cls("presenter", extension, job.selection, job.begin, job.root)

    @property
    def media_type(self) -> str:
        """As HTTP names it."""
        if self.kind == "presenter":
            return formats.PRESENTER[self.extension].media_type
        return "application/pdf" if self.kind == "brief" else formats.MAPS[self.extension].media_type

    def name(self, directory: Directory) -> str:
        """Return what the file is called: "odmap-map-country-fi-2026-11-22.png", in plain ASCII."""
        if self.kind == "brief":
            stem = brief(self.about, directory).stem
        else:
            shows = {"map": "map-", "chart": f"chart-{self.about}-"}.get(self.kind, "")
            stem = self._job(directory).stem.replace("odmap-", f"odmap-{shows}", 1)
        return f"{stem}.{self.extension}"

    def make(self, directory: Directory, progress: Progress = silent) -> File:
        """Make the file, which takes up to some seconds.

        Args:
            directory: the whole directory, located.
            progress: is told how far it is.
        """
        return File.of(self._content(directory, progress), self.media_type, self.name(directory))

    def _content(self, directory: Directory, progress: Progress) -> bytes:
        if self.kind == "brief":
            return country_brief_pdf.pdf(brief(self.about, directory))
        job = self._job(directory)
        if self.kind == "presenter":
            return formats.PRESENTER[self.extension].write(job, progress)
        if self.kind == "map":
            svg = self.extension == "svg"
            return pictures.map_svg(job, self.mode) if svg else pictures.map_png(job, self.mode, self.size)
        found = finding(self.about, job.view)
        if self.extension == "svg":
            return chart_files.svg(found, job.edition, self.mode)
        return chart_files.png(found, job.edition, self.mode, *pictures.SIZES[self.size].of_chart)

    def _job(self, directory: Directory) -> Job:
        return Job(directory, self.selection, self.begin, self.root)
