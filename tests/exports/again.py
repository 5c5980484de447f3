"""A list that is given out and sent back, and everything there is before and after."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.sheets import read
from match.foundation.sheets.streaming import Format
from match.site.exporting.answer import write
from match.site.exporting.export import Export
from match.site.importing import ImportKind, Outcome

FORMATS = (Format.xlsx, Format.csv, Format.csv_gbk)
# What breaks lists: formulas, delimiters, quotes, leading zeros, line breaks, days, other scripts,
# what Excel escapes, what looks like a total, a header or an example, what nobody sees.
_PIECES = st.sampled_from(
    [
        *("=1+1", "+86", "-1", "@SUM(A1)", "＝2", "'", "'="),
        *(",", "，，", ";", '"', '""', "，第一、", "\n", "\r\n", "\t", " ", "\u3000", "\u200b"),
        *("007", "2026-01-02", "1/2", "３．５", "_x000D_", "<b>", "&amp;"),
        *("𠀀𪜀𫝀", "鿿", "é", "العربية", "合计", "示例", "编号", "是", "书"),
    ]
)
WORDS = st.lists(_PIECES, max_size=6).map("".join)
"""Any text that a table may hold; no list can hold one that is a number like 9E+17 and nothing
more: such a cell is refused, because in most files it is a long number that was cut."""


async def bytes_of(export: Export, kind: Format) -> bytes:
    out = io.BytesIO()
    await write(export, kind, out, "https://xth.test")
    return out.getvalue()


async def taken(
    actor: Actor, kind: ImportKind[Any], data: bytes, about: Mapping[str, str] | None = None
) -> list[Outcome]:
    """What becomes of each row, done for good and not only looked at; unreadable ones as well."""
    reading = read(await kind.sheet(actor, about or {}), data)
    meant = await kind.understand(actor, about or {}, reading)
    unread = [
        Outcome(one.row, "", "refused", f"{one.header}：{one.message}") for one in reading.troubles
    ]
    return [*await kind.take(actor, about or {}, meant.items), *meant.refused, *unread]


def differing(outcomes: list[Outcome]) -> list[Outcome]:
    """Those of which something else than that nothing changes is said."""
    return [one for one in outcomes if one.result != "unchanged"]


async def everything() -> dict[str, tuple[int, int]]:
    """How many rows each table has, and a sum over all that stands in them."""
    names = await rows(
        "SELECT quote_ident(relname) AS name FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'SELECT')"
    )
    counted = await rows(
        " UNION ALL ".join(
            f"SELECT '{name}' AS name, count(*) AS rows,"
            f" coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) AS held FROM {name} t"
            for name in (each["name"] for each in names)
        )
    )
    return {row["name"]: (row["rows"], int(row["held"])) for row in counted}


async def unsettled(before: dict[str, tuple[int, int]]) -> list[str]:
    """The tables that are no longer as they were."""
    after = await everything()
    return [name for name, held in before.items() if after[name] != held]


def altered(data: bytes, header: str, cell: str, row: int = 1) -> bytes:
    """The CSV with one cell that says something else."""
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    table[row][table[0].index(header)] = cell
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    return out.getvalue().encode("utf-8-sig")
