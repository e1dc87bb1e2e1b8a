"""Sharing a view: a link to it, the map for another website, a citation, and links to the data."""

from dataclasses import dataclass

from markupsafe import escape

from odmap.markup import rendering
from odmap.version import NAME
from odmap.views import formats
from odmap.views.provenance import MAP_TITLE, Edition
from odmap.views.selection import Selection
from odmap.views.urls import ORGANISATION, SHEET, SORT, Page, data_link, encoded, query
from odmap.wording import count, iso_date


@dataclass(frozen=True)
class SharedView:
    """One view, ready to be shared.

    Attributes:
        edition: what the view's files say about themselves.
        root: the address of the server, with a slash at its end.
        page: where the visitor is.
        organisation: the id of the chosen organisation; empty for none.
        name: its name.
        sort: the order of the table, as in the address.
        sheet: the sheet of the table, as in the address.
    """

    edition: Edition
    root: str
    page: Page
    organisation: str = ""
    name: str = ""
    sort: str = ""
    sheet: str = ""

    @property
    def _selection(self) -> Selection:
        return self.edition.selection

    @property
    def link(self) -> str:
        """The address of the view, but for the place of the map, which only the browser knows."""
        others = {ORGANISATION: self.organisation, SORT: self.sort, SHEET: self.sheet}
        return f"{self.root}{self.page}{encoded(query(self._selection, **others))}"

    @property
    def embedded(self) -> str:
        """The address of the map alone."""
        return f"{self.root}{encoded(query(self._selection, organisation=self.organisation, embed='true'))}"

    def snippet(self, width: int = 0, height: int = 600) -> str:
        """Return the HTML that puts the map into another page.

        Args:
            width: pixels; 0 for all the room there is.
            height: pixels.
        """
        wide = f"{width}px" if width else "100%"
        return (
            f'<iframe src="{escape(self.embedded)}" title="Map: {escape(self.name or MAP_TITLE)}" '
            f'style="width: {wide}; height: {height}px; '
            'border: 0" loading="lazy" allowfullscreen></iframe>'
        )

    def citation(self) -> str:
        """Return a citation: title, what is shown, date of the data, version, licence and address."""
        edition = self.edition
        title = f"{self.name}. In: {MAP_TITLE}" if self.organisation else MAP_TITLE
        shown = count(edition.number, "organisation")
        filters = "" if self._selection.is_empty else f" ({edition.filters})"
        day = f"Data as of {iso_date(edition.data_as_of)}. " if edition.data_as_of else ""
        return (
            f"{title}. {NAME}, version {edition.version}. {day}{shown} shown{filters}. {edition.licence}. {self.link}"
        )

    def markup(self, feed: str) -> str:
        """Return all of it as one foldable section of the page.

        Args:
            feed: the address of the feed of changes.
        """
        everything = Selection()
        files = [(f"The whole directory ({count(self.edition.total, 'organisation')})", everything)]
        if not self._selection.is_empty:
            files.insert(0, (f"This view ({count(self.edition.number, 'organisation')})", self._selection))
        return rendering.render(
            "share_view.html",
            address=self.link,
            embedded=str(escape(self.embedded)),  # as it stands in the snippet
            snippet=self.snippet(),
            citation=self.citation(),
            licence=self.edition.licence,
            files=[
                (words, [(data_link(f.extension, selection), f.label, f.meaning) for f in formats.DATA.values()])
                for words, selection in files
            ],
            meanings=[(f.label, f.meaning) for f in formats.DATA.values()],
            feed=feed,
            table=bool(self.page),
        )
