"""
The build grant of a new home (notice 5.2a, 5.2b): asked by the county, approved by the prefecture,
allotted and paid by each level's finance, spent and closed. Money is tracked, never moved.
"""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.parameters import whole
from match.ledger.commands import enter
from match.upkeep import books, policy, rules
from match.upkeep.commands._shared import (
    home_of,
    not_found,
    not_later,
    noted,
    reasoned,
    row_of,
    stands,
)
from match.upkeep.forms import AllotForm, ArrivalForm, GrantForm, UseForm
from match.upkeep.states import GRANT_MACHINE, LIVE_GRANTS, GrantStatus, Level
from match.upkeep.tables import BuildGrant
from match.upkeep.wording import screened


@command
async def request_grant(actor: Actor, home_id: int, form: GrantForm) -> int:
    """
    Ask for the grant of a new main home; its id. Tells ``grant.requested``.

    Conflict for a satellite, a closed home, and a home that has a grant. Invalid unless province
    10,000 and city with county 20,000 make exactly 30,000 yuan (or what a dated parameter says).
    """
    home = await home_of(actor, home_id, lock=True)
    require(policy.can_keep(actor, home["division"]))
    if home["kind"] != "main" or home["status"] in ("none", "closed"):
        raise Conflict(_("建设补助只给新建的主站，一个村一份。分站和已撤销的儿童之家没有补助。"))
    total = await whole("home.build_subsidy_total") * rules.FEN
    province = await whole("home.build_subsidy_province") * rules.FEN
    shares = {
        Level.province: province,
        Level.prefecture: form.prefecture_fen,
        Level.county: form.county_fen,
    }
    refuse(prefecture_fen=rules.shares_complaint(shares, total_fen=total, province_fen=province))
    screened(note=form.note)
    live = [status.value for status in LIVE_GRANTS]
    if await value(
        "SELECT id FROM build_grant WHERE home_id = $1 AND status = ANY($2)", home_id, live
    ):
        raise Conflict(_("这个儿童之家已经有一份建设补助，一个主站只能有一份。"))
    grant_id: int = await value(
        "INSERT INTO build_grant (home_id, division, total_fen, note, requested_by, requested_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        home_id,
        home["division"],
        total,
        form.note.strip(),
        actor.id,
        clock.now(),
    )
    for level, fen in shares.items():
        if fen:
            await value(
                "INSERT INTO build_grant_line (grant_id, level, amount_fen) VALUES ($1, $2, $3)",
                grant_id,
                level.value,
                fen,
            )
    await noted(
        actor,
        "grant.requested",
        ("build_grant", grant_id),
        home["division"],
        grant_id=grant_id,
    )
    return grant_id


@command
async def approve_grant(actor: Actor, grant_id: int) -> None:
    """The prefecture approves; from now on every level promised its share. Not who asked."""
    grant = await _grant(actor, grant_id)
    require(policy.can_approve(actor, grant["division"], grant["requested_by"]))
    await _move(actor, grant, "approve", approved_by=actor.id, approved_at=clock.now())
    shares = [(Level(line["level"]), line["amount_fen"]) for line in await _lines(grant_id)]
    await enter(actor, books.approved(grant_id, grant["division"], shares))


@command
async def refuse_grant(actor: Actor, grant_id: int, reason: str) -> None:
    """The prefecture does not approve; the county may ask again."""
    grant = await _grant(actor, grant_id)
    require(policy.can_approve(actor, grant["division"], grant["requested_by"]))
    await _move(actor, grant, "refuse", reason=reasoned(reason))


@command
async def withdraw_grant(actor: Actor, grant_id: int, reason: str) -> None:
    """The county takes its request back before it was approved."""
    grant = await _grant(actor, grant_id)
    require(policy.can_keep(actor, grant["division"]))
    await _move(actor, grant, "withdraw", reason=reasoned(reason))


@command
async def allot_share(actor: Actor, grant_id: int, form: AllotForm) -> None:
    """Finance records a level's document; with the last one the grant is allotted."""
    grant = await _grant(actor, grant_id)
    require(policy.can_fund(actor, grant["division"]))
    stands(grant, GrantStatus.approved)
    line = await _line(grant_id, form.level)
    if line["allotted_on"] is not None:
        raise Conflict(_("这一级已经登记过下达文件。"))
    not_later(form.allotted_on, "allotted_on")
    await value(
        "UPDATE build_grant_line SET document = $2, allotted_on = $3, allotted_by = $4"
        " WHERE id = $1",
        line["id"],
        form.document.strip(),
        form.allotted_on,
        actor.id,
    )
    await enter(actor, books.allotted(grant_id, line["id"], line["amount_fen"]))
    await _said(actor, grant, "grant.share_allotted", form.level)
    if all(one["allotted_on"] is not None for one in await _lines(grant_id)):
        await _move(actor, grant, "allot")


@command
async def record_arrival(actor: Actor, grant_id: int, form: ArrivalForm) -> None:
    """Finance records that a level's money came; not by who recorded its allotment."""
    grant = await _grant(actor, grant_id)
    stands(grant, GrantStatus.allotted)
    line = await _line(grant_id, form.level)
    require(policy.can_fund(actor, grant["division"], {line["allotted_by"]}))
    if line["paid_on"] is not None:
        raise Conflict(_("这一级的资金已经登记到账。"))
    not_later(form.paid_on, "paid_on")
    if form.paid_on < line["allotted_on"]:
        raise Invalid({"paid_on": _("到账日期不能早于下达日期。")})
    await value(
        "UPDATE build_grant_line SET voucher = $2, paid_on = $3, paid_by = $4 WHERE id = $1",
        line["id"],
        form.voucher.strip(),
        form.paid_on,
        actor.id,
    )
    await enter(actor, books.arrived(grant_id, line["id"], line["amount_fen"]))
    await _said(actor, grant, "grant.share_arrived", form.level)
    if all(one["paid_on"] is not None for one in await _lines(grant_id)):
        await _move(actor, grant, "pay")


@command
async def record_use(
    actor: Actor, grant_id: int, form: UseForm, *, file_id: int | None = None
) -> int:
    """What part of the money went to, by the county; its id. Never more than the grant."""
    grant = await _grant(actor, grant_id)
    require(policy.can_keep(actor, grant["division"]))
    stands(grant, GrantStatus.paid)
    not_later(form.spent_on, "spent_on")
    screened(what=form.what)
    left = grant["total_fen"] - grant["used_fen"]
    if form.amount_fen > left:
        raise Invalid(
            {
                "amount_fen": _("补助只剩 %(left)s 元，不能登记更多支出。")
                % {"left": left // rules.FEN}
            }
        )
    use_id: int = await value(
        "INSERT INTO build_grant_use (grant_id, what, amount_fen, spent_on, file_id, by)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        grant_id,
        form.what.strip(),
        form.amount_fen,
        form.spent_on,
        file_id,
        actor.id,
    )
    await value(
        "UPDATE build_grant SET used_fen = used_fen + $2 WHERE id = $1", grant_id, form.amount_fen
    )
    await enter(actor, books.used(grant_id, use_id, form.amount_fen))
    await _said(actor, grant, "grant.used")
    return use_id


@command
async def close_grant(actor: Actor, grant_id: int, reason: str = "") -> None:
    """
    The prefecture closes a grant whose money is accounted for. What is left goes back to the
    county's fund, and then the reason says so. Not by who asked for the grant.
    """
    grant = await _grant(actor, grant_id)
    require(policy.can_approve(actor, grant["division"], grant["requested_by"]))
    stands(grant, GrantStatus.paid)
    rest = grant["total_fen"] - grant["used_fen"]
    said = reasoned(reason) if rest else reason.strip()
    await _move(
        actor,
        grant,
        "close",
        reason=said,
        returned_fen=rest,
        closed_by=actor.id,
        closed_at=clock.now(),
    )
    if rest:
        await enter(actor, books.returned(grant_id, grant["division"], rest))


async def _grant(actor: Actor, grant_id: int) -> dict[str, Any]:
    grant = await row_of("build_grant", grant_id)
    if not policy.can_see(actor, grant["home_id"], grant["division"]):
        raise not_found()
    return grant


async def _lines(grant_id: int) -> list[dict[str, Any]]:
    return await rows("SELECT * FROM build_grant_line WHERE grant_id = $1 ORDER BY id", grant_id)


async def _line(grant_id: int, level: Level) -> dict[str, Any]:
    found = await one(
        "SELECT * FROM build_grant_line WHERE grant_id = $1 AND level = $2 FOR UPDATE",
        grant_id,
        level.value,
    )
    if found is None:
        raise Invalid({"level": _("这份补助没有这一级的资金。")})
    return found


async def _said(actor: Actor, grant: dict[str, Any], verb: str, level: Level | None = None) -> None:
    changes = {"level": (None, level.value)} if level else None
    subject = ("build_grant", grant["id"])
    await noted(actor, verb, subject, grant["division"], changes=changes, grant_id=grant["id"])


async def _move(
    actor: Actor, grant: dict[str, Any], verb: str, *, reason: str = "", **sets: Any
) -> None:
    if reason:
        sets["reason"] = reason
    await carry_out(
        actor,
        GRANT_MACHINE,
        BuildGrant,
        grant,
        GrantStatus(grant["status"]),
        verb,
        reason=reason,
        sets=sets,
        grant_id=grant["id"],
    )
