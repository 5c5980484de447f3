"""How far a long gift is (慈善法 79): words, and the figures as the platform holds them."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.foundation.outbox import tell
from match.giving.commands._shared import locked
from match.giving.reports import policy
from match.giving.reports.commands._shared import kind_of, refuse_words
from match.giving.states import GiftKind

TEXT_LEAST = 10


@command
async def report_progress(
    actor: Actor, donation_id: int, text: str, *, replaces: int | None = None
) -> int:
    """
    Write a progress report, or the full one after the end; its id. *replaces* names the report
    that this one corrects: the newest of this gift. Raises Invalid, Denied, Conflict.
    """
    gift = await locked(actor, donation_id)
    require(policy.can_tell_progress(actor, gift))
    refuse_words("text", text, TEXT_LEAST)
    if replaces is not None:
        newest = await one(
            "SELECT id FROM progress_report WHERE donation_id = $1 ORDER BY id DESC LIMIT 1",
            donation_id,
        )
        if newest is None or newest["id"] != replaces:
            raise Conflict(_("只能更正最新的一份进展报告，请刷新页面后再看。"))
    money = kind_of(gift) is GiftKind.money
    report_id: int = await value(
        "INSERT INTO progress_report (donation_id, home_id, organisation_id, text, received,"
        " allocated, used, replaces, by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        " RETURNING id",
        donation_id,
        None if gift["charity_id"] is not None else gift["home_id"],
        gift["charity_id"],
        text.strip(),
        gift["paid_fen"] if money else gift["good"],
        gift["allocated_fen"] if money else gift["allocated_units"],
        gift["used_fen"] if money else gift["used_units"],
        replaces,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "progress_report.told",
        subject=("progress_report", report_id),
        division=gift["division"],
    )
    await tell("progress_report.told", report_id=report_id, donation_id=donation_id)
    return report_id
