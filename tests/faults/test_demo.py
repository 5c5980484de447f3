"""kill -9 of every part of a running demo, worker first and in the middle of its backlog: it comes
back by itself, every live invariant holds, and a backup restored into a new place is as clean."""

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.faults

LOADING_SECONDS = 240
RECOVERY_SECONDS = 40
COMMAND_SECONDS = 120


@dataclass
class Demo:
    """A `match demo` in a process of its own, and what its log says as it says it."""

    process: asyncio.subprocess.Process
    env: dict[str, str]
    url: str
    pids: dict[str, int] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    ended: bool = False

    async def listen(self) -> None:
        assert self.process.stderr
        async for raw in self.process.stderr:
            line = raw.decode()
            async with self.changed:
                self.said.append(line)
                self._note(line)
                self.changed.notify_all()
        async with self.changed:
            self.ended = True
            self.changed.notify_all()

    def _note(self, line: str) -> None:
        if '"child is started"' not in line:
            return
        fact = json.loads(line)
        self.pids[fact["child"]] = fact["pid"]
        self.starts[fact["child"]] = self.starts.get(fact["child"], 0) + 1

    async def until(self, what: str, true: Any, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds), self.changed:
                await self.changed.wait_for(lambda: true() or self.ended)
        except TimeoutError:
            pytest.fail(f"not in {seconds} s: {what}. Last words:\n{''.join(self.said[-30:])}")
        if not true():
            pytest.fail(f"it ended before: {what}. Last words:\n{''.join(self.said[-30:])}")

    async def kill(self, name: str) -> None:
        """kill -9, and wait until the supervisor has started the next one."""
        starts = self.starts[name]
        os.kill(self.pids[name], signal.SIGKILL)
        await self.until(
            f"{name} starts again", lambda: self.starts[name] > starts, RECOVERY_SECONDS
        )

    async def figures(self) -> dict[str, float]:
        """Prometheus figures without labels; empty while the web server cannot answer."""
        try:
            async with httpx.AsyncClient(timeout=5) as client:
                answer = await client.get(f"{self.url}/metrics")
        except httpx.HTTPError:
            return {}
        lines = [line.split() for line in answer.text.splitlines() if answer.status_code == 200]
        return {line[0]: float(line[1]) for line in lines if len(line) == 2}

    async def is_well(self) -> None:
        """Waits until the web server is ready and the outbox is empty again."""
        figures: dict[str, float] = {}
        try:
            async with asyncio.timeout(RECOVERY_SECONDS):
                while figures.get("match_outbox_waiting") != 0:
                    await asyncio.sleep(0.1)
                    figures = await self.figures()
        except TimeoutError:
            pytest.fail(
                f"no recovery in {RECOVERY_SECONDS} s: {figures}. {''.join(self.said[-30:])}"
            )
        assert figures["match_outbox_dead"] == 0

    async def match(self, *words: str) -> str:
        """Another command on the same data directory: what it prints, once it has succeeded."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "match.cli",
            *words,
            env=self.env,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await asyncio.wait_for(process.communicate(), COMMAND_SECONDS)
        assert process.returncode == 0, f"{words}: {out.decode()}\n{err.decode()[-3000:]}"
        return out.decode()

    def is_ready(self) -> bool:
        return "web" in self.starts and any("Ctrl-C" in line for line in self.said)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@asynccontextmanager
async def running_demo() -> AsyncIterator[Demo]:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="xth-demo-", ignore_cleanup_errors=True) as folder:
        env = {
            "PATH": os.environ["PATH"],
            "MATCH_DATA_DIR": str(Path(folder) / "data"),
            "MATCH_PORT": str(port),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "match.cli",
            "demo",
            env=env,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        demo = Demo(process, env, f"http://127.0.0.1:{port}")
        listening = asyncio.create_task(demo.listen())
        try:
            yield demo
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
            await listening


async def test_a_demo_survives_kill_9_of_every_part_and_its_backup_is_whole() -> None:
    async with running_demo() as demo:
        await demo.until("the worker starts", lambda: "worker" in demo.starts, LOADING_SECONDS)
        await demo.kill("worker")
        await demo.until("the demo is ready", demo.is_ready, LOADING_SECONDS)
        await demo.is_well()

        for part in ("valkey", "postgres", "worker", "web"):
            await demo.kill(part)
            await demo.is_well()

        run = json.loads(await demo.match("propose", "--json"))
        assert run["gap"] == 0
        assert run["violated_pairs"] == 0
        await demo.is_well()
        await is_clean(demo)

        place = Path(demo.env["MATCH_DATA_DIR"]).parent
        await demo.match("backup", str(place / "backup"))
        demo.process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(demo.process.wait(), 60) == 0

        await demo.match("restore", str(place / "backup"), "--into", str(place / "new"))
        shutil.copy(place / "data.keys", place / "new.keys")
        demo.env["MATCH_DATA_DIR"] = str(place / "new")
        await is_clean(demo)


async def is_clean(demo: Demo) -> None:
    """Every question of `match check` has the answer "none"."""
    counts = json.loads(await demo.match("check", "--json"))
    assert len(counts) > 5
    assert {name: rows for name, rows in counts.items() if rows} == {}
