"""How a request is refused: in words that help, as JSON.

What is not understood is refused rather than passed over: a file that silently holds something else would mislead.
"""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from odmap.analysis.country_brief import likely_codes, near
from odmap.data_file import DataFileError
from odmap.views.codes import NO_BASE
from odmap.views.urls import public_root

COUNTRY = "country"

_SHOWN = 80  # characters of what was given that an answer repeats


class Refused(Exception):  # noqa: N818 - an answer like any other, not a fault of the program
    """Ends a request with an error that a person can act on.

    Args:
        status: of HTTP.
        error: what is wrong and what to do.
        details: further fields of the JSON: ``parameter``, ``allowed``, ``near``.
    """

    def __init__(self, status: int, error: str, **details: Any) -> None:
        super().__init__(error)
        self.headers: dict[str, str] = {}
        self.status = status
        self.content = {"error": error, **details}


class Unavailable(Refused):
    """Not now, for reasons of the server's own; asking again may help.

    Args:
        error: why, and what to do.
        seconds: after so many it is worth asking again.
    """

    def __init__(self, error: str, seconds: int) -> None:
        super().__init__(503, error, retry_after=seconds)
        self.headers = {"Retry-After": str(seconds)}


def no_country(given: str, parameter: str = COUNTRY) -> Refused:
    """Return what refuses a code that is no country's, with those that may have been meant.

    Args:
        given: as it was asked for.
        parameter: of the query; if it chooses organisations, those without a fixed base can be asked for, too.
    """
    meant = [country.code for country in near(given)]
    no_base = f", or “{NO_BASE}” for bodies with no fixed base" if parameter == COUNTRY else ""
    use = f"Use the two letters of ISO 3166-1, such as FI{no_base}."
    words = (f"No country has the code “{shown(given)}”.", likely_codes(given), use)
    return Refused(400, " ".join(filter(None, words)), parameter=parameter, near=meant)


def server_root() -> str:
    """Return the public address of this server, with a slash at its end; empty if it has none.

    Raises:
        Refused: what is set is no web address.
    """
    try:
        return public_root()
    except ValueError as wrong:
        raise Refused(500, f"This server is not set up right. {wrong}.") from None


def shown(text: str) -> str:
    """Return what was given, cut to a length that an answer may repeat."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def refuse(request: Request, refused: Exception) -> Response:
    """Send a :class:`Refused` as JSON."""
    assert isinstance(refused, Refused)  # starlette gives a handler only what it is registered for
    return _error(refused.status, refused.content, refused.headers)


def refuse_file(request: Request, error: Exception) -> Response:
    """Say as JSON that what was asked for needs a file of this server that is missing or damaged."""
    assert isinstance(error, DataFileError)
    return _error(503, {"error": error.in_words()})


def refuse_address(request: Request, refused: Exception) -> Response:
    """Send what starlette refuses by itself as JSON: an unknown address, a method that changes something."""
    assert isinstance(refused, HTTPException)
    words = {
        404: "There is nothing at this address. /api/openapi.json names all there are.",
        405: "Nothing can be changed here. Use GET or HEAD.",
    }
    headers = {"Allow": "GET, HEAD"} if refused.status_code == 405 else refused.headers
    return _error(refused.status_code, {"error": words.get(refused.status_code, refused.detail)}, headers)


def _error(status: int, content: Any, headers: Any = None) -> Response:
    return JSONResponse(content, status, headers={"Cache-Control": "no-store", **(headers or {})})
