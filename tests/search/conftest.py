"""Which engines are here, and one of each, filled.

No `__init__.py` in this folder: with one, pytest would put it on the path as a package of the same
name as the one under test.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from meili_server import MeiliServer
from search_filling import fill, fill_the_others
from search_samples import LEXICON

from search.embedded.engine import EmbeddedEngine
from search.meili.engine import MeiliEngine
from search.port import SearchEngine

EMBEDDED, STAND_IN, REAL = "embedded", "meilisearch-protocol", "meilisearch"

OUTSIDE_URL = os.environ.get("OUTSIDE_MATCH_MEILI_URL") or ""
OUTSIDE_KEY = os.environ.get("OUTSIDE_MATCH_MEILI_KEY") or None
PROGRAM = shutil.which("meilisearch")


def present() -> list[str]:
    real = [REAL] if OUTSIDE_URL or PROGRAM else []
    return [EMBEDDED, STAND_IN, *real]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    names = {
        EMBEDDED: "the embedded engine",
        STAND_IN: "the Meilisearch adapter against a protocol server in the test process",
        REAL: f"a real Meilisearch ({OUTSIDE_URL or PROGRAM})",
    }
    terminalreporter.write_sep("-", "search engines")
    for engine in present():
        terminalreporter.write_line(f"search contract ran on {names[engine]}")
    if REAL not in present():
        terminalreporter.write_line(
            "search contract LEFT OUT a real Meilisearch: none on PATH, MATCH_MEILI_URL is empty"
        )


@pytest.fixture(scope="session")
def meili_server() -> Iterator[MeiliServer]:
    server = MeiliServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def real_meili() -> Iterator[tuple[str, str | None]]:
    """The one from outside, else one started from PATH and ended again."""
    if OUTSIDE_URL:
        yield OUTSIDE_URL, OUTSIDE_KEY
        return
    assert PROGRAM is not None
    with socket.socket() as probe, tempfile.TemporaryDirectory() as folder:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
        probe.close()
        arguments = ["--http-addr", address, "--db-path", f"{folder}/data", "--no-analytics"]
        process = subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.DEVNULL, cwd=folder)
        yield f"http://{address}", None
        process.terminate()
        process.wait(10)


def build(kind: str, request: pytest.FixtureRequest, folder: Path) -> SearchEngine:
    if kind == EMBEDDED:
        return EmbeddedEngine(folder / "search", LEXICON)
    prefix = f"test_{uuid.uuid4().hex[:12]}_"
    if kind == STAND_IN:
        server: MeiliServer = request.getfixturevalue("meili_server")
        return MeiliEngine(server.url, server.key, LEXICON, prefix=prefix)
    url, key = request.getfixturevalue("real_meili")
    return MeiliEngine(url, key, LEXICON, prefix=prefix)


@pytest.fixture(scope="session", params=present())
def engine_kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest_asyncio.fixture(scope="session")
async def filled(
    engine_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[SearchEngine]:
    """Read only: shared by all tests that ask."""
    engine = build(engine_kind, request, tmp_path_factory.mktemp(engine_kind))
    await fill(engine)
    await fill_the_others(engine)
    yield engine
    await engine.close()


@pytest_asyncio.fixture
async def own(
    engine_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[SearchEngine]:
    """One to write to."""
    engine = build(engine_kind, request, tmp_path)
    await fill(engine)
    yield engine
    await engine.close()
