"""The application that answers at ``/api``."""

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Route

from odmap.data_file import DataFileError
from odmap.version import NAME, __version__
from odmap.views.provenance import CAVEAT, LICENCE, LICENCE_ADDRESS
from odmap.web.http.api import charts, documentation, gaps, keeping_up, oembed, organisations, presenting, suggesting
from odmap.web.http.api.description import TAGS, ReadingApi
from odmap.web.http.refusals import Refused, refuse, refuse_address, refuse_file

_DESCRIPTION = (
    "The organisations of the Open Dialogue map, to read. Every address answers GET and HEAD, from any web page. "
    "Case does not matter in the values of filters; blank values and repeats are passed over. "
) + CAVEAT

APP = ReadingApi(
    title=NAME,
    version=__version__,
    description=_DESCRIPTION,
    license_info={"name": LICENCE, "url": LICENCE_ADDRESS},
    openapi_tags=TAGS,
    openapi_url=None,  # ours can be kept, and says where the server is
    docs_url=None,  # these two load scripts from elsewhere
    redoc_url=None,
    redirect_slashes=False,  # one address for each thing
    telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},  # nothing leaves
    middleware=[
        Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD"],
            allow_headers=["If-None-Match"],
            expose_headers=["ETag", "Content-Disposition", "Retry-After", "Link"],
        ),
        Middleware(GZipMiddleware, compresslevel=6),
    ],
)
APP.add_exception_handler(Refused, refuse)
APP.add_exception_handler(DataFileError, refuse_file)
APP.add_exception_handler(HTTPException, refuse_address)
for _part in (organisations, suggesting, charts, presenting, oembed, keeping_up, gaps, documentation):
    APP.include_router(_part.router)


class _Anything(PathConvertor):
    """The rest of an address, also where it holds a line break, so that the application answers that, too."""

    regex = "(?s:.*)"


register_url_convertor("anything", _Anything())
ROUTES: list[BaseRoute] = [Route("/api", APP), Route("/api/{rest:anything}", APP)]
"""For the server, beside its other routes; the application knows its addresses in full."""
