"""One tap: whoever was not trained yet this year hears of it, and is left alone for a week."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record_all
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.outbox import tell_each
from match.foundation.parameters import whole
from match.training import policy
from match.training.queries.due import due_people
from match.training.states import Audience


@command
async def remind(actor: Actor, audience: Audience, division: str) -> int:
    """
    Remind everybody of *audience* in *division* (a prefix) who is due this year (4.4c) and was not
    reminded within ``training.remind_days``; returns how many. Tells ``training.reminded`` each.
    """
    if not division:
        raise Invalid({"division": _("请选择行政区划。")})
    require(policy.can_remind(actor, division.ljust(12, "0")))
    since = clock.now() - timedelta(days=await whole("training.remind_days"))
    # Two taps at once would remind twice: the second waits here and finds the first one's rows.
    await value("SELECT pg_advisory_xact_lock(hashtext('training_reminder'))")
    due = [
        one
        for one in await due_people(audience, division)
        if one.reminded_at is None or one.reminded_at <= since
    ]
    await value(
        "INSERT INTO training_reminder (account_id, audience, year, by, at)"
        " SELECT account, $2, $3, $4, $5 FROM unnest($1::bigint[]) AS account",
        [one.account_id for one in due],
        str(audience),
        clock.today().year,
        actor.id,
        clock.now(),
    )
    await tell_each(
        "training.reminded",
        [{"account_id": one.account_id, "audience": str(audience)} for one in due],
    )
    await record_all(
        actor,
        "training.reminded",
        kind="account",
        subjects=[(one.account_id, one.division) for one in due],
    )
    return len(due)
