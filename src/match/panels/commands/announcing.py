"""Announcing how a panel will be drawn, before a bid can be read."""

import secrets
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from match.catalogue import codes
from match.catalogue.codes import UnknownCode
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import number, whole
from match.panels import drawing, policy, rules
from match.panels.commands._shared import move, suspended
from match.panels.forms import PanelForm
from match.panels.needed import least_experts, least_size
from match.panels.states import PanelStatus
from match.tenders.commands import locked
from match.tenders.facts import TenderFacts
from match.tenders.states import Mode, TenderStatus

_POOL = """
SELECT e.id, e.account_id, e.division, e.fields FROM expert e
JOIN account a ON a.id = e.account_id
WHERE e.status = 'verified' AND e.verified_until >= $1
  AND a.disabled_at IS NULL AND a.erased_at IS NULL ORDER BY e.id
"""
_INSERT = """
INSERT INTO panel (tender_id, organisation_id, division, round, light, size, experts, fields,
  algorithm, nonce, commitment, pool_hash, small_cut_bp, domestic_cut_bp, outlier_bp, announced_by,
  announced_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, clock_timestamp())
RETURNING id
"""
_CANDIDATES = """
INSERT INTO panel_candidate (panel_id, expert_id, pseudonym, salt, stage)
SELECT $1, * FROM unnest($2::bigint[], $3::varchar[], $4::varchar[], $5::int[])
"""
BEFORE = frozenset({TenderStatus.published, TenderStatus.closed, TenderStatus.opened})


@command
async def announce_panel(actor: Actor, tender_id: int, form: PanelForm) -> int:
    """
    Publish size, pool (under pseudonyms) and commitment; the panel's id. Announcing again before
    the draw replaces what was announced.

    Raises Invalid for a size that the method does not allow; Conflict where too few experts are in
    the pool, once a panel was drawn, and for a procedure of the official system.
    """
    facts = await locked(tender_id)
    require(policy.can_run(actor, facts.organisation_id, facts.division))
    suspended(facts)
    if facts.mode is Mode.mirror or facts.status not in BEFORE:
        raise Conflict(_("现在不能组织评审：采购公告发布后、评审开始前才能公布抽取规则。"))
    experts = _experts(form, facts)
    number_of = await _replaced(actor, tender_id)
    fields = await _fields(form, facts)
    pool = _pool(await rows(_POOL, clock.today()), fields, facts.division)
    if len(pool) < experts:
        raise Conflict(
            _(
                "评审专家库里可以抽取的专家只有 %(there)s 人，"
                "至少需要 %(wanted)s 人。请先充实专家库。"
            )
            % {"there": len(pool), "wanted": experts}
        )
    nonce = secrets.token_hex(32)
    panel_id: int = await value(
        _INSERT,
        tender_id,
        facts.organisation_id,
        facts.division,
        number_of,
        least_experts(facts, form.size) == 0,
        form.size,
        experts,
        fields,
        drawing.ALGORITHM,
        nonce,
        drawing.commitment(tender_id, nonce),
        drawing.pool_hash((each["stage"], each["pseudonym"]) for each in pool),
        await whole("panel.small_cut_bp"),
        await _domestic_bp(facts),
        await whole("panel.outlier_bp"),
        actor.id or 0,
    )
    columns = [[each[name] for each in pool] for name in ("id", "pseudonym", "salt", "stage")]
    await rows(_CANDIDATES, panel_id, *columns)
    await record(
        actor,
        "panel.announced",
        subject=("panel", panel_id),
        division=facts.division,
        changes={"size": (None, form.size), "experts": (None, experts), "pool": (None, len(pool))},
    )
    await tell("panel.announced", tender_id=tender_id, panel_id=panel_id)
    return panel_id


def _experts(form: PanelForm, facts: TenderFacts) -> int:
    """How many are drawn; two thirds at least, but where the unit's own rules say."""
    complaint = rules.size_complaint(form.size, least_size(facts))
    if complaint:
        raise Invalid({"size": complaint})
    least = least_experts(facts, form.size)
    experts = least if form.experts is None else form.experts
    if not least <= experts <= form.size:
        raise Invalid(
            {
                "experts": _("抽取的专家须在 %(least)s 到 %(most)s 人之间。")
                % {"least": least, "most": form.size}
            }
        )
    return experts


async def _replaced(actor: Actor, tender_id: int) -> int:
    """The number of the new panel; what was announced and not drawn is dissolved."""
    before = await one(
        "SELECT * FROM panel WHERE tender_id = $1 ORDER BY round DESC LIMIT 1 FOR UPDATE",
        tender_id,
    )
    if before is None:
        return 1
    if before["status"] == PanelStatus.announced:
        await move(actor, before, "dissolve", reason=_("重新公布抽取规则"))
    elif before["status"] != PanelStatus.dissolved:
        raise Conflict(_("评审小组已经抽取，不能重新公布抽取规则。"))
    return before["round"] + 1


async def _fields(form: PanelForm, facts: TenderFacts) -> list[str]:
    """Fields of expertise that are asked for; without a choice, the category bought."""
    try:
        for code in form.fields:
            codes.category(code)
    except UnknownCode as error:
        raise Invalid({"fields": _("请从给出的选项里选择。")}) from error
    return sorted(set(form.fields)) or [facts.category]


def _pool(found: Sequence[dict[str, Any]], fields: list[str], seat: str) -> list[dict[str, Any]]:
    """The pool as it stands now, each under a new pseudonym."""
    made: list[dict[str, Any]] = []
    for row in found:
        salt = secrets.token_hex(16)
        made.append(
            {
                "id": row["id"],
                "salt": salt,
                "pseudonym": drawing.pseudonym(row["id"], salt),
                "stage": rules.stage_of(row["fields"], row["division"], fields, seat),
            }
        )
    return made


async def _domestic_bp(facts: TenderFacts) -> int:
    """The advantage of domestic products counts for goods only (国办发〔2025〕34号)."""
    if not facts.item_code.startswith("A"):
        return 0
    return int(await number("proc.domestic_product_price_cut") * Decimal(10_000))
