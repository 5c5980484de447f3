"""One pledge in full, and the lists of a party or a desk."""

from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.giving.pledging import policy
from match.giving.pledging.like import like_need
from match.giving.pledging.queries._shared import MINE, PLEDGE, line_for, listed
from match.giving.pledging.shapes import PledgeFile, PledgeLine
from match.giving.pledging.worth import is_large
from match.giving.states import PLEDGE_MACHINE, PledgeStatus


async def pledge_file(actor: Actor, pledge_id: int) -> PledgeFile:
    """One pledge with what the reader may do. Raises NotFound."""
    row = await one(PLEDGE + " WHERE p.id = $1", pledge_id)
    if row is None or not policy.can_see(actor, row):
        raise NotFound(_("没有找到这条捐赠承诺。"))
    status = PledgeStatus(row["status"])
    asked = await _county_asked(pledge_id)
    terms = await one("SELECT * FROM money_terms WHERE pledge_id = $1", pledge_id)
    choosing = status is PledgeStatus.choosing
    return PledgeFile(
        line=await line_for(actor, row),
        reason=row["reason"],
        verbs=await _verbs(actor, row, asked=asked),
        approvals=await _approvals(pledge_id),
        two_bodies=await is_large(row),
        like=await like_need(row) if choosing else None,
        county_asked=asked,
        companions=await _companions(actor, row),
        recipient=terms["recipient"] if terms else "",
        purpose=terms["purpose"] if terms else "",
        why=await one(
            "SELECT place, score, shares, rule_id FROM rule_pick WHERE pledge_id = $1", pledge_id
        ),
    )


async def my_pledges(
    actor: Actor, limit: int = 100, *, after: int | None = None
) -> list[PledgeLine]:
    """Pledges of the reader's homes and organisations, and their own; newest first."""
    mine = [list(actor.homes), list(actor.organisations), actor.id]
    if after is None:
        return await listed(actor, f"{MINE} ORDER BY p.changed_at DESC", mine, limit)
    return await listed(actor, f"{MINE} AND p.id < $4 ORDER BY p.id DESC", [*mine, after], limit)


async def waiting_pledges(actor: Actor, limit: int = 100) -> list[PledgeLine]:
    """
    Pledges whose next step is the reader's: the home answers, the county approves or decides, the
    second body approves after the county, the giver chooses. The first to end comes first.
    """
    approve = [f"{prefix}%" for prefix in actor.scope(Permission.giving_approve)]
    second = [f"{prefix}%" for prefix in actor.scope(Permission.giving_countersign)]
    return await listed(
        actor,
        "(p.status = 'offered' AND p.home_id = ANY($1)"
        "   AND coalesce(j.status, 'complete') = 'complete')"
        " OR (p.status = 'agreed' AND p.on_completion AND p.home_id = ANY($1)"
        "     AND NOT EXISTS (SELECT FROM donation WHERE pledge_id = p.id))"
        " OR (p.status = 'choosing' AND (p.organisation_id = ANY($2)"
        "     OR (p.organisation_id IS NULL AND p.giver_id = $3)))"
        " OR (p.status = 'accepted' AND p.division LIKE ANY($4) AND NOT EXISTS (SELECT FROM"
        "     approval WHERE subject_kind = 'pledge' AND subject_id = p.id AND approver = $3))"
        " OR (p.status = 'accepted' AND p.division LIKE ANY($5) AND EXISTS (SELECT FROM"
        "     approval WHERE subject_kind = 'pledge' AND subject_id = p.id))"
        " OR (p.status = 'choosing' AND p.division LIKE ANY($4) AND EXISTS (SELECT FROM"
        "     regift_choice WHERE pledge_id = p.id AND choice = 'county'))"
        " ORDER BY p.expires_on NULLS LAST, p.id",
        [list(actor.homes), list(actor.organisations), actor.id, approve, second],
        limit,
    )


async def pledges_in(actor: Actor, limit: int = 100) -> list[PledgeLine]:
    """Pledges of the reader's area, newest change first."""
    scopes = [f"{prefix}%" for prefix in actor.scope(Permission.giving_read)]
    return await listed(
        actor, "p.division LIKE ANY($1) ORDER BY p.changed_at DESC", [scopes], limit
    )


async def _companions(actor: Actor, row: dict[str, Any]) -> tuple[PledgeLine, ...]:
    if row["joint_id"] is None:
        return ()
    found = await rows(
        PLEDGE + " WHERE p.joint_id = $1 AND p.id <> $2 ORDER BY p.id", row["joint_id"], row["id"]
    )
    return tuple([await line_for(actor, each) for each in found])


async def _verbs(actor: Actor, row: dict[str, Any], *, asked: bool) -> tuple[str, ...]:
    status = PledgeStatus(row["status"])
    answers = policy.can_answer(actor, row) is True and row["joint_status"] != "gathering"
    gives = policy.is_giver(actor, row)
    two = await is_large(row)
    approves = policy.can_approve(actor, row, await _involved(row), two=two) is True
    waits = status is PledgeStatus.agreed and row["on_completion"] and row["donation_id"] is None
    may = {
        "accept": answers,
        "approve": approves,
        "decline": answers or approves,
        "withdraw": gives and (status is not PledgeStatus.agreed or waits),
        "choose": policy.can_choose(actor, row, asked_county=asked) is True,
    }
    names = {"agree": "approve", "regift": "choose"}
    listed = [names.get(verb, verb) for verb in PLEDGE_MACHINE.verbs(status)]
    verbs = [verb for verb in listed if may.get(verb, False)]
    if status is PledgeStatus.choosing:
        verbs = [verb for verb in verbs if verb != "withdraw"]
    if waits and policy.can_confirm_milestone(actor, row) is True:
        verbs.append("milestone")
    return tuple(dict.fromkeys(verbs))


async def _involved(row: dict[str, Any]) -> set[int | None]:
    need = await one(
        "SELECT submitted_by, entered_for, checked_by FROM need WHERE id = $1", row["need_id"]
    )
    own = {row["created_by"], row["giver_id"], row["accepted_by"]}
    return {*(need or {}).values(), *own} - {None}


async def _approvals(pledge_id: int) -> int:
    return await value(
        "SELECT count(DISTINCT approver) FROM approval WHERE subject_kind = 'pledge'"
        " AND subject_id = $1",
        pledge_id,
    )


async def _county_asked(pledge_id: int) -> bool:
    return await value(
        "SELECT EXISTS (SELECT FROM regift_choice WHERE pledge_id = $1 AND choice = 'county')",
        pledge_id,
    )
