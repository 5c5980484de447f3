"""Who is concerned by a contract: for the listeners that tell them."""

from match.foundation.db import rows

_DIRECTORS = """
SELECT DISTINCT h.director_id FROM home h WHERE h.director_id IS NOT NULL AND CASE
  WHEN $2::bigint IS NOT NULL THEN h.id = $2
  ELSE h.id IN (
    SELECT n.home_id FROM contract_line c JOIN need_line l ON l.id = c.line_id
      JOIN need n ON n.id = l.need_id WHERE c.contract_id = $1
    UNION SELECT s.home_id FROM contract_session s WHERE s.contract_id = $1) END
"""


async def parties_of(contract_id: int) -> list[int]:
    """The organisations of all sides, in the order of the contract."""
    found = await rows(
        "SELECT organisation_id FROM contract_party WHERE contract_id = $1 ORDER BY id",
        contract_id,
    )
    return [row["organisation_id"] for row in found]


async def purchaser_of(contract_id: int) -> list[int]:
    """Whoever drafted it, who may hold the purchaser's area rather than the organisation."""
    found = await rows("SELECT drafted_by FROM contract WHERE id = $1", contract_id)
    return [row["drafted_by"] for row in found]


async def directors_concerned(contract_id: int, home_id: int | None = None) -> list[int]:
    """Directors of the homes whose needs it serves or where it gave sessions; or of one home."""
    found = await rows(_DIRECTORS, contract_id, home_id)
    return [row["director_id"] for row in found]
