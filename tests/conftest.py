"""Fixtures that several test modules share."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.store import StoreLocation
from tests.chroma_server import chroma_server


@pytest.fixture(scope="session")
def chroma_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server that runs for the whole session."""
    with chroma_server(tmp_path_factory.mktemp("chroma")) as address:
        yield address


@pytest.fixture
def server_location(chroma_address: str) -> StoreLocation:
    """A database of its own on the server."""
    database = f"test-{uuid.uuid4().hex}"
    url = f"{chroma_address}/api/v2/tenants/default_tenant/databases"
    httpx.post(url, json={"name": database}).raise_for_status()
    return StoreLocation(chroma_address, database=database)


@pytest.fixture(params=["embedded", "server"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> StoreLocation:
    """An empty place for a store: a folder, then a server."""
    if request.param == "embedded":
        return StoreLocation(str(tmp_path / "store"))
    found: StoreLocation = request.getfixturevalue("server_location")
    return found
