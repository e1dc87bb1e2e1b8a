"""What stands at the head of each page: its heading, and a sentence or two on what the page is for."""

from collections.abc import Mapping

from odmap import help_now
from odmap.views.provenance import MAP_TITLE
from odmap.views.urls import PAGES, Page

HEADINGS: Mapping[Page, str] = {
    "": MAP_TITLE,
    "directory": "Directory",
    "principles": PAGES["principles"],
    "ecosystem": "The ecosystem in numbers",
    "gaps": "Gaps",
    "present": "Present",
    "about": "About this map",
    "country": PAGES["country"],
    "help": help_now.TITLE,
}
"""A country and an organisation have their names as the heading."""

LEADS: Mapping[Page, str] = {
    "": "Open Dialogue means that in a mental health crisis the person, their family and friends, and a team that "
    "stays with them talk openly together, straight away. This map shows who practises, teaches, studies or "
    "supports it, as far as we know.",
    "directory": "Every organisation in the directory, as a table. Choose a name to read all we know of it, or a "
    "heading to sort.",
    "ecosystem": "What is listed, counted in nine ways. Every chart follows your filters, and says the same in a "
    "sentence and as a table.",
    "gaps": "Where nothing is listed, and who may know more.",
    "present": "A five-minute story for a meeting. Press the right arrow key, or a clicker's next, to begin: the story "
    "fills the screen, and each press takes you one stop further; Escape ends it. While the story has the focus, F is "
    "for full screen and B for a black screen; elsewhere, letters do nothing. It needs no internet.",
}
"""Pages that are not here begin with their words at once."""
