"""A client that a program made from the description, used as its users would: what it returns has types."""

import asyncio
import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from odmap.web.http import api
from tests.web.http.api.asking import APP, ask

PACKAGE = "client_of_odmap"
GENERATOR = Path(sys.executable).with_name("openapi-python-client")
BINARY = ("image/png", "application/pdf", "application/zip")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Let the generator make a client, and make it importable; the generator may have nothing to say."""
    root = tmp_path_factory.mktemp("generated")
    (root / "openapi.json").write_text(json.dumps(ask("/api/openapi.json").json()), encoding="utf-8")
    slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    overrides = {**dict.fromkeys((*BINARY, slides), "application/octet-stream")}
    overrides |= dict.fromkeys(("image/svg+xml", "application/atom+xml"), "text/plain")
    config = {"package_name_override": PACKAGE, "post_hooks": [], "content_type_overrides": overrides}
    (root / "config.json").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
    command = [str(GENERATOR), "generate", "--path", "openapi.json", "--config", "config.json", "--meta", "none"]
    made = subprocess.run(
        [*command, "--output-path", PACKAGE], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )
    assert (made.returncode, "WARNING" in made.stdout + made.stderr) == (0, False), made.stdout + made.stderr
    sys.path.insert(0, str(root))
    yield root
    sys.path.remove(str(root))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def part(name: str) -> Any:
    """Return a module of the generated client, which no type checker can know."""
    return importlib.import_module(f"{PACKAGE}.{name}")


def call(name: str, *path: str, **parameters: Any) -> Any:
    """Call an operation of the generated client, and return what it makes of the answer."""

    async def ask_once() -> Any:
        arguments = {"transport": httpx.ASGITransport(app=APP)}
        async with part("client").Client(base_url="http://odmap.test", httpx_args=arguments) as client:
            return await part(f"api.{name}").asyncio(*path, client=client, **parameters)

    return asyncio.run(ask_once())


@pytest.mark.usefixtures("folder")
def test_a_list_has_types() -> None:
    """Records, dates, terms and the way on are what the description says."""
    kind = part("models.type_").Type.SERVICE
    found = call("organisations.organisations_json", country=["FI", "NO"], type_=[kind], limit=3)
    assert isinstance(found, part("models.organisations").Organisations)
    assert found.metadata.number == len(found.organisations) == 3
    assert found.metadata.matching > 3
    assert found.metadata.data_as_of.year == 2026
    assert found.metadata.next_ == "/api/organisations.json?country=FI&country=NO&type=service&limit=3&offset=3"
    for one in found.organisations:
        assert isinstance(one, part("models.organisation").Organisation)
        assert one.type_ is kind
        assert one.country in ("FI", "NO")
        assert isinstance(one.latitude, float)
        assert isinstance(one.distance_km, part("types").Unset)


@pytest.mark.usefixtures("folder")
def test_the_nearest_have_distances_and_a_choice_of_fields_is_another_type() -> None:
    """With a place each record knows its distance; with fields it is no whole record, and says so by its type."""
    near = call("organisations.organisations_json", near="60.17,24.94", limit=2)
    assert [one.distance_km for one in near.organisations] == sorted(one.distance_km for one in near.organisations)
    few = call("organisations.organisations_json", fields="id,name", limit=2)
    assert all(isinstance(one, part("models.some_fields").SomeFields) for one in few.organisations)
    assert set(few.organisations[0].additional_properties) == {"id", "name"}


@pytest.mark.usefixtures("folder")
def test_one_organisation_has_types() -> None:
    """One record comes as JSON and as GeoJSON; one that is not there comes as the error."""
    found = call("organisations.organisation", "dialogue-first")
    assert found.organisation.name == "Dialogue First"
    feature = call("organisations.organisation_geojson", "dialogue-first")
    assert feature.geometry.coordinates == [found.organisation.longitude, found.organisation.latitude]
    missing = call("organisations.organisation", "dialogue-frst")
    assert isinstance(missing, part("models.error").Error)
    assert missing.near[0] == "dialogue-first"


@pytest.mark.usefixtures("folder")
def test_files_come_as_bytes_or_text() -> None:
    """A picture is bytes, a table and a feed are text, and the index is a list of addresses."""
    picture = call("pictures.map_png", country=["LV"])
    assert picture.payload.read().startswith(b"\x89PNG")
    assert call("keeping_up.worklist", country=["LV"]).lstrip("\ufeff").startswith("rank,")
    assert call("keeping_up.gaps", country=["LV"]).lstrip("\ufeff").startswith("country,name,")
    assert "<feed" in call("keeping_up.changes")
    listed = {one.address for one in call("this_api.index").addresses}
    assert listed == {*api.APP.openapi()["paths"]} - {"/api", "/api/organisations"}
