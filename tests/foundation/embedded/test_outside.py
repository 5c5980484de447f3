"""External servers are looked at before anything starts, and refused with what to do."""

from pathlib import Path

import pytest
import redis

from match.foundation.embedded import outside
from match.foundation.embedded.failure import StartFailed
from match.foundation.embedded.services import Services
from tests.foundation.embedded.conftest import Furnish, settings_in


def refusal(folder: Path, **addresses: str) -> str:
    with (
        pytest.raises(StartFailed) as refused,
        Services(settings_in(folder / "client", **addresses)),
    ):
        pass
    return str(refused.value)


def test_fit_servers_are_used_and_nothing_is_started(folder: Path, furnish: Furnish) -> None:
    with Services(furnish(folder / "server")) as server:
        given = settings_in(
            folder / "client",
            MATCH_DATABASE_URL=server.database_url,
            MATCH_OWNER_DATABASE_URL=server.owner_database_url,
            MATCH_REDIS_URL=server.redis_url,
        )
        with Services(given) as client:
            assert client.postgres is None
            assert client.valkey is None
            assert client.settings == given
            assert client.owner_database_url == server.owner_database_url
    assert not (folder / "client" / "postgres").exists()
    assert not (folder / "client" / "lock").exists()


def test_a_server_that_may_lose_acknowledged_rows_is_refused(
    services: Services, folder: Path
) -> None:
    said = refusal(folder, MATCH_DATABASE_URL=services.database_url)

    assert "fsync, full_page_writes, synchronous_commit is off" in said


def test_a_superuser_and_a_foreign_locale_are_refused(services: Services, folder: Path) -> None:
    assert services.postgres
    services.postgres.psql(
        "CREATE DATABASE plain TEMPLATE template0 ENCODING UTF8 LOCALE 'C'", "postgres"
    )
    services.postgres.psql("CREATE EXTENSION pg_trgm", "plain")
    try:
        said = refusal(folder, MATCH_DATABASE_URL=services.postgres.dsn("postgres", "plain"))
        bare = refusal(folder, MATCH_DATABASE_URL=services.postgres.dsn("match_app", "postgres"))
    finally:
        services.postgres.drop_database("plain")

    assert "superuser" in said
    assert "cannot search Chinese text" in said
    assert "run roles.sql" in bare


def test_servers_that_do_not_answer_are_named_together(folder: Path) -> None:
    said = refusal(
        folder,
        MATCH_DATABASE_URL="postgresql://match_app:hunter2@127.0.0.1:1/match",
        MATCH_REDIS_URL="redis://:hunter2@127.0.0.1:1/0",
    )

    assert "MATCH_DATABASE_URL: PostgreSQL at 127.0.0.1 does not answer" in said
    assert "MATCH_REDIS_URL: Valkey does not answer" in said
    assert "hunter2" not in said


def test_a_queue_that_forgets_is_refused(services: Services) -> None:
    client = redis.Redis.from_url(services.redis_url)
    client.config_set("maxmemory-policy", "allkeys-lru")
    try:
        said = outside.valkey_complaints(services.redis_url)
    finally:
        client.config_set("maxmemory-policy", "noeviction")
        client.close()

    assert len(said) == 1
    assert "Set noeviction" in said[0]
    assert outside.valkey_complaints(services.redis_url) == []
