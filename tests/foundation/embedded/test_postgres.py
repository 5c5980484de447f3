"""The embedded PostgreSQL survives what happens to it, and is safe as it stands."""

import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from match.foundation.embedded.failure import StartFailed
from match.foundation.embedded.postgres import ROLES, Postgres
from match.foundation.embedded.services import Services
from tests.foundation.embedded.conftest import Furnish, kill, settings_in, wait_gone


@pytest.fixture
def postgres(services: Services) -> Postgres:
    assert services.postgres
    return services.postgres


def test_chinese_text_has_trigrams_and_words(postgres: Postgres) -> None:
    assert postgres.psql("SELECT show_trgm('心理辅导') <> '{}'") == "t"
    assert postgres.psql("SELECT length(to_tsvector('simple', '心理，辅导'))") == "2"


def test_pages_have_checksums_and_no_port_is_open(postgres: Postgres) -> None:
    shown = postgres.psql("SELECT current_setting('data_checksums'), inet_server_port() IS NULL")

    assert shown == "on|t"
    assert postgres.psql("SHOW listen_addresses") == ""
    assert postgres.data.stat().st_mode & 0o777 == 0o700
    assert postgres.sockets.stat().st_mode & 0o777 == 0o700


async def test_the_application_role_can_make_nothing(services: Services) -> None:
    app = await asyncpg.connect(services.database_url)
    try:
        for statement in ("CREATE TABLE t ()", "CREATE TEMP TABLE t ()", "CREATE SCHEMA s"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(statement)
    finally:
        await app.close()


async def test_the_owner_role_migrates_and_can_become_the_application(services: Services) -> None:
    owner = await asyncpg.connect(services.owner_database_url)
    try:
        await owner.execute("CREATE TABLE made_by_owner (); DROP TABLE made_by_owner")
        assert not await owner.fetchval(
            "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        )
        await owner.execute("SET ROLE match_app")
    finally:
        await owner.close()


def test_rows_survive_kill_9_of_the_postmaster(folder: Path, furnish: Furnish) -> None:
    """Acknowledged rows, with durability as every installation has it."""
    with Services(furnish(folder / "durable")) as services:
        assert services.postgres
        shown = (
            "SELECT current_setting(n) FROM unnest('{fsync,full_page_writes,synchronous_commit}'"
        )
        assert services.postgres.psql(f"{shown}::text[]) n") == "on\non\non"
        services.postgres.psql("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")

        kill(services, "postgres")

        assert services.postgres.psql("SELECT count(*), sum(n) FROM kept") == "1000|500500"


def test_bootstrap_may_run_again(postgres: Postgres) -> None:
    postgres.bootstrap()
    postgres.bootstrap()

    assert postgres.psql("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'match\\_%'") == "4"


def test_roles_take_their_passwords_from_the_environment(postgres: Postgres) -> None:
    """As compose.yaml and a database administrator run the same script."""
    passwords = {f"MATCH_{role}_PASSWORD": f"{role}-o'clock" for role in ("OWNER", "APP", "AUDIT")}
    command = [
        postgres.programs / "psql",
        "-X",
        "-q",
        "-f",
        ROLES,
        postgres.dsn("postgres", "postgres"),
    ]
    count = "SELECT count(*) FROM pg_authid WHERE rolname ^@ 'match_' AND rolpassword ^@ 'SCRAM'"
    assert postgres.psql(count) == "0"

    subprocess.run(command, env=passwords, check=True, capture_output=True)

    assert postgres.psql(count) == "3"


def test_a_copy_of_a_database_has_its_rows(postgres: Postgres) -> None:
    postgres.create_database("original")
    postgres.psql("CREATE TABLE t AS SELECT 7 AS n", "original")
    postgres.create_database("copy", template="original")

    assert postgres.psql("SELECT n FROM t", "copy") == "7"

    postgres.drop_database("copy")
    postgres.drop_database("original")
    assert postgres.psql("SELECT count(*) FROM pg_database WHERE datname IN ('copy')") == "0"


def test_a_database_that_cannot_search_chinese_is_refused(postgres: Postgres) -> None:
    postgres.psql("ALTER DATABASE match RENAME TO aside", "postgres")
    postgres.psql(
        "CREATE DATABASE match OWNER match_owner TEMPLATE template0 ENCODING UTF8 LOCALE 'C'",
        "postgres",
    )
    try:
        with pytest.raises(StartFailed, match="cannot search Chinese"):
            postgres.bootstrap()
    finally:
        postgres.drop_database("match")
        postgres.psql("ALTER DATABASE aside RENAME TO match", "postgres")


class TestStopped:
    """What a crash may leave on disk, put there on purpose and then started over."""

    def test_a_pid_file_naming_a_living_stranger_is_cleared(
        self, folder: Path, furnish: Furnish
    ) -> None:
        settings = furnish(folder / "stale")
        with Services(settings, fast=True) as first:
            assert first.postgres
            first.postgres.psql("CREATE TABLE kept AS SELECT 7 AS n")
            pid_file = first.postgres.data / "postmaster.pid"
            left = pid_file.read_text().splitlines()
        stranger = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
        pid_file.write_text("\n".join([str(stranger.pid), *left[1:]]))
        try:
            with Services(settings, fast=True) as second:
                assert second.postgres
                assert second.postgres.psql("SELECT n FROM kept") == "7"
            assert stranger.poll() is None  # it was nobody's business to end it
        finally:
            stranger.kill()
            stranger.wait()

    def test_an_orphaned_postmaster_is_stopped_first(self, folder: Path, furnish: Furnish) -> None:
        """As after kill -9 of the supervisor where the kernel sends no death signal (macOS)."""
        settings = furnish(folder / "orphan")
        with Services(settings, fast=True) as first:
            assert first.postgres
            argv = list(first.postgres.child().argv)
        first.postgres.prepare()
        identity = first.postgres.identity
        launch = [str(first.postgres.programs / "pg_ctl"), "-D", argv[2], "-w", "-s", "start"]
        options = " ".join(f"-c {a}" for a in argv[4::2] if not a.startswith("listen"))
        subprocess.run(
            _as(identity, [*launch, "-o", f"{options} -c listen_addresses="]), check=True
        )
        orphan = int((first.postgres.data / "postmaster.pid").read_text().splitlines()[0])

        with Services(settings, fast=True) as second:
            wait_gone(orphan)
            assert second.supervisor.keeper("postgres").starts == 1

    def test_a_damaged_pid_file_and_a_half_made_cluster_are_cleared(self, folder: Path) -> None:
        settings = settings_in(folder / "half")
        half = settings.data_dir / "postgres.new"
        half.mkdir(parents=True)
        (half / "PG_VERSION").write_text("18\n")
        with Services(settings, fast=True) as first:
            assert first.postgres
            data = first.postgres.data
        (data / "postmaster.pid").write_text("")

        with Services(settings, fast=True) as second:
            assert second.postgres
            assert second.postgres.psql("SELECT 1") == "1"
        assert not half.exists()

    def test_a_cluster_of_another_version_is_refused_with_the_way_out(self, folder: Path) -> None:
        settings = settings_in(folder / "old")
        old = settings.data_dir / "postgres"
        old.mkdir(parents=True)
        (old / "PG_VERSION").write_text("9.6\n")

        with (
            pytest.raises(StartFailed, match=r"made by PostgreSQL 9\.6.*operations\.md"),
            Services(settings, fast=True),
        ):
            pass

    def test_a_folder_with_something_else_in_it_is_left_alone(self, folder: Path) -> None:
        settings = settings_in(folder / "other")
        other = settings.data_dir / "postgres"
        other.mkdir(parents=True)
        (other / "thesis.txt").write_text("three years of work")

        with pytest.raises(StartFailed, match="move it away"), Services(settings, fast=True):
            pass
        assert (other / "thesis.txt").read_text() == "three years of work"


def _as(identity, argv: list[str]) -> list[str]:
    """Like `wrapped`, but without the death signal: that is what makes an orphan."""
    if identity == "same":
        return argv
    assert identity == "mapped", "nobody needs no orphan test of its own"
    return ["unshare", "--user", "--map-user=65534", "--map-group=65534", *argv]
