"""PostgreSQL runs as root's guest in both ways, and as an ordinary user."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from match.foundation.embedded import identity as identities
from match.foundation.embedded.failure import StartFailed
from match.foundation.embedded.identity import Identity
from match.foundation.embedded.postgres import Postgres
from match.foundation.embedded.services import Services
from tests.foundation.embedded.conftest import Furnish, open_house, settings_in

root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can take another identity")


def works(identity: Identity) -> bool:
    return identities._runs(identity, [shutil.which("true") or "/bin/true"])


@root
def test_one_data_directory_moves_between_identities(folder: Path, furnish: Furnish) -> None:
    """As when a checkout moves into a container that forbids namespaces, and out again."""
    usable = [identity for identity in (Identity.mapped, Identity.nobody) if works(identity)]
    settings = furnish(folder / "moving")
    assert Identity.nobody in usable

    for turn, identity in enumerate([*usable, *usable]):
        with Services(settings, fast=True, identity=identity) as services:
            assert services.postgres
            services.postgres.psql("CREATE TABLE IF NOT EXISTS turn (n int)")
            services.postgres.psql("INSERT INTO turn SELECT count(*) FROM turn")
            rows = services.postgres.psql("SELECT count(*) FROM turn")
            keeper = services.supervisor.keeper("postgres")
            owner = Path(f"/proc/{keeper.pid}").stat().st_uid
        assert rows == str(turn + 1)
        assert (owner == 0) == (identity is Identity.mapped)


@root
def test_a_closed_home_needs_a_namespace_and_is_explained_without(folder: Path) -> None:
    home = folder / "home"
    home.mkdir(mode=0o700)
    settings = settings_in(home / "data", MATCH_RUNTIME_DIR=str(folder))

    with (
        pytest.raises(StartFailed, match=r"nobody cannot reach .*MATCH_DATA_DIR"),
        Services(settings, fast=True, identity=Identity.nobody),
    ):
        pass
    assert home.stat().st_mode & 0o777 == 0o700  # parents are not ours to open
    if works(Identity.mapped):
        with Services(settings, fast=True, identity=Identity.mapped) as services:
            assert services.postgres
            assert services.postgres.psql("SELECT 1") == "1"


@root
def test_the_first_identity_that_works_is_chosen(folder: Path) -> None:
    postgres = Postgres(settings_in(folder / "chosen"))

    assert postgres.identity is (Identity.mapped if works(Identity.mapped) else Identity.nobody)


@root
def test_root_without_namespaces_uses_nobody(folder: Path) -> None:
    """As in a container with Docker's default seccomp profile."""
    data = folder / "container"
    closed = (sys.executable, str(Path(__file__).with_name("closed.py")))

    house = open_house(data, through=closed)
    assert house.stdout
    line, running = house.stdout.readline(), house.stdout.readline()
    server = json.loads(line)["pids"]["postgres"] if line else 0
    runs_as = Path(f"/proc/{server}").stat().st_uid
    os.kill(int((data / "lock").read_text().split()[0]), signal.SIGTERM)
    _, err = house.communicate(timeout=60)

    assert running == "running\n", err
    assert house.returncode == 0, err
    uid, _ = Identity.nobody.owner
    assert runs_as == (data / "postgres").stat().st_uid == uid
    assert data.stat().st_mode & 0o777 == 0o711
    assert (data / "valkey").stat().st_uid == 0


@root
def test_an_ordinary_user_needs_nothing_special(folder: Path) -> None:
    uid, gid = Identity.nobody.owner
    base = folder / "ordinary"
    base.mkdir()
    os.chown(base, uid, gid)

    house = _as_nobody(base / "data")
    assert house.stdout
    line, running = house.stdout.readline(), house.stdout.readline()
    house.terminate()
    _, err = house.communicate(timeout=30)

    assert running == "running\n", err
    assert json.loads(line)["pids"].keys() == {"postgres", "valkey", "web"}
    assert (base / "data" / "postgres").stat().st_uid == uid
    assert house.returncode == 0


@root
def test_files_of_another_user_are_explained(folder: Path, furnish: Furnish) -> None:
    base = folder / "foreign"
    base.mkdir()
    os.chown(base, *Identity.nobody.owner)
    settings = furnish(base / "data")
    settings.data_dir.chmod(0o777)

    house = _as_nobody(settings.data_dir)
    _, err = house.communicate(timeout=30)

    assert house.returncode == 1
    assert "belongs to root, and you are nobody" in err


def _as_nobody(data: Path) -> subprocess.Popen[str]:
    """A house run by an ordinary user. If this interpreter lies in root's home, that user also
    gets the right to read what lies there: no right to write anything, and no other."""
    uid, gid = Identity.nobody.owner
    user = ("setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups")
    reader = (*user, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    if not shutil.which("setpriv"):
        pytest.skip("setpriv (util-linux) is not installed")
    # By its full version: where ours cannot be reached, another one may answer to the same name.
    ask = [*user, sys.executable, "-c", "import sys; print(sys.version)"]
    said = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()
    return open_house(data, through=user if said == sys.version else reader)
