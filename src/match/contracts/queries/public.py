"""Reading signed contracts: everybody may."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from match.contracts.queries import parts
from match.contracts.shapes import ContractLineView, PublicContract
from match.contracts.states import PUBLIC, ContractStatus, Source
from match.foundation.db import rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _

CONTRACT = (
    "SELECT c.*, g.name AS purchaser, coalesce(s.name, '') AS supplier, d.path AS place"
    " FROM contract c JOIN organisation g ON g.id = c.purchaser_id"
    " LEFT JOIN organisation s ON s.id = c.supplier_id JOIN division d ON d.code = c.division "
)
_OWN = (
    "id", "number", "tender_id", "purchaser_id", "purchaser", "supplier_id", "supplier",
    "division", "place", "title", "content", "quantity", "quality", "settlement", "duties",
    "breach", "amount_fen", "original_fen", "bond_fen", "starts_on", "ends_on",
    "engages_directors", "signed_at", "published_at", "filed_on", "filing_number", "ended_on",
    "archive_until", "reason",
)  # fmt: skip


def not_found() -> NotFound:
    """The same words for what is not there and for what is not to be known."""
    return NotFound(_("没有找到这份合同。"))


async def public(contract_id: int) -> PublicContract:
    """A signed contract as everybody reads it. Raises NotFound for drafts."""
    found = await rows(
        CONTRACT + "WHERE c.id = $1 AND c.status = ANY($2)", contract_id, _public_states()
    )
    if not found:
        raise not_found()
    return (await views(found))[0]


async def contracts_of(tender_id: int) -> tuple[PublicContract, ...]:
    """The signed contracts of a purchase, the oldest first: more than one where one was broken."""
    found = await rows(
        CONTRACT + "WHERE c.tender_id = $1 AND c.status = ANY($2) ORDER BY c.id",
        tender_id,
        _public_states(),
    )
    return tuple(await views(found))


async def public_contracts(
    *, source: Source | None = None, after: int | None = None, limit: int = 30
) -> list[ContractLineView]:
    """Signed contracts, newest first."""
    found = await rows(
        CONTRACT + "WHERE c.status = ANY($1) AND ($2::text IS NULL OR c.source = $2)"
        " AND ($3::bigint IS NULL OR c.id < $3) ORDER BY c.id DESC LIMIT $4",
        _public_states(),
        source.value if source else None,
        after,
        limit,
    )
    return [line(row) for row in found]


async def count_public() -> int:
    """How many contracts everybody may read."""
    return await value("SELECT count(*) FROM contract WHERE status = ANY($1)", _public_states())


def line(row: dict[str, Any]) -> ContractLineView:
    """A row of CONTRACT in a list."""
    return ContractLineView(
        row["id"],
        row["number"],
        Source(row["source"]),
        ContractStatus(row["status"]),
        row["title"],
        row["purchaser"],
        row["supplier"],
        row["amount_fen"],
        row["starts_on"],
        row["ends_on"],
    )


async def views(found: Sequence[dict[str, Any]]) -> list[PublicContract]:
    """Rows of CONTRACT with all their parts, in one query for each kind of part."""
    ids = [row["id"] for row in found]
    lists: dict[str, dict[int, list[Any]]] = {
        name: await read(ids) for name, read in parts.LISTS.items()
    }
    points = {
        row["contract_id"]: row["points"]
        for row in await rows(
            "SELECT contract_id, points FROM contract_result WHERE contract_id = ANY($1)", ids
        )
    }
    sessions: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in await rows(
        "SELECT contract_id, count(*) FILTER (WHERE confirmed) AS held, count(*) AS entered"
        " FROM contract_session WHERE contract_id = ANY($1) GROUP BY 1",
        ids,
    ):
        sessions[row["contract_id"]] = (row["held"], row["entered"])
    made: list[PublicContract] = []
    for row in found:
        own: dict[str, Any] = {name: row[name] for name in _OWN}
        own |= {name: tuple(of.get(row["id"], ())) for name, of in lists.items()}
        made.append(
            PublicContract(
                **own,
                source=Source(row["source"]),
                status=ContractStatus(row["status"]),
                areas=tuple(row["areas"]),
                sessions=sessions[row["id"]],
                points=points.get(row["id"]),
            )
        )
    return made


def _public_states() -> list[str]:
    return [str(status) for status in PUBLIC]
