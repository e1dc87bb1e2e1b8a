"""Views of the directory as files. Which there are, says :mod:`odmap.views.formats`."""
