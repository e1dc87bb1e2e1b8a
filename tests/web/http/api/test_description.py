"""The description of the API for programs, and whether the API does as it says."""

import json
from typing import Any
from urllib.parse import urljoin

import pytest
import schemathesis
from fastapi.routing import iter_route_contexts
from hypothesis import settings
from openapi_spec_validator import validate
from schemathesis import checks
from schemathesis.config import SchemathesisConfig

from odmap.analysis.ecosystem import IDS
from odmap.exports.pictures import SIZES
from odmap.graphics.palette import MODES
from odmap.views import formats
from odmap.views.selection import FACETS
from odmap.web.http import api
from odmap.web.http.api import schemas
from tests.web.http.api.asking import APP, EVERY_ADDRESS, ask


def choices(parameter: dict[str, Any]) -> list[str]:
    """Return the values that a parameter may have, which stand under a name of their own."""
    reference = parameter["schema"].get("items", parameter["schema"])["$ref"]
    found: list[str] = api.APP.openapi()["components"]["schemas"][reference.rpartition("/")[2]]["enum"]
    return found


def every_route() -> set[str]:
    """Return the address of everything that is served; the root with its slash is the same as without."""
    return {context.path.rstrip("/") for context in iter_route_contexts(api.APP.routes) if context.path}


def test_the_description_is_valid_and_complete() -> None:
    """OpenAPI's own validator accepts the description; it names every filter, format and address."""
    described = ask("/api/openapi.json").json()
    validate(described)
    assert described == json.loads(json.dumps(api.APP.openapi()))
    assert described["openapi"] == "3.1.0"
    paths = described["paths"]
    addresses = {path.replace("{id}", "dialogue-first").replace("{chart}", "types") for path in paths}
    assert {*EVERY_ADDRESS, "/api/changes.atom"} <= addresses
    assert set(paths) == every_route()
    for extension, kind in formats.DATA.items():
        found = paths[f"/api/organisations.{extension}"]["get"]
        parts = ["limit", "offset", "bbox", "near", "fields"]
        assert [one["name"] for one in found["parameters"]] == [
            *(each.name for each in FACETS),
            "q",
            *parts,
            "download",
        ]
        assert list(found["responses"]["200"]["content"]) == [kind.media_type]
        assert set(found["responses"]) == {"200", "304", "400", "503"}
    assert "404" in paths["/api/organisations/{id}.json"]["get"]["responses"]


def test_the_description_tells_of_the_charts() -> None:
    """It names every chart, both modes, every filter, and what each format is sent as."""
    paths = ask("/api/openapi.json").json()["paths"]
    for extension, kind in formats.CHARTS.items():
        found = paths[f"/api/charts/{{chart}}.{extension}"]["get"]
        named = {one["name"]: one for one in found["parameters"]}
        size = ["size"] if extension == "png" else []
        assert list(named) == ["chart", *(facet.name for facet in FACETS), "q", "mode", *size, "download"]
        assert choices(named["chart"]) == list(IDS)
        assert choices(named["mode"]) == list(MODES)
        assert list(found["responses"]["200"]["content"]) == [kind.media_type]
        assert set(found["responses"]) == {"200", "304", "400", "404", "503"}
        drawn = extension != "csv"  # a table is there at once, so that there is nothing to wait for
        assert ("Retry-After" in found["responses"]["503"].get("headers", ())) == drawn


def test_the_description_tells_of_the_map_and_the_presenters_files() -> None:
    """It names every kind, what each is sent as, the beginning of the story, modes and sizes."""
    paths = ask("/api/openapi.json").json()["paths"]
    facets = [facet.name for facet in FACETS]
    for kind, about in formats.PRESENTER.items():
        found = paths[f"/api/presenter.{kind}"]["get"]
        begin = ["begin"] if formats.PRESENTER[kind].tells_story else []
        assert [one["name"] for one in found["parameters"]] == [*facets, "q", *begin, "download"]
        assert list(found["responses"]["200"]["content"]) == [about.media_type]
        assert ("story" in found["summary"]) == bool(begin)
    for extension, sizes in (("png", ["size"]), ("svg", [])):
        named = [one["name"] for one in paths[f"/api/map.{extension}"]["get"]["parameters"]]
        assert named == [*facets, "q", "mode", *sizes, "download"]
    (size,) = (one for one in paths["/api/map.png"]["get"]["parameters"] if one["name"] == "size")
    assert choices(size) == list(SIZES)


def test_every_filter_is_described_with_its_terms() -> None:
    """Each facet of the registry is a parameter with its label and every value; a client has one type for all."""
    parameters = {one["name"]: one for one in api.APP.openapi()["paths"]["/api/worklist.csv"]["get"]["parameters"]}
    for facet in FACETS:
        assert parameters[facet.name]["description"].startswith(f"{facet.label}: ")
        assert parameters[facet.name]["schema"]["type"] == "array"
        if facet.terms is not None:
            assert choices(parameters[facet.name]) == list(facet.terms)
    assert parameters["type"]["schema"]["items"] == {"$ref": "#/components/schemas/Type"}


def test_every_address_has_a_tag_and_says_how_it_refuses() -> None:
    """Tags are explained; each operation has a name of its own, a sentence, and the error for each status."""
    described = api.APP.openapi()
    tags = {tag["name"] for tag in described["tags"] if tag["description"]}
    operations = [methods["get"] for methods in described["paths"].values()]
    assert {tag for one in operations for tag in one["tags"]} == tags
    assert len({one["operationId"] for one in operations}) == len(operations)
    for one in operations:
        assert len(one["tags"]) == 1
        assert one["summary"]
        refusals = {status: answer for status, answer in one["responses"].items() if status >= "400"}
        assert "400" in refusals
        for answer in refusals.values():
            assert answer["description"]
            assert answer["content"] == {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    assert all(set(methods) == {"get"} for methods in described["paths"].values())


def test_the_description_says_where_the_server_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a public address it lies where the description was fetched from, else at that address."""
    (server,) = ask("/api/openapi.json").json()["servers"]
    assert urljoin("https://example.org/od/api/openapi.json", server["url"]) == "https://example.org/od/"
    monkeypatch.setenv("ODMAP_ADDRESS", "https://example.org/od/")
    (server,) = ask("/api/openapi.json").json()["servers"]
    assert server["url"] == "https://example.org/od"


@pytest.mark.parametrize("query", ["", "?near=60.17,24.94"])
def test_every_record_is_as_described(query: str) -> None:
    """Whole records have every field that the model describes and no other; lists are what their model says."""
    listed = ask(f"/api/organisations.json{query}").json()
    schemas.ListMetadata.model_validate(listed["metadata"], extra="forbid")
    for one in listed["organisations"]:
        schemas.LocatedOrganisation.model_validate(one)
    for feature in ask(f"/api/organisations.geojson{query}").json()["features"]:
        schemas.Properties.model_validate(feature["properties"], extra="forbid")
        schemas.Feature.model_validate(feature, extra="forbid")
    one = ask("/api/organisations/dialogue-first.geojson").json()
    assert schemas.OneFeature.model_validate(one, extra="forbid").id == "dialogue-first"
    schemas.OneOrganisation.model_validate(ask("/api/organisations/dialogue-first.json").json(), extra="forbid")


SCHEMA = schemathesis.openapi.from_asgi("/api/openapi.json", APP)
PICTURES = r"/charts/.*\.(png|svg)$|/map\.(png|svg)$"
PRESENTERS = r"/presenter\."
QUICK_PRESENTERS = r"/presenter\.(html|pdf)$"
# Drawing takes its time: the table of a chart, which is asked for in the same way, goes through every edge instead.
NOT_EVERY_EDGE = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": False}}})
DRAWN = schemathesis.openapi.from_asgi("/api/openapi.json", APP, config=NOT_EVERY_EDGE)


@SCHEMA.exclude(path_regex=PICTURES).exclude(path_regex=PRESENTERS).parametrize()
@settings(max_examples=25, derandomize=True, database=None)
def test_the_api_does_as_it_is_described(case: schemathesis.Case[Any]) -> None:
    """Whatever follows or breaks the description is answered without a fault, as the description says."""
    conforms(case)


@DRAWN.include(path_regex=PICTURES).parametrize()
@settings(max_examples=8, derandomize=True, database=None)
def test_the_charts_are_as_they_are_described(case: schemathesis.Case[Any]) -> None:
    """So is every picture: each answer is a file or a refusal that the description knows."""
    conforms(case)


@DRAWN.include(path_regex=QUICK_PRESENTERS).parametrize()
@settings(max_examples=4, derandomize=True, database=None)
def test_the_presenters_files_are_as_they_are_described(case: schemathesis.Case[Any]) -> None:
    """So are the files for a meeting that are made quickly; slides and pictures are asked for in the same way."""
    conforms(case)


def conforms(case: schemathesis.Case[Any]) -> None:
    """Ask, and hold the answer against the description."""
    case.call_and_validate(
        checks=[
            checks.not_a_server_error,
            checks.status_code_conformance,
            checks.content_type_conformance,
            checks.response_schema_conformance,
        ]
    )
