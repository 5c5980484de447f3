"""Children are kept, stopped in order, and never outlive their supervisor."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from match.foundation.embedded import places
from match.foundation.embedded.failure import AlreadyRunning, StartFailed
from match.foundation.embedded.keeper import Child
from match.foundation.embedded.ready import answers_http, refuse_taken_port
from match.foundation.embedded.services import Services, joined
from match.foundation.embedded.supervisor import Supervisor
from tests.foundation.embedded.conftest import Furnish, open_house, settings_in, wait_gone


@contextlib.contextmanager
def house(data: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """A supervised house in another process, and what it printed when it was ready."""
    process = open_house(data)
    try:
        line = process.stdout.readline() if process.stdout else ""
        assert line, process.communicate(timeout=10)[1]
        yield process, json.loads(line)
    finally:
        process.kill()
        process.communicate(timeout=10)


def test_a_second_supervisor_is_refused_naming_the_first(folder: Path, furnish: Furnish) -> None:
    data = furnish(folder / "two").data_dir
    with house(data) as (first, _):
        with pytest.raises(AlreadyRunning) as refusal, Services(settings_in(data), fast=True):
            pass
        second = open_house(data)
        _, err = second.communicate(timeout=30)

    assert f"process {first.pid} (house.py" in str(refusal.value)
    assert f"kill {first.pid}" in str(refusal.value)
    assert second.returncode == 1
    assert f"process {first.pid}" in err


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_all_in_reverse_order(
    folder: Path, furnish: Furnish, asked: signal.Signals
) -> None:
    data = furnish(folder / f"order-{asked.name}").data_dir
    with house(data) as (process, facts):
        assert process.stdout
        assert process.stdout.readline() == "running\n"
        process.send_signal(asked)
        process.wait(timeout=30)
        for pid in facts["pids"].values():
            wait_gone(pid)

        assert process.returncode == 0
        assert not places.socket_folder(settings_in(data)).exists()
        assert (data / "order").read_text().split() == ["worker", "web"]
        log = (data / "logs" / "postgres.log").read_text()
        assert "received fast shutdown request" in log
        assert "database system is shut down" in log


def test_nothing_outlives_a_killed_supervisor_and_the_next_start_is_clean(
    folder: Path, furnish: Furnish
) -> None:
    data = furnish(folder / "killed").data_dir
    with house(data) as (process, facts):
        asyncio.run(_execute(facts["dsn"], "CREATE TABLE kept AS SELECT generate_series(1, 99) n"))
        process.kill()
        for pid in facts["pids"].values():
            wait_gone(pid)
    with house(data) as (_, facts):
        assert asyncio.run(_execute(facts["dsn"], "SELECT count(*) FROM kept")) == 99


def test_ctrl_c_at_the_terminal_reaches_the_supervisor_only(folder: Path, furnish: Furnish) -> None:
    """The terminal sends SIGINT to the whole foreground group; the database must go last."""
    with house(furnish(folder / "session").data_dir) as (_, facts):
        groups = {os.getpgid(pid) for pid in facts["pids"].values()}

        assert groups == set(facts["pids"].values())


def test_a_command_joins_the_servers_that_run(folder: Path, furnish: Furnish) -> None:
    settings = furnish(folder / "joined")
    with house(settings.data_dir) as (_, facts):
        with joined(settings) as addressed:
            assert addressed.owner_database_url == facts["dsn"]
            assert asyncio.run(_execute(addressed.database_url, "SELECT 7")) == 7
        for pid in facts["pids"].values():
            os.kill(pid, 0)  # all still there

    with joined(settings) as addressed:
        assert asyncio.run(_execute(addressed.database_url, "SELECT 8")) == 8


class TestKeeper:
    """One child at a time, with nothing but the supervisor."""

    @pytest.fixture
    def supervisor(self, tmp_path: Path) -> Iterator[Supervisor]:
        made = Supervisor(tmp_path)
        yield made
        made.stop()

    def test_last_words_are_shown_when_a_child_will_not_start(self, supervisor: Supervisor) -> None:
        program = "import sys; sys.exit('port 8000 is taken')"
        child = Child(
            name="web",
            argv=[sys.executable, "-c", program],
            ready=lambda _pid: False,
            tries=2,
        )

        with pytest.raises(StartFailed, match=r"web ended 2 times.*\n.*port 8000 is taken"):
            supervisor.start(child)

    def test_a_child_that_is_never_ready_is_reported(self, supervisor: Supervisor) -> None:
        child = Child(
            name="deaf",
            argv=[sys.executable, "-c", "import signal; signal.pause()"],
            ready=lambda _pid: False,
            ready_seconds=0.2,
        )

        with pytest.raises(StartFailed, match=r"deaf is not ready after 0\.2 s"):
            supervisor.start(child)

    def test_a_program_that_is_missing_is_named(self, supervisor: Supervisor) -> None:
        with pytest.raises(StartFailed, match=r"cannot start /no/such/program"):
            supervisor.start(
                Child(
                    name="none",
                    argv=["/no/such/program"],
                    ready=lambda _pid: False,
                    tries=1,
                )
            )

    def test_a_child_that_dies_comes_back_after_growing_pauses(
        self, supervisor: Supervisor
    ) -> None:
        child = Child(name="mortal", argv=[sys.executable, "-c", "import signal; signal.pause()"])
        keeper = supervisor.start(child)
        pids = [keeper.pid]
        with capture_logs() as said:
            for turn in range(3):
                assert keeper.pid
                os.kill(keeper.pid, signal.SIGKILL)
                keeper.wait_ready(turn + 2)
                pids.append(keeper.pid)

        assert len(set(pids)) == 4
        pauses = [line["pause_seconds"] for line in said if "pause_seconds" in line]
        assert pauses == [0.1, 0.2, 0.4]

    def test_a_child_that_ignores_the_gentle_signal_is_killed(
        self, supervisor: Supervisor, tmp_path: Path
    ) -> None:
        stubborn = (
            "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
            "print('up', flush=True); signal.pause()"
        )
        log = tmp_path / "stubborn.log"
        child = Child(
            name="stubborn",
            argv=[sys.executable, "-c", stubborn],
            ready=lambda _pid: log.read_text().startswith("up"),
            stop=((signal.SIGTERM, 0.2),),
        )
        pid = supervisor.start(child).pid
        assert pid

        supervisor.stop()

        wait_gone(pid)


def test_without_a_folder_children_speak_on_our_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    supervisor = Supervisor(None)
    child = Child("web", [sys.executable, "-c", "print('no port')"], ready=lambda _: False, tries=1)

    with pytest.raises(StartFailed, match=r"web ended 1 times.*says why above"):
        supervisor.start(child)
    supervisor.stop()

    assert "no port" in capfd.readouterr().err


class TestReadyOverHttp:
    """A child that listens on a port."""

    @pytest.fixture
    def port(self) -> int:
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            return trial.getsockname()[1]

    def test_a_server_is_ready_when_it_answers_and_keeps_others_off_its_port(
        self, tmp_path: Path, port: int
    ) -> None:
        supervisor = Supervisor(tmp_path)
        server = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
        web = Child(
            name="web",
            argv=server,
            prepare=lambda: refuse_taken_port("127.0.0.1", port),
            ready=answers_http("127.0.0.1", port, "/"),
        )
        assert not answers_http("127.0.0.1", port, "/")(0)
        try:
            supervisor.start(web)

            assert not answers_http("127.0.0.1", port, "/healthz")(0)  # 404 is not ready
            with pytest.raises(StartFailed, match=f"127.0.0.1:{port} .*MATCH_PORT"):
                supervisor.start(replace(web, name="another"))
        finally:
            supervisor.stop()


class TestPlaces:
    """Sockets lie where nobody else can put or take them."""

    def test_a_path_too_long_for_a_socket_is_explained(self, folder: Path) -> None:
        settings = settings_in(folder / "x", MATCH_RUNTIME_DIR=str(folder / ("long" * 20)))

        with pytest.raises(StartFailed, match="MATCH_RUNTIME_DIR to a short one"):
            places.socket_folder(settings)

    def test_a_folder_somebody_else_put_there_is_refused(self, folder: Path) -> None:
        trap = folder / "trap"
        trap.symlink_to(folder)

        with pytest.raises(StartFailed, match="is not our folder"):
            places.private(trap)

    def test_a_data_directory_that_cannot_be_made_is_explained(self, folder: Path) -> None:
        file = folder / "a-file"
        file.touch()

        with pytest.raises(StartFailed, match="MATCH_DATA_DIR"):
            places.occupy(file / "data")


async def _execute(dsn: str, sql: str) -> Any:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()
