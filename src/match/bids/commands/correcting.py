"""One window to mend the form of an opened bid: a missing date, a page without a seal."""

from datetime import timedelta

from match.bids import panel, policy, rules
from match.bids.commands._shared import bid_of, clock_of_database, locked, locked_bid, missing, post
from match.bids.states import BidStatus, BoardKind
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.needs.wording import refuse_personal_data


@command
async def ask_correction(actor: Actor, bid_id: int, defect: str) -> int:
    """
    Ask a bidder to mend a formal defect within the parameter's hours (24); returns its id. A bid
    is asked once. By the panel or the purchaser's officer, while the bids are judged (87号令51).
    """
    facts = await locked((await bid_of(bid_id))["tender_id"])
    members = await panel.members(facts.id)
    require(policy.can_ask(actor, facts.organisation_id, facts.division, members))
    held = await locked_bid(bid_id)
    if held["status"] != BidStatus.opened or str(facts.status) != "opened":
        raise Conflict(_("只有正在评审的投标可以要求补正。"))
    said = defect.strip()
    if not 4 <= len(said) <= 500:
        raise Invalid({"defect": _("请写明哪里的形式不完整，4 到 500 个字。")})
    refuse_personal_data({"defect": said})
    if await value("SELECT 1 FROM bid_correction WHERE bid_id = $1", bid_id):
        raise Conflict(_("这份投标已经要求过一次补正。"))
    now = await clock_of_database()
    correction_id: int = await value(
        "INSERT INTO bid_correction (tender_id, bid_id, defect, asked_by, asked_at, answer_by)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        facts.id,
        bid_id,
        said,
        actor.id or 0,
        now,
        now + timedelta(hours=await whole("bids.correction_hours")),
    )
    await post(facts.id, BoardKind.correction, bid=bid_id, defect=said)
    await record(actor, "bid.correction_asked", subject=("bid", bid_id), division=facts.division)
    await tell("bid.correction_asked", bid_id=bid_id, organisation_id=held["organisation_id"])
    return correction_id


@command
async def answer_correction(actor: Actor, correction_id: int, answer: str) -> None:
    """
    The bidder's one answer, in time by the database's clock. Raises Invalid for an answer that
    names a sum: the price and the substance stay as they were sealed.
    """
    asked = await one("SELECT bid_id, tender_id FROM bid_correction WHERE id = $1", correction_id)
    if asked is None:
        raise _gone()
    held = await bid_of(asked["bid_id"])
    if policy.can_bid(actor, held["organisation_id"]) is not True:
        raise _gone()
    facts = await locked(asked["tender_id"])
    row = await one("SELECT * FROM bid_correction WHERE id = $1 FOR NO KEY UPDATE", correction_id)
    if row is None:
        raise missing()
    if row["answered_at"] is not None:
        raise Conflict(_("已经补正过一次，不能再补。"))
    now = await clock_of_database()
    if now >= row["answer_by"] or str(facts.status) != "opened":
        raise Conflict(_("补正的时间已过。"))
    said = answer.strip()
    complaint = rules.answer_complaint(said)
    if complaint:
        raise Invalid({"answer": complaint})
    refuse_personal_data({"answer": said})
    await value(
        "UPDATE bid_correction SET answer = $2, answered_by = $3, answered_at = $4 WHERE id = $1",
        correction_id,
        said,
        actor.id,
        now,
    )
    await post(facts.id, BoardKind.correction, bid=asked["bid_id"], answer=said)
    await record(
        actor, "bid.correction_answered", subject=("bid", asked["bid_id"]), division=facts.division
    )
    await tell("bid.correction_answered", bid_id=asked["bid_id"], tender_id=facts.id)


def _gone() -> NotFound:
    return NotFound(_("没有找到这个补正要求。"))
