"""Views of the directory as files; :mod:`odmap.views.formats` lists the kinds."""
