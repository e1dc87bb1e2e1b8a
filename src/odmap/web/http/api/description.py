"""How an address is described: what it answers, and how FastAPI's document of all addresses reads."""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from fastapi import APIRouter, FastAPI
from starlette.responses import Response

from odmap.web.http.api.schemas import Error
from odmap.web.http.refusals import server_root

Json = dict[str, Any]
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

ORGANISATIONS = "Organisations"
PICTURES = "Pictures"
MEETINGS = "For a meeting"
KEEPING_UP = "Keeping up"
ITSELF = "This API"

TAGS = [
    {"name": ORGANISATIONS, "description": "The directory itself: all of it, what matches, or one organisation"},
    {"name": PICTURES, "description": "The map and the charts of the organisations that match"},
    {"name": MEETINGS, "description": "Files to take along. They take seconds to make; keep the connection open"},
    {"name": KEEPING_UP, "description": "What changed, and what to verify next"},
    {"name": ITSELF, "description": "What there is, for people and for programs"},
]

NOT_KNOWN = "A parameter or value is not known, or cannot be used here; “allowed” or “near” say what can"
BUSY = "Too many files are being made just now, or the server stops; ask again after “retry_after” seconds"
UNREADABLE = "A file of this server cannot be read at the moment"

ROOT_FROM_DOCUMENT = ".."
"""The root of the server, as seen from the address of the document."""

_WRITING = Lock()  # of the document, which is written once, when it is asked for


class ReadingRouter(APIRouter):
    """A router whose addresses answer HEAD as they answer GET; the document tells of GET."""

    def read(self, path: str, **about: Any) -> Callable[[Endpoint], Endpoint]:
        """Return a decorator that lets a function answer at an address.

        Args:
            path: the address.
            **about: what the document says, as :meth:`fastapi.APIRouter.get` takes it.
        """

        def register(endpoint: Endpoint) -> Endpoint:
            self.add_api_route(path, endpoint, methods=["GET"], **{"response_class": Response, **about})
            self.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False, response_class=Response)
            return endpoint

        return register


def found(media_type: str, model: Any = None, **refused: str) -> dict[int | str, Json]:
    """Return what an address answers with.

    Args:
        media_type: of a file.
        model: of its content, where it is JSON; else it is text or bytes.
        **refused: why it may answer otherwise, by status: ``status_404="There is no such chart"``.
    """

    def header(words: str) -> Json:
        return {"description": words, "schema": {"type": "string"}}

    always = {
        "ETag": header("Names this content; send it back as If-None-Match"),
        "Cache-Control": header("How long the content may be kept: five minutes"),
        "Content-Disposition": header("Whether to show the file or to keep it, and under which name"),
    }
    raw = {"type": "string"} if _is_text(media_type) else {"type": "string", "format": "binary"}
    content: Json = {"model": model} if model else {"content": {media_type: {"schema": raw}}}
    refusals = {"status_400": NOT_KNOWN, **refused}
    return {
        200: {"description": "Found", "headers": always, **content},
        304: {"description": "Nothing has changed since the content that If-None-Match names", "headers": always},
        **{int(status.removeprefix("status_")): _refusal(words) for status, words in refusals.items()},
    }


def _is_text(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type.endswith("+xml")


def _refusal(words: str) -> Json:
    if words != BUSY:
        return {"description": words, "model": Error}
    seconds = {"description": "Seconds after which to ask again", "schema": {"type": "integer", "minimum": 1}}
    return {"description": words, "model": Error, "headers": {"Retry-After": seconds}}


class ReadingApi(FastAPI):
    """The application; its document is FastAPI's, without what does not hold here."""

    def openapi(self) -> Json:
        """Return the description of every address, as OpenAPI 3.1."""
        return self.document(server_url())

    def document(self, server: str) -> Json:
        """Return the description for a server at an address."""
        with _WRITING:
            if not self.openapi_schema:
                _correct(super().openapi())
        return {**(self.openapi_schema or {}), "servers": [{"url": server}]}


def _correct(document: Json) -> None:
    """Change FastAPI's document where it says what does not hold here."""
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for methods in document["paths"].values():
        _correct_operation(methods["get"])
        for parameter in methods["get"]["parameters"]:
            _name_choices(parameter, schemas)


def _correct_operation(operation: Json) -> None:
    """Leave out FastAPI's own refusals, which ours come before, and titles that only repeat a name; ours are JSON."""
    for parameter in operation["parameters"]:
        parameter["schema"].pop("title", None)
    answers = operation["responses"]
    answers.pop("422", None)
    for status, answer in answers.items():
        if status >= "400":
            answer["content"] = {"application/json": next(iter(answer["content"].values()))}


def _name_choices(parameter: Json, schemas: Json) -> None:
    """Let the values that a parameter may have be a schema by its name, so that a client has one type for them."""
    schema = parameter["schema"]
    choices = schema.get("items", schema)
    if "enum" in choices:
        same = (name for name, known in schemas.items() if known.get("enum") == choices["enum"])
        free = parameter["name"].capitalize()
        name = next(same, f"{free}Parameter" if free in schemas else free)
        schemas.setdefault(name, {"type": "string", "enum": choices["enum"], "title": name})
        reference = {"$ref": f"#/components/schemas/{name}"}
        parameter["schema"] = {**schema, "items": reference} if "items" in schema else reference


def server_url() -> str:
    """Return where the addresses begin: at the public address, if there is one."""
    return server_root().rstrip("/") or ROOT_FROM_DOCUMENT
