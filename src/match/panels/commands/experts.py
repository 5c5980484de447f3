"""The pool: an expert applies, is verified by another person, declares ties, rests, leaves."""

from datetime import date
from typing import Any

from match.catalogue import codes
from match.catalogue.codes import UnknownCode
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.panels import policy, rules
from match.panels.forms import ExpertForm, TieForm
from match.panels.states import EXPERT_MACHINE, ExpertStatus
from match.panels.tables import Expert
from match.places.queries import divisions

VALID = "expert.verification_years"
_FIELDS = ("division", "employer", "employer_id", "title", "fields", "skills", "introduction")


@command
async def apply_expert(actor: Actor, form: ExpertForm) -> int:
    """
    Apply to be in the pool, or change what stands there; either is verified anew. The expert's id.
    """
    if actor.id is None or actor.covering is not None:
        raise Denied(_("请用本人的账户登录后申请。"))
    return await _apply(actor, actor.id, form)


@command
async def enter_expert(actor: Actor, account_id: int, form: ExpertForm) -> int:
    """
    The pool's keeper enters somebody who is registered here; another keeper verifies. Raises
    NotFound for no such account, Denied outside the own area.
    """
    if not actor.may(Permission.panels_keep, form.division):
        raise Denied(_("只有本地区管理评审专家库的人员可以录入专家。"))
    if await one("SELECT FROM account WHERE id = $1 AND erased_at IS NULL", account_id) is None:
        raise NotFound(_("没有找到这个账户，请核对编号。"))
    return await _apply(actor, account_id, form)


async def _apply(actor: Actor, account_id: int, form: ExpertForm) -> int:
    fields = await _checked(form)
    held = await one("SELECT * FROM expert WHERE account_id = $1 FOR UPDATE", account_id)
    if held is None:
        made: int = await value(
            f"INSERT INTO expert (account_id, entered_by, applied_at, {', '.join(_FIELDS)})"  # noqa: S608 # our own column names
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
            account_id,
            actor.id,
            clock.now(),
            *(fields[name] for name in _FIELDS),
        )
    else:
        made = held["id"]
        if held["status"] != ExpertStatus.applied:
            await _move(actor, held, "apply")
        await value(
            "UPDATE expert SET division = $2, employer = $3, employer_id = $4, title = $5,"
            " fields = $6, skills = $7, introduction = $8, entered_by = $9, applied_at = $10,"
            " decided_by = NULL, verified_until = NULL WHERE id = $1",
            made,
            *(fields[name] for name in _FIELDS),
            actor.id,
            clock.now(),
        )
    await record(actor, "expert.saved", subject=("expert", made), division=form.division)
    await tell("expert.entered", expert_id=made, division=form.division)
    return made


async def _checked(form: ExpertForm) -> dict[str, Any]:
    complaints: dict[str, str] = {}
    for name, known in (("fields", codes.category), ("skills", codes.skill)):
        try:
            for code in getattr(form, name):
                known(code)
        except UnknownCode:
            complaints[name] = _("请从给出的选项里选择。")
    if form.division not in await divisions([form.division]):
        complaints["division"] = _("请从列表里选择所在地区。")
    if complaints:
        raise Invalid(complaints)
    employer = await one(
        "SELECT id FROM organisation WHERE name = $1 OR uscc = $1 ORDER BY id LIMIT 1",
        form.employer.strip(),
    )
    return {
        "division": form.division,
        "employer": form.employer.strip(),
        "employer_id": employer["id"] if employer else None,
        "title": form.title.strip(),
        "fields": sorted(set(form.fields)),
        "skills": sorted(set(form.skills)),
        "introduction": form.introduction.strip(),
    }


@command
async def verify_expert(actor: Actor, expert_id: int) -> date:
    """Let an expert into the pool, for as long as the parameter says. Not by who entered them."""
    held = await _kept(actor, expert_id)
    if held["entered_by"] in (actor.id, actor.covering):
        raise Denied(_("录入专家的人不能自己核验，请由其他人员办理。"))
    today = clock.today()
    until = today.replace(year=today.year + await whole(VALID), day=min(today.day, 28))
    await _move(
        actor, held, "verify", decided_by=actor.id, decided_at=clock.now(), verified_until=until
    )
    return until


@command
async def refuse_expert(actor: Actor, expert_id: int, reason: str) -> None:
    """Not, or no longer, in the pool; the expert reads why."""
    held = await _kept(actor, expert_id)
    _words(reason)
    verb = "refuse" if held["status"] == ExpertStatus.applied else "revoke"
    await _move(
        actor,
        held,
        verb,
        reason=reason,
        sets_reason=reason.strip(),
        decided_by=actor.id,
        decided_at=clock.now(),
    )


@command
async def rest_expert(actor: Actor, verb: str) -> None:
    """The expert's own: ``rest`` (not drawn for now), ``return``, or ``leave`` the pool."""
    held = await _own(actor)
    if verb not in ("rest", "return", "leave"):
        raise Conflict(_("没有这个操作。"))
    await _move(actor, held, verb)


@command
async def declare_tie(actor: Actor, expert_id: int, form: TieForm) -> int:
    """
    Name an organisation that binds an expert, by the expert or a keeper of the pool. The tie's id.

    Raises NotFound for an organisation nobody registered here: it cannot bid here either.
    """
    held = await _own_or_kept(actor, expert_id)
    organisation = await one(
        "SELECT id FROM organisation WHERE name = $1 OR uscc = upper($1) ORDER BY id LIMIT 1",
        form.organisation.strip(),
    )
    if organisation is None:
        raise Invalid({"organisation": _("没有找到这家机构，请填写全称或统一社会信用代码。")})
    made = await value(
        "INSERT INTO expert_tie (expert_id, organisation_id, kind, note, declared_by, declared_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (expert_id, organisation_id, kind)"
        " WHERE ended_at IS NULL DO NOTHING RETURNING id",
        expert_id,
        organisation["id"],
        form.kind.value,
        form.note.strip(),
        actor.id,
        clock.now(),
    )
    if made is None:
        raise Conflict(_("这条回避关系已经登记过。"))
    await record(
        actor,
        "expert.tie_declared",
        subject=("expert", expert_id),
        division=held["division"],
        changes={form.kind.value: (None, organisation["id"])},
    )
    return made


@command
async def end_tie(actor: Actor, tie_id: int) -> None:
    """The tie is over; it still counts for three years (实施条例9)."""
    tie = await one("SELECT * FROM expert_tie WHERE id = $1 AND ended_at IS NULL", tie_id)
    if tie is None:
        raise NotFound(_("没有找到这条回避关系。"))
    held = await _own_or_kept(actor, tie["expert_id"])
    await value("UPDATE expert_tie SET ended_at = $2 WHERE id = $1", tie_id, clock.now())
    await record(
        actor,
        "expert.tie_ended",
        subject=("expert", held["id"]),
        division=held["division"],
        changes={tie["kind"]: (tie["organisation_id"], None)},
    )


async def _own(actor: Actor) -> dict[str, Any]:
    held = await one("SELECT * FROM expert WHERE account_id = $1 FOR UPDATE", actor.id)
    if held is None or actor.covering is not None:
        raise NotFound(_("您还没有申请加入评审专家库。"))
    return held


async def _kept(actor: Actor, expert_id: int) -> dict[str, Any]:
    held = await one("SELECT * FROM expert WHERE id = $1 FOR UPDATE", expert_id)
    if held is None or not actor.may(Permission.panels_keep, held["division"]):
        raise NotFound(_("没有找到这位专家。"))
    require(policy.can_keep(actor, held))
    return held


async def _own_or_kept(actor: Actor, expert_id: int) -> dict[str, Any]:
    held = await one("SELECT * FROM expert WHERE id = $1 FOR UPDATE", expert_id)
    if held is not None and held["account_id"] == actor.id and actor.covering is None:
        return held
    return await _kept(actor, expert_id)


def _words(reason: str) -> None:
    complaint = rules.words_complaint(reason)
    if complaint:
        raise Invalid({"reason": complaint})


async def _move(
    actor: Actor,
    held: dict[str, Any],
    verb: str,
    *,
    reason: str = "",
    sets_reason: str = "",
    **sets: Any,
) -> None:
    await carry_out(
        actor,
        EXPERT_MACHINE,
        Expert,
        held,
        ExpertStatus(held["status"]),
        verb,
        reason=reason,
        sets={**sets, "reason": sets_reason},
        expert_id=held["id"],
        account_id=held["account_id"],
        division=held["division"],
    )
