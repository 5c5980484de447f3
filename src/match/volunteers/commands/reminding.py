"""What runs out is told in time: certificates, the course, the yearly check, insurance."""

from datetime import date

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.outbox import tell
from match.volunteers.limits import limits

# (who, what, until when) of everything that ends within the days; the latest of each kind counts,
# so that who has renewed already hears nothing.
_ENDING = """
WITH held AS (
  SELECT account_id, 'skill:' || skill AS what, max(expires_on) AS ends_on FROM skill_certificate
   WHERE status = 'checked' AND expires_on IS NOT NULL GROUP BY 1, 2
  UNION ALL SELECT account_id, 'course', max(held_on) + $2::int FROM safety_course
   WHERE held_on IS NOT NULL GROUP BY 1
  UNION ALL SELECT account, 'check', max(next_due_on) FROM background_check GROUP BY 1
  UNION ALL SELECT account_id, 'cover', max(ends_on) FROM accident_cover
   WHERE account_id IS NOT NULL GROUP BY 1)
SELECT h.account_id, h.what, h.ends_on FROM held h
  JOIN account a ON a.id = h.account_id AND a.disabled_at IS NULL AND a.erased_at IS NULL
 WHERE h.ends_on BETWEEN $1 AND $1 + $3::int
   AND NOT EXISTS (SELECT FROM volunteer_reminder r WHERE r.account_id = h.account_id
     AND r.what = h.what AND r.ends_on = h.ends_on)
 ORDER BY h.ends_on, h.account_id LIMIT $4
"""


async def sweep_volunteer_reminders(actor: Actor, limit: int = 200) -> int:
    """Tell each person once of each thing that ends soon; returns how many were told."""
    asked = await limits()
    ending = await rows(_ENDING, clock.today(), asked.course_valid_days, asked.remind_days, limit)
    for row in ending:
        await _remind(actor, row["account_id"], row["what"], row["ends_on"])
    return len(ending)


@command
async def _remind(actor: Actor, account_id: int, what: str, ends_on: date) -> None:
    del actor
    made = await value(
        "INSERT INTO volunteer_reminder (account_id, what, ends_on) VALUES ($1, $2, $3)"
        " ON CONFLICT DO NOTHING RETURNING id",
        account_id,
        what,
        ends_on,
    )
    if made is not None:
        await tell(
            "volunteer.proof_ending",
            account_id=account_id,
            what=what,
            ends_on=ends_on.isoformat(),
        )
