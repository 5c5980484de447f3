"""What its contracts say of an organisation: for the next shortlist, and for itself."""

from match.contracts.rules import mean
from match.contracts.shapes import Record, RecordLine
from match.contracts.states import PUBLIC, ContractStatus
from match.foundation.db import rows, value

_LINES = """
SELECT c.id, c.number, c.title, g.name AS purchaser, c.status, c.amount_fen, r.points,
  (SELECT count(*) FROM contract_milestone m WHERE m.contract_id = c.id
    AND m.delivered_at IS NOT NULL
    AND (m.delivered_at AT TIME ZONE 'Asia/Shanghai')::date > m.due_on) AS late,
  (SELECT count(*) FROM contract_acceptance a WHERE a.contract_id = c.id AND NOT a.accepted)
    AS returned
FROM contract c JOIN organisation g ON g.id = c.purchaser_id
LEFT JOIN contract_result r ON r.contract_id = c.id
WHERE c.status = ANY($2) AND (c.supplier_id = $1 OR (c.source = 'cooperation' AND EXISTS (
  SELECT FROM contract_party p WHERE p.contract_id = c.id AND p.organisation_id = $1)))
ORDER BY c.id DESC LIMIT 100
"""


async def record(organisation_id: int) -> Record:
    """
    The signed contracts in which the organisation gave the service, newest first, and their sums:
    public facts only, so that whoever shortlists and the supplier itself read the same.
    """
    found = await rows(_LINES, organisation_id, [str(one) for one in PUBLIC])
    lines = tuple(
        RecordLine(
            row["id"],
            row["number"],
            row["title"],
            row["purchaser"],
            ContractStatus(row["status"]),
            row["amount_fen"],
            row["points"],
            row["late"],
            row["returned"],
        )
        for row in found
    )
    points = [line.points for line in lines if line.points is not None]
    upheld: int = await value(
        "SELECT count(*) FROM contract_breach WHERE against = $1 AND status = 'upheld'",
        organisation_id,
    )
    return Record(
        organisation_id,
        lines,
        evaluated=len(points),
        points=mean(points) if points else None,
        upheld=upheld,
        late=sum(line.late for line in lines),
        returned=sum(line.returned for line in lines),
    )
