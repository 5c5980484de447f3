"""What a test must commit (real second connections, deferred constraints) and take away again."""

import contextlib
from collections.abc import AsyncIterator

import asyncpg

from match.foundation.embedded.services import Services
from match.foundation.language import speak

_TABLES = (
    "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
    " AND column_name = 'id' AND is_identity = 'NO' AND column_default LIKE 'nextval%'"
)


@contextlib.asynccontextmanager
async def lasting(services: Services) -> AsyncIterator[asyncpg.Connection]:
    """
    A superuser's connection for a body that commits. Every row added meanwhile, in whatever
    table, is deleted in the end, past triggers and append-only guards.
    """
    assert services.postgres is not None, "tests run on our own server"
    speak("zh")
    superuser = await asyncpg.connect(services.postgres.dsn("postgres"))
    try:
        names = [row["table_name"] for row in await superuser.fetch(_TABLES)]
        before = {
            name: await superuser.fetchval(f'SELECT coalesce(max(id), 0) FROM "{name}"')
            for name in names
        }
        places = [row["code"] for row in await superuser.fetch("SELECT code FROM division")]
        try:
            yield superuser
        finally:
            await superuser.execute("SET session_replication_role = replica")
            await superuser.execute("DELETE FROM division WHERE NOT code = ANY($1)", places)
            for name, last in before.items():
                await superuser.execute(f'DELETE FROM "{name}" WHERE id > {last}')
    finally:
        await superuser.close()
