"""How a file is sent over HTTP: whole, as what is known of it, or as the word that the client has it already."""

from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import Response

from odmap.exports.file import File
from odmap.web.http.refusals import Refused, shown

DOWNLOAD = "download"

_FRESH = "public, max-age=300"


def send(request: Request, file: File, keep: bool = False, headers: Mapping[str, str] | None = None) -> Response:
    """Send a file, or say that the client has it already.

    Args:
        request: what is asked.
        file: what to send.
        keep: whether to send it to be kept under its name; else a browser may show it.
        headers: further ones.
    """
    answer = unchanged(request, file.tag, file.name, keep)
    if answer is None:
        always = _always(file.name, keep)
        answer = Response(file.content, media_type=file.media_type, headers={"ETag": file.tag, **always})
    answer.headers.update(headers or {})
    return answer


def unchanged(request: Request, tag: str, name: str, keep: bool = False) -> Response | None:
    """Return what says that the client has a file already; ``None`` if it has not, or its tag is not known."""
    if not tag or not _has_already(request, tag):
        return None
    return Response(status_code=304, headers={"ETag": tag, **_always(name, keep)})


def unmade(media_type: str, name: str, keep: bool = False) -> Response:
    """Return what is known of a file that was not made: neither its length nor its tag."""
    answer = Response(media_type=media_type, headers=_always(name, keep))
    del answer.headers["Content-Length"]
    return answer


def wants_to_keep(given: Iterable[str]) -> bool:
    """Tell whether a file is asked for to be kept.

    Args:
        given: every value of the parameter ``download``.

    Raises:
        Refused: if one of them is neither 1 nor empty.
    """
    values = list(given)
    for value in values:
        if value not in ("", "1"):
            error = f"“{shown(value)}” says nothing here. Write {DOWNLOAD}=1 to keep the file, or leave it out."
            raise Refused(400, error, parameter=DOWNLOAD, allowed=["1"])
    return bool(values)


def _always(name: str, keep: bool) -> dict[str, str]:
    disposition = f'attachment; filename="{name}"' if keep else "inline"
    return {"Cache-Control": _FRESH, "Content-Disposition": disposition}


def _has_already(request: Request, tag: str) -> bool:
    """Compare entity tags weakly, as RFC 9110 wants it for ``If-None-Match``."""
    given = request.headers.get("if-none-match", "").split(",")
    tags = {one.strip().removeprefix("W/") for one in given}
    return "*" in tags or tag.removeprefix("W/") in tags
