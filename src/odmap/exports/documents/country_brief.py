"""A brief as PDF: one or two sheets; beyond twenty records, about one more for every fifteen."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from reportlab.platypus import Flowable, Paragraph, Table

from odmap import version
from odmap.analysis import country_brief_text
from odmap.analysis.country_brief import Brief, ListedOrganisation
from odmap.analysis.gaps import summary as gaps
from odmap.exports.documents.columns import Columns
from odmap.exports.documents.sheets import COLUMN, GAP, TextStyle, Writer, document, joined, rooms, table
from odmap.graphics.fonts import han_in
from odmap.wording import in_words, iso_date, long_date

KIND = TextStyle(8.5, 11, bold=True, colour="accent", after=1)
SITE = TextStyle(7.5, 10.5)
TITLE = TextStyle(22, 27, bold=True, after=4)
HEADING = TextStyle(12, 15, bold=True, colour="accent", before=9, after=2)
TEXT = TextStyle(9, 12.5, after=3)
LEAD = TextStyle(10.5, 14.5, after=4)
HEAD = TextStyle(7.5, 9.5, bold=True)
CELL = TextStyle(8, 10.5)
NAME = TextStyle(8.5, 10.5, bold=True)
OWN_NAME = TextStyle(8, 10.5, colour="label")
GROUP = TextStyle(9.5, 12, bold=True)
SMALL = TextStyle(6.8, 8.4)
SMALL_BOLD = TextStyle(6.8, 8.4, bold=True)
ABOUT = TextStyle(7, 9, before=6)

LISTED = (0.32, 0.165, 0.155, 0.18, 0.18)
MISSING = (0.14, 0.3, 0.56)
MISSING_ONLY = (0.14, 0.86)


def pdf(brief: Brief) -> bytes:
    """Return a brief as PDF."""
    writer = Writer(han_in(brief.country.code))
    return document(
        title=brief.title,
        subject=f"What the {version.NAME} lists in {brief.country.name}, and what it does not",
        data_as_of=brief.data_as_of,
        foot=f"{brief.title}, data as of {iso_date(brief.data_as_of)}. {brief.caveat}",
        story=lambda: list(_story(brief, writer)),
    )


def _story(brief: Brief, writer: Writer) -> Iterator[Flowable]:
    yield writer.paragraph("Country brief", KIND)
    yield writer.paragraph(brief.title, TITLE)
    yield writer.paragraph(f"{brief.where} {brief.population}", TEXT)
    yield writer.paragraph(f"{brief.headline} {brief.rule if brief.listed else ''}", LEAD)
    if brief.listed:
        yield from writer.heading("What is listed", HEADING)
        yield _listed(brief, writer)
    if brief.missing:
        heading = "What is not listed, or does not count" if brief.listed else "What is not listed"
        yield from writer.heading(heading, HEADING)
        yield writer.paragraph("Where nothing is listed, we do not know what exists.", TEXT)
        yield _missing(brief, writer)
    yield from writer.heading("Neighbouring countries", HEADING)
    yield from _next_door(brief, writer)
    if brief.listed:
        yield from writer.heading("Sources", HEADING)
        yield from _sources(brief, writer)
    about = f"{country_brief_text.about(brief.data_as_of)} Regions are those of the United Nations (M49)."
    yield writer.paragraph(f"{about} {gaps.POPULATION_SOURCE}", ABOUT)


def _listed(brief: Brief, writer: Writer) -> Table:
    widths = rooms(LISTED)
    rows: list[list[object]] = [[writer.paragraph(words, HEAD) for words in country_brief_text.HEADS]]
    groups = []
    for group in brief.listed:
        groups.append(len(rows))
        name = writer.text(f"{group.type.label}: ", GROUP)
        rows.append([joined([name, writer.text(group.words, CELL)], GROUP), "", "", "", ""])
        rows += [_row(entry, writer, widths) for entry in group.entries]
    return table(rows, LISTED, groups=groups)


def _row(entry: ListedOrganisation, writer: Writer, widths: list[float]) -> list[object]:
    names = [writer.paragraph(entry.name, NAME, widths[0])]
    if entry.own_name:
        names.append(writer.paragraph(entry.own_name, OWN_NAME, widths[0]))
    site = country_brief_text.short(entry.website) if entry.website else "none known"
    return [
        names,
        writer.paragraph(entry.status, CELL, widths[1]),
        writer.paragraph(entry.verification.label, CELL, widths[2]),
        writer.paragraph(entry.place, CELL, widths[3]),
        writer.paragraph(site, SITE, widths[4], entry.website or ""),
    ]


def _missing(brief: Brief, writer: Writer) -> Table:
    shares = MISSING if any(one.elsewhere for one in brief.missing) else MISSING_ONLY
    widths = rooms(shares)
    heads = ("What is done", "Here", "Nearest elsewhere that counts")[: len(shares)]
    rows: list[list[object]] = [[writer.paragraph(words, HEAD) for words in heads]]
    for one in brief.missing:
        here: list[Paragraph] = [writer.paragraph(one.words, CELL, widths[1])]
        if one.source:
            address, day = one.source
            here.append(writer.paragraph(address, SMALL, widths[1], address))
            here.append(writer.paragraph(f"Read on {long_date(day)}", SMALL, widths[1]))
        name = writer.paragraph(one.type.label, NAME, widths[0])
        rows.append([name, here, writer.paragraph(one.elsewhere, CELL, widths[-1])][: len(shares)])
    return table(rows, shares)


def _next_door(brief: Brief, writer: Writer) -> Iterator[Paragraph]:
    if not brief.neighbours:
        yield writer.paragraph("It has no land borders.", TEXT)
    listed = [f"{other.name}: {other.words}." for other in brief.neighbours if other.words]
    if listed:
        yield writer.paragraph(" ".join(listed), TEXT)
    if brief.neighbours_not_listed:
        names = in_words(brief.neighbours_not_listed, "or")
        yield writer.paragraph(f"Nothing is listed in {names}, so we do not know what exists there.", TEXT)


def _sources(brief: Brief, writer: Writer) -> Iterator[Flowable]:
    """Yield the pages on which the records rest, in two columns, and when they were read."""
    [(usual, _)] = Counter(entry.read_on for entry in brief.entries).most_common(1)
    if brief.read_on:
        words = f"All of these pages were read on {long_date(usual)}."
    else:
        words = f"These pages were read on {long_date(usual)}, unless another day stands beside the name."
    yield writer.paragraph(words, SMALL._replace(after=3))
    yield Columns([_pages(entry, writer, usual) for entry in brief.entries], 2 * GAP, 3)


def _pages(entry: ListedOrganisation, writer: Writer, usual: date) -> list[Paragraph]:
    name = entry.name if entry.read_on == usual else f"{entry.name} (read on {long_date(entry.read_on)})"
    pages = [writer.paragraph(country_brief_text.on_paper(page), SMALL, COLUMN, page) for page in entry.sources]
    return [writer.paragraph(name, SMALL_BOLD, COLUMN), *pages]
