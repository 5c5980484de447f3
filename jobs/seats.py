"""
A post changes its holder: what nobody read of it goes to the next one.

Which messages belong to the post is read from the facts that they came from: a fact names a home,
or a thing that lies at one. A message of a fact that names neither (a course, a password) is the
person's own, and stays.
"""

from typing import Any

from jobs.announcing import MANY
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.notices.commands import pass_messages_on

Payload = dict[str, Any]
_OF_THE_SEAT = f"""
WITH said AS (
  SELECT m.id, o.payload,
         CASE WHEN m.event_id > {MANY} THEN m.event_id % {MANY}
              ELSE (o.payload->>'proposal_id')::bigint END AS proposal
    FROM message m
    JOIN outbox o ON o.id = CASE WHEN m.event_id > {MANY} THEN m.event_id / {MANY}
                                 ELSE m.event_id END
   WHERE m.account_id = $1 AND m.read_at IS NULL AND m.event_id IS NOT NULL
)
SELECT s.id FROM said s
  LEFT JOIN need n ON n.id = (s.payload->>'need_id')::bigint
  LEFT JOIN donation d
    ON d.id = COALESCE(s.payload->>'donation_id', s.payload->>'agreement_id')::bigint
  LEFT JOIN pledge g ON g.id = (s.payload->>'pledge_id')::bigint
  LEFT JOIN proposal p ON p.id = s.proposal
  LEFT JOIN shift f ON f.id = (s.payload->>'shift_id')::bigint
 WHERE CASE WHEN $2::bigint IS NOT NULL
   THEN COALESCE((s.payload->>'home_id')::bigint, n.home_id, d.home_id, p.home_id, f.home_id)
        = $2
   ELSE COALESCE(s.payload->>'division', n.division, d.division, p.division, g.division)
        LIKE $3 || '%' END
"""  # noqa: S608 # a number of ours
_BEFORE = """
SELECT account_id FROM post
 WHERE office = $1 AND division = $2 AND home_id IS NOT DISTINCT FROM $3 AND status = 'ended'
   AND NOT deputy AND account_id IS NOT NULL AND account_id <> $4
 ORDER BY ended_on DESC, id DESC LIMIT 1
"""


async def pass_on_messages(event_id: int, payload: Payload) -> None:
    """Somebody took up a post: what her predecessor has not read of it is hers."""
    del event_id
    post = await one(
        "SELECT office, home_id, division, account_id FROM post WHERE id = $1 AND NOT deputy"
        " AND status = 'active'",
        payload["post_id"],
    )
    if post is None:
        return
    before = await one(
        _BEFORE, post["office"], post["division"], post["home_id"], post["account_id"]
    )
    if before is None:
        return
    found = await rows(_OF_THE_SEAT, before["account_id"], post["home_id"], post["division"][:9])
    if found:
        await pass_messages_on(
            SYSTEM, [row["id"] for row in found], before["account_id"], post["account_id"]
        )
