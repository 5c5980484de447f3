"""
A word that nobody could guess lies in every bid. Before the opening it is nowhere on the machine
that serves: not in the data directory, the WAL, a dump, Valkey, the logs, the search index, nor in
the memory of any process. After the opening it is there, which shows that the search sees.

The product runs as it does in production: web server, workers, PostgreSQL and Valkey are processes
of their own, and the bids go in over HTTP. A control word in the purchase's text is found all the
while, in the same places.
"""

import asyncio
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from match.bids import commands
from match.foundation import keys as key_store
from match.foundation.actor import Actor
from match.foundation.db import TASK_LIMITS, connect, disconnect
from match.foundation.embedded.services import Services
from match.foundation.language import speak
from match.foundation.permissions import STAFF
from match.foundation.settings import Settings, load, use
from match.migrating import migrate
from match.people.commands.sessions import open_session
from match.people.door import SESSION_COOKIE
from match.people.visit import Visit
from tests.bids import make, sealer
from tests.ledger.house import aside
from tests.sealed.searching import descendants, dumped, in_files, in_memory, spellings

pytestmark = pytest.mark.sealed


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def house() -> Iterator[Services]:
    """Servers with the durability of a real installation."""
    with (
        tempfile.TemporaryDirectory(prefix="xth-sealed-", ignore_cleanup_errors=True) as folder,
        Services(load({"MATCH_DATA_DIR": f"{folder}/data", "MATCH_PORT": str(_port())})) as running,
    ):
        with aside():
            asyncio.run(migrate(running.owner_database_url))
        yield running


@pytest_asyncio.fixture
async def served(house: Services, settings: Settings) -> AsyncIterator[str]:
    """The web server and a worker, and the test's own pool on their database."""
    speak("zh")
    use(house.settings)
    key_store.hold(key_store.load_or_create(house.settings.keys))
    running = [await _process(house, name) for name in ("web-process", "worker-process")]
    base = f"http://127.0.0.1:{house.settings.port}"
    with aside():
        await connect(house.settings.database_url, limits=TASK_LIMITS, size=4)
        try:
            await _answering(base, running[0])
            yield base
        finally:
            await disconnect()
            for each in running:
                each.terminate()
                await each.wait()
            use(settings)
            key_store.hold(key_store.load_or_create(settings.keys))


async def _process(house: Services, name: str) -> asyncio.subprocess.Process:
    log = os.open(house.settings.logs_dir / f"{name}.log", os.O_WRONLY | os.O_CREAT)
    try:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "match.cli",
            name,
            env={**os.environ, **house.environment},
            stdout=log,
            stderr=log,
        )
    finally:
        os.close(log)


async def _answering(base: str, web: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(120), httpx.AsyncClient() as client:
        while web.returncode is None:
            try:
                if (await client.get(f"{base}/api/v1/purchases")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.2)
    pytest.fail("the web server has ended: see its log")


class Browser:
    """One person's browser: a session, and the token that unsafe requests carry."""

    def __init__(self, base: str, actor: Actor) -> None:
        self.base, self.actor = base, actor
        self.cookies: dict[str, str] = {}

    async def sign_in(self) -> "Browser":
        assert self.actor.id is not None
        level = 2 if any(grant.role in STAFF for grant in self.actor.grants) else 1
        token = await open_session(self.actor.id, Visit("127.0.0.1", "pytest"), level=level)
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.get(f"{self.base}/sign-in")
        csrf = answer.headers["set-cookie"].split("__Host-csrf=")[1].split(";")[0]
        self.cookies = {SESSION_COOKIE: token, "__Host-csrf": csrf}
        return self

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        headers = {
            "cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "x-csrftoken": self.cookies["__Host-csrf"],
            "content-type": "application/json",
            "origin": self.base,
        }
        raw = body if isinstance(body, bytes) else json.dumps(body).encode() if body else None
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.request(method, self.base + path, headers=headers, content=raw)
        assert answer.status_code < 300, (path, answer.status_code, answer.text[:300])
        return answer.json()


async def bid_over_http(base: str, about: make.Purchase, word: str) -> None:
    """Both envelopes sealed here, sent whole, and submitted: as a browser does it."""
    who = await make.bidder()
    browser = await Browser(base, who.actor).sign_in()
    api = f"/api/v1/purchases/{about.id}"
    lines = [{"item": word, "units": 1, "unit_price_fen": 5}]
    bids = {
        "technical": sealer.technical(plan=word),
        "price": sealer.price(lines=lines),
    }
    digests: dict[str, str] = {}
    for envelope, content in bids.items():
        body = make.sealed(who, about, envelope, content)
        await browser.ask("POST", f"{api}/envelopes", body)
        digests[envelope] = sealer.sha(body)
    told = await browser.ask("POST", f"{api}/submission", {**digests, "document": 1})
    assert told["kind"] == "sealed"


async def everywhere(house: Services, words: tuple[bytes, ...]) -> dict[str, set[bytes]]:
    """Where on the machine the words are."""
    assert house.postgres is not None
    house.postgres.psql("CHECKPOINT")
    data = house.settings.data_dir
    wanted = tuple(each for word in words for each in spellings(word))
    whole = {spelling: word for word in words for spelling in spellings(word)}
    dump = dumped(house.postgres.programs, house.postgres.dsn("postgres"))
    files = in_files(data, wanted)
    memory = in_memory(descendants(os.getpid()), wanted)
    found: dict[str, set[bytes]] = {
        "dump": {whole[each] for each in wanted if each in dump},
        "wal": {whole[word] for path, word in files if "pg_wal" in path},
        "heap": {whole[word] for path, word in files if "/base/" in f"/{path}"},
        "files": {whole[word] for _path, word in files},
        "memory": {whole[word] for _name, word in memory},
    }
    for name in ("postgres", "valkey"):
        found[name] = {whole[word] for comm, word in memory if name in comm}
    return found


async def test_no_bid_is_anywhere_before_its_opening(house: Services, served: str) -> None:
    control = "control" + secrets.token_hex(24)
    canaries = ["canary" + secrets.token_hex(24) for _ in range(3)]
    about = await make.purchase(requirements=control)
    for word in canaries:
        await bid_over_http(served, about, word)
    # What a supplier's page and the worker's index have read is in their memory as well.
    async with httpx.AsyncClient(timeout=60) as client:
        assert control in (await client.get(f"{served}/api/v1/purchases/{about.id}")).text
        await client.get(f"{served}/api/v1/purchases/{about.id}/bids")
    words = tuple(word.encode() for word in (control, *canaries))

    before = await everywhere(house, words)

    for place in ("dump", "wal", "heap", "files", "memory", "postgres"):
        assert control.encode() in before[place], f"the search is blind: {place}"
    assert {place: found - {control.encode()} for place, found in before.items()} == {
        place: set() for place in before
    }

    await make.pass_deadline(about.id)
    await commands.begin_opening(about.officer, about.id)
    for official in about.officials[:3]:
        browser = await Browser(served, official.actor).sign_in()
        path = f"/api/v1/purchases/{about.id}/shares"
        told = await browser.ask("GET", path)
        shares = [
            {
                "bid": each["bid"],
                "envelope": each["envelope"],
                "share": sealer.b64(sealer.decrypted(each["sealed"], official.identity)),
            }
            for each in told["shares"]
        ]
        done = await browser.ask("POST", path, {"shares": shares})
    assert done["opened"]
    async with httpx.AsyncClient(timeout=60) as client:
        shown = (await client.get(f"{served}/api/v1/purchases/{about.id}/bids")).text
    assert all(word in shown for word in canaries)

    after = await everywhere(house, words)

    for place in ("dump", "wal", "heap", "files", "memory", "postgres"):
        assert set(words) <= after[place], place


def test_the_search_sees_a_stored_plaintext(house: Services, tmp_path: Path) -> None:
    """The broken twin: a house that kept the bid as it was typed would be found out, however the
    bytes are spelt, in a file and in another process's memory."""
    word = ("canary" + secrets.token_hex(24)).encode()
    (tmp_path / "hex").write_bytes(b"..." + word.hex().encode() + b"...")
    (tmp_path / "wide").write_bytes(word.decode().encode("utf-16-le"))
    kept = "import sys, time; held = sys.stdin.read(); print('held', flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", kept], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin
        assert other.stdout
        other.stdin.write(word)
        other.stdin.close()
        other.stdout.readline()

        memory = in_memory([other.pid], spellings(word))
        other.kill()

    assert {path for path, _ in in_files(tmp_path, spellings(word))} == {"hex", "wide"}
    assert memory
