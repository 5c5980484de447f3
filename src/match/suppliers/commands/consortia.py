"""Several suppliers bid as one: proposed by the lead, signed by every member's manager."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.needs.wording import refuse_personal_data
from match.suppliers import policy, wording
from match.suppliers.commands._shared import Row, need_reason
from match.suppliers.forms import ConsortiumForm, Part
from match.suppliers.states import CONSORTIUM_MACHINE, ConsortiumStatus
from match.suppliers.tables import Consortium

_WHOLE = 10_000


@command
async def propose_consortium(actor: Actor, tender_id: int, form: ConsortiumForm) -> int:
    """
    Write the joint agreement for one purchase; returns its id. The lead's manager signs with it;
    it counts once every other member's manager has signed the same words. Tells
    consortium.proposed. Source: 采购法24, 实施条例22.
    """
    tender = await _tender(tender_id)
    require(policy.can_keep(actor, form.lead))
    names = await _checked(form, tender)
    refuse_personal_data({"parts": "\n".join(part.work for part in form.parts)})
    text = wording.agreement(
        tender["title"], [(names[part.organisation], part.share, part.work) for part in _led(form)]
    )
    made: int = await value(
        "INSERT INTO consortium (tender_id, lead_id, division, status, agreement, agreement_hash,"
        " made_by, made_at) VALUES ($1, $2, $3, 'gathering', $4, $5, $6, $7) RETURNING id",
        tender_id,
        form.lead,
        tender["division"],
        text,
        wording.digest(text),
        actor.id,
        clock.now(),
    )
    for part in _led(form):
        lead = part.organisation == form.lead
        await value(
            "INSERT INTO consortium_member (consortium_id, tender_id, organisation_id, share,"
            " work, signed_by, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            made,
            tender_id,
            part.organisation,
            part.share,
            part.work.strip(),
            actor.id if lead else None,
            clock.now() if lead else None,
        )
    await record(
        actor, "consortium.proposed", subject=("consortium", made), division=tender["division"]
    )
    await tell("consortium.proposed", consortium_id=made, tender_id=tender_id)
    return made


@command
async def sign_consortium(actor: Actor, consortium_id: int, agreement_hash: str) -> None:
    """
    A member's manager signs the words with this hash. With the last signature the members are one
    bidder. Raises Conflict if the page showed other words, or after the last day.
    """
    held, members = await _locked(actor, consortium_id)
    if held["agreement_hash"] != agreement_hash:
        raise Conflict(_("协议内容与页面上显示的不同，请刷新后重新阅读。"))
    if held["status"] != ConsortiumStatus.gathering:
        raise Conflict(_("协议已经签齐或终止，不需要再签。"))
    await _refuse_closed(held["tender_id"])
    unsigned = [
        member
        for member in members
        if member["signed_at"] is None and policy.acts_for(actor, member["organisation_id"])
    ]
    if not unsigned:
        raise Conflict(_("您的机构已经签署过。"))
    for member in unsigned:
        await value(
            "UPDATE consortium_member SET signed_by = $2, signed_at = $3 WHERE id = $1",
            member["id"],
            actor.id,
            clock.now(),
        )
        await record(
            actor,
            "consortium.signed",
            subject=("consortium", consortium_id),
            division=held["division"],
            changes={"member": (None, member["organisation_id"])},
        )
    if sum(member["signed_at"] is None for member in members) == len(unsigned):
        await _move(actor, held, "join")


@command
async def end_consortium(actor: Actor, consortium_id: int, reason: str) -> None:
    """
    Any member leaves before the bid is in; the others hear why. A sealed bid is taken back first.
    """
    held, members = await _locked(actor, consortium_id)
    said = need_reason(reason)
    await _refuse_closed(held["tender_id"])
    await _refuse_sealed(held["tender_id"], [member["organisation_id"] for member in members])
    await value("UPDATE consortium_member SET live = false WHERE consortium_id = $1", consortium_id)
    await value("UPDATE consortium SET reason = $2 WHERE id = $1", consortium_id, said)
    await _move(actor, held, "end", reason=said)


async def _checked(form: ConsortiumForm, tender: Row) -> dict[int, str]:
    """Names by organisation; Invalid with what is wrong with the parts."""
    members = [part.organisation for part in form.parts]
    most = await whole("suppliers.members_max")
    complaint = None
    if not tender["consortium"]:
        raise Conflict(_("这个项目的采购文件不接受联合体。"))
    if len(set(members)) != len(members):
        complaint = _("同一家机构只能出现一次。")
    elif form.lead not in members:
        complaint = _("牵头单位要在成员里。")
    elif len(members) > most:
        complaint = _("联合体最多 %(most)s 家。") % {"most": most}
    elif sum(part.share for part in form.parts) != _WHOLE:
        complaint = _("各方比例相加要等于 100%。")
    found = await rows(
        "SELECT id, name FROM organisation WHERE id = ANY($1::bigint[]) AND status = 'verified'",
        members,
    )
    if complaint is None and len(found) != len(set(members)):
        complaint = _("有成员不存在或没有通过核验。")
    if complaint is None and tender["organisation_id"] in members:
        complaint = _("采购单位不能参加自己的采购。")
    if complaint:
        raise Invalid({"parts": complaint})
    await _refuse_bound(tender["id"], members)
    await _refuse_sealed(tender["id"], members)
    return {row["id"]: row["name"] for row in found}


async def _refuse_bound(tender_id: int, members: list[int]) -> None:
    bound = await value(
        "SELECT o.name FROM consortium_member m JOIN organisation o ON o.id = m.organisation_id"
        " WHERE m.tender_id = $1 AND m.live AND m.organisation_id = ANY($2::bigint[]) LIMIT 1",
        tender_id,
        members,
    )
    if bound is not None:
        raise Conflict(
            _("%(name)s已经在另一个联合体里，不能再参加（实施条例第二十二条）。") % {"name": bound}
        )


async def _refuse_sealed(tender_id: int, members: list[int]) -> None:
    """Who has a bid in has bid alone, or for this very consortium: the bid is taken back first."""
    sealed = await value(
        "SELECT EXISTS (SELECT FROM bid WHERE tender_id = $1 AND status = 'sealed'"
        " AND organisation_id = ANY($2::bigint[]))",
        tender_id,
        members,
    )
    if sealed:
        raise Conflict(_("有成员已经递交响应文件，请先撤回再变更联合体。"))


def _led(form: ConsortiumForm) -> list[Part]:
    return sorted(form.parts, key=lambda part: part.organisation != form.lead)


async def _tender(tender_id: int) -> Row:
    tender = await one(
        "SELECT id, title, division, organisation_id, consortium FROM tender WHERE id = $1"
        " AND published_at IS NOT NULL FOR SHARE",
        tender_id,
    )
    if tender is None:
        raise NotFound(_("没有找到这条采购公告。"))
    await _refuse_closed(tender_id)
    return tender


async def _refuse_closed(tender_id: int) -> None:
    """The database's own clock decides, as it does for the bids."""
    open_still = await value(
        "SELECT status = 'published' AND greatest(clock_timestamp(), $2) < closes_at"
        " AND mode <> 'mirror' FROM tender WHERE id = $1",
        tender_id,
        clock.now(),
    )
    if not open_still:
        raise Conflict(_("已经截止，联合体不能再变更。"))


async def _locked(actor: Actor, consortium_id: int) -> tuple[Row, list[Row]]:
    """The agreement and its members, the purchase locked first. NotFound for strangers."""
    found = await one("SELECT tender_id FROM consortium WHERE id = $1", consortium_id)
    if found is not None:
        await one("SELECT id FROM tender WHERE id = $1 FOR SHARE", found["tender_id"])
    held = await one("SELECT * FROM consortium WHERE id = $1 FOR UPDATE", consortium_id)
    members = await rows(
        "SELECT * FROM consortium_member WHERE consortium_id = $1 ORDER BY id FOR UPDATE",
        consortium_id,
    )
    if held is None or not any(
        policy.acts_for(actor, member["organisation_id"]) for member in members
    ):
        raise NotFound(_("没有找到这份联合体协议。"))
    return held, members


async def _move(actor: Actor, held: Row, verb: str, *, reason: str = "") -> None:
    await carry_out(
        actor,
        CONSORTIUM_MACHINE,
        Consortium,
        held,
        ConsortiumStatus(held["status"]),
        verb,
        reason=reason,
        consortium_id=held["id"],
        tender_id=held["tender_id"],
    )
