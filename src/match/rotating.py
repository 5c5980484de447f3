"""Sealing every personal column with the newest key, after `match keys rotate` added one."""

from collections.abc import Callable

from match.foundation.db import one, rows, unit_of_work
from match.foundation.keys import keys
from match.foundation.wechat.tokens import PURPOSE as WECHAT_TOKEN
from match.incubation.sealed import SEALED as INCUBATION
from match.people.sealed import SEALED as PEOPLE
from match.site.importing.held import SEALED as IMPORTING
from match.suppliers.sealed import SEALED as SUPPLIERS
from match.volunteers.sealed import SEALED as VOLUNTEERS

SEALED = (
    *PEOPLE,
    *SUPPLIERS,
    *VOLUNTEERS,
    *INCUBATION,
    *IMPORTING,
    ("wechat_token", "token", WECHAT_TOKEN),
)


async def reseal(progress: Callable[[str, int, int], None]) -> int:
    """
    Open each sealed value with its own version and seal it with the current one, a row at a time.

    May be stopped and run again: values that are current already are left alone.
    """
    done = 0
    for table, column, purpose in SEALED:
        held = await rows(f"SELECT id, {column} AS sealed FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608 # names of ours
        for count, row in enumerate(held, 1):
            progress(f"{table}.{column}", count, len(held))
            if row["sealed"][0] == keys().current:
                continue
            fresh = keys().seal(keys().open(row["sealed"], purpose), purpose)
            async with unit_of_work():
                # Only if nobody changed it meanwhile.
                await one(
                    f"UPDATE {table} SET {column} = $2"  # noqa: S608 # names of ours
                    f" WHERE id = $1 AND {column} = $3 RETURNING id",
                    row["id"],
                    fresh,
                    row["sealed"],
                )
            done += 1
    return done
