"""The public HTTP API: the directory as files, for people who embed it or work with it.

FastAPI reads, checks and describes what is asked for; ``/api/openapi.json`` is what it writes for programs, ``/api``
and ``docs/api.md`` are for people. It takes the same query as the page, and the page's downloads come from here.
"""

from odmap.web.http.api.application import APP, ROUTES

__all__ = ["APP", "ROUTES"]
