"""Present: the story for a meeting, told by the map, and the files to take along."""

from odmap import load
from odmap.analysis.story.stops import tell
from odmap.web.ui import filters, present, view

directory = load()
selection = filters.current()
begin = present.begin()
stops = tell(directory, begin, selection)

view.heading("present")
view.active(directory.frame, selection)
present.stage(stops, directory.frame, selection, begin)
present.ask_country(begin)
present.offer_files(selection, begin)
