"""Servers at addresses the operator gave: whether they answer, and are fit to be trusted."""

# asyncpg ships no types, and redis leaves one parameter bare.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import asyncpg
import redis

from match.foundation.embedded.failure import StartFailed
from match.foundation.settings import Settings, host_of

Look = Callable[[Any], Awaitable[list[str]]]

OLDEST_POSTGRES = 17
SECONDS = 10

FACTS = """
SELECT current_setting('server_version_num')::int / 10000 AS version,
  current_setting('server_encoding') AS encoding,
  (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) AS superuser,
  EXISTS (SELECT FROM pg_roles WHERE rolname = 'match_app') AS roles,
  EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') AS trigrams,
  ARRAY(SELECT name FROM unnest(ARRAY['fsync', 'full_page_writes', 'synchronous_commit']) AS name
        WHERE current_setting(name) = 'off') AS lax
"""


def check(settings: Settings) -> None:
    """Looks at every server that has an address. Raises StartFailed with all there is to do."""
    complaints: list[str] = []
    if settings.database_url:
        complaints += _of("MATCH_DATABASE_URL", settings.database_url, _server)
    if settings.database_url and settings.cares:
        complaints += _of("MATCH_CARE_DATABASE_URL", settings.care_database_url, _care_login)
    if settings.redis_url:
        complaints += [f"MATCH_REDIS_URL: {line}" for line in valkey_complaints(settings.redis_url)]
    if complaints:
        raise StartFailed("\n".join(complaints))


def _of(name: str, dsn: str, look: Look) -> list[str]:
    # A thread with a loop of its own: the caller may or may not be inside one.
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(asyncio.run, _complaints_of(dsn, look))
        return [f"{name}: {line}" for line in asked.result()]


async def _complaints_of(dsn: str, look: Look) -> list[str]:
    try:
        connection: Any = await asyncpg.connect(dsn, timeout=SECONDS)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as failure:
        return [f"PostgreSQL at {host_of(dsn)} does not answer: {failure or 'time is up'}."]
    try:
        return await look(connection)
    finally:
        await connection.close()


async def _care_login(connection: Any) -> list[str]:
    """What makes the login unfit for the restricted room; empty if nothing does."""
    facts = await connection.fetchrow(
        "SELECT rolsuper OR rolbypassrls AS above,"
        " EXISTS (SELECT FROM pg_roles WHERE rolname = 'match_care'"
        " AND pg_has_role(session_user, oid, 'SET')) AS may"
        " FROM pg_roles WHERE rolname = session_user"
    )
    if facts["above"]:
        return ["the login stands above row-level security; write the one called match_care."]
    if not facts["may"]:
        return ["the login may not become match_care; run roles.sql (docs/operations.md)."]
    return []


async def _server(connection: Any) -> list[str]:
    """What makes the server unfit, in words; empty if nothing does."""
    facts = await connection.fetchrow(FACTS)
    complaints = _complaints(dict(facts))
    if facts["trigrams"] and await connection.fetchval("SELECT show_trgm('心理辅导') = '{}'"):
        complaints.append(
            "the database cannot search Chinese text: its locale must be C.UTF-8 (from libc). "
            "Make a new database with roles.sql and restore a backup into it."
        )
    return complaints


def _complaints(facts: dict[str, Any]) -> list[str]:
    complaints: list[str] = []
    if facts["version"] < OLDEST_POSTGRES:
        complaints.append(
            f"PostgreSQL is {facts['version']}; {OLDEST_POSTGRES} or newer is needed."
        )
    if facts["encoding"] != "UTF8":
        complaints.append(f"the encoding is {facts['encoding']}; it must be UTF8.")
    if facts["superuser"]:
        complaints.append("the login is a superuser; write one without rights, match_app.")
    if not (facts["roles"] and facts["trigrams"]):
        complaints.append("roles or extensions are missing; run roles.sql (docs/operations.md).")
    if facts["lax"]:
        complaints.append(
            f"{', '.join(facts['lax'])} is off: acknowledged gifts would not survive a crash. "
            "Turn it on."
        )
    return complaints


def valkey_complaints(url: str) -> list[str]:
    """What makes the server behind `url` unfit, in words; empty if nothing does."""
    client: Any = redis.Redis.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
    try:
        policy = client.config_get("maxmemory-policy").get("maxmemory-policy", "noeviction")
    except redis.ResponseError:
        return []  # a managed server may not tell its configuration
    except (redis.RedisError, OSError) as failure:
        return [f"Valkey does not answer: {failure}."]
    finally:
        client.close()
    if policy != "noeviction":
        return [f"maxmemory-policy is {policy}: jobs would be forgotten quietly. Set noeviction."]
    return []
