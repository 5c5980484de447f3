"""What no role of the application may do to a purchase: tests cannot wait for a deadline."""

import asyncpg

from match.foundation.db import rows, value
from match.foundation.settings import settings

# A superuser's function that sets every trigger aside, called inside the test's own transaction.
_PLAN_AGAIN = """
SELECT pg_advisory_lock(4242);
CREATE SCHEMA IF NOT EXISTS past;
CREATE OR REPLACE FUNCTION past.plan_again(of_tender bigint) RETURNS void LANGUAGE sql
SECURITY DEFINER SET session_replication_role = replica SET search_path = public, pg_temp AS $$
  UPDATE tender SET status = 'draft' WHERE id = of_tender
$$;
GRANT USAGE ON SCHEMA past TO match_app;
GRANT EXECUTE ON FUNCTION past.plan_again(bigint) TO match_app;
SELECT pg_advisory_unlock(4242);
"""
_INSTALLED: set[tuple[str, str]] = set()


async def plan_again(tender_id: int) -> None:
    """The purchase is a draft again, past `tender_goes_one_way`; its terms are free until it is
    published anew."""
    here = (settings().database_url, str(await value("SELECT current_database()")))
    if here not in _INSTALLED:
        superuser = await asyncpg.connect(here[0], user="postgres", database=here[1])
        try:
            await superuser.execute(_PLAN_AGAIN)
        finally:
            await superuser.close()
        _INSTALLED.add(here)
    await rows("SELECT past.plan_again($1)", tender_id)
