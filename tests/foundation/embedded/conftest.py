"""Real servers in throw-away folders. Nothing here is a stand-in."""

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from match.foundation.embedded.services import Services
from match.foundation.settings import Settings, load

Furnish = Callable[[Path], Settings]
HOUSE = Path(__file__).with_name("house.py")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A short folder whose parents everyone may enter; pytest's own is closed to nobody."""
    made = Path(tempfile.mkdtemp(prefix="xth-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def settings_in(folder: Path, **more: str) -> Settings:
    return load({"MATCH_DATA_DIR": str(folder), "MATCH_RUNTIME_DIR": str(folder.parent), **more})


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that was made once and stopped; tests about starting copy it."""
    settings = settings_in(tmp_path_factory.mktemp("made") / "data")
    with Services(settings, fast=True):
        pass
    return settings.data_dir


@pytest.fixture(scope="session")
def furnish(made: Path) -> Furnish:
    """Settings for a data directory that has a cluster already: initdb is not what takes time."""

    def copy(data: Path) -> Settings:
        data.mkdir(mode=0o700, parents=True)
        shutil.copytree(made / "postgres", data / "postgres")
        return settings_in(data)

    return copy


@pytest.fixture(scope="module")
def services(folder: Path) -> Iterator[Services]:
    """One running house for the tests of a module."""
    with Services(settings_in(folder / "data"), fast=True) as running:
        yield running


def wait_gone(pid: int, seconds: float = 20) -> None:
    """Returns when a process that is not our child has ended, told by the kernel."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        ended, _, _ = select.select([watched], [], [], seconds)
    finally:
        os.close(watched)
    assert ended, f"process {pid} still runs after {seconds} s"


def kill(services: Services, name: str) -> None:
    """kill -9, and wait until the supervisor has a new one ready."""
    keeper = services.supervisor.keeper(name)
    pid, starts = keeper.pid, keeper.starts
    assert pid
    os.kill(pid, signal.SIGKILL)
    keeper.wait_ready(starts + 1)
    assert keeper.pid != pid


def open_house(data: Path, *, through: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """Starts house.py, `through` another program if need be. It prints two lines: its pids when the
    servers are ready, and `running` when all is."""
    return subprocess.Popen(
        [*through, sys.executable, str(HOUSE), str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": os.environ["PATH"], "MATCH_RUNTIME_DIR": str(data.parent)},
    )
