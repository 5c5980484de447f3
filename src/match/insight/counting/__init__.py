"""
Counting: what each measure is, in SQL, once. Refreshing, the nightly recount and the check of
the live database all ask `counted`, so they cannot mean different things by one word.

A source is a SELECT of (division, measure, facet, own); ``{today}`` in it is the day as of which
it counts. Sources read the tables of the rooms below with plain SQL and write nothing.
"""

from match.insight.counting import homes, money, needs, people
from match.insight.counting.catalogue import MEASURES, Measure

SOURCES: dict[str, str] = homes.SOURCES | needs.SOURCES | people.SOURCES | money.SOURCES


def counted(today: str, within: str = "") -> str:
    """
    Every measure of every division (or of those that the condition *within* on ``division``
    keeps) as of *today*, a SQL expression of a date. Rows of nothing are left out.
    """
    union = " UNION ALL ".join(f"({source})" for source in SOURCES.values())
    return (
        "SELECT u.division, u.measure, u.facet, sum(u.own)::bigint AS own, d.parent_code AS parent"
        f" FROM ({union.replace('{today}', today)}) AS u (division, measure, facet, own)"
        " JOIN division d ON d.code = u.division"
        f"{' WHERE u.' + within if within else ''}"
        " GROUP BY 1, 2, 3, 5 HAVING sum(u.own) > 0"
    )


__all__ = ["MEASURES", "SOURCES", "Measure", "counted"]
