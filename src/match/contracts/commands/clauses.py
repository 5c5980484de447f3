"""The parts of a draft, one at a time: milestones, standards, indicators, budget, need lines."""

from typing import Any

from match.contracts import rules
from match.contracts.commands._shared import screened
from match.contracts.commands.drafting import drafted, reworded
from match.contracts.forms import (
    BudgetForm,
    IndicatorForm,
    LineForm,
    MilestoneForm,
    StandardForm,
)
from match.contracts.states import Source
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _

PARTS_MOST = 60
PARTS = {
    "milestone": "contract_milestone",
    "standard": "contract_standard",
    "indicator": "contract_indicator",
    "budget": "contract_budget",
    "line": "contract_line",
    "partner": "contract_party",
}


@command
async def add_milestone(actor: Actor, contract_id: int, form: MilestoneForm) -> int:
    """A milestone with deliverable, day within the term, and instalment; its id."""
    contract = await drafted(actor, contract_id)
    screened(title=form.title, deliverable=form.deliverable)
    if not contract["starts_on"] <= form.due_on <= contract["ends_on"]:
        raise Invalid({"due_on": _("阶段日期必须在合同期内。")})
    if contract["source"] == Source.cooperation and form.amount_fen:
        raise Invalid({"amount_fen": _("合作项目按预算由各方自行支出，这里不填付款。")})
    held = await _held("contract_milestone", contract_id, "amount_fen")
    if contract["source"] == Source.award and held + form.amount_fen > contract["amount_fen"]:
        raise Invalid({"amount_fen": _("各阶段付款合计不能超过合同金额。")})
    return await _add(
        actor,
        contract,
        "contract_milestone",
        title=form.title.strip(),
        deliverable=form.deliverable.strip(),
        due_on=form.due_on,
        amount_fen=form.amount_fen,
        files=[],
    )


@command
async def add_standard(actor: Actor, contract_id: int, form: StandardForm) -> int:
    """A standard that acceptance will look at; its id."""
    contract = await drafted(actor, contract_id)
    screened(words=form.words)
    return await _add(
        actor, contract, "contract_standard", kind=form.kind.value, words=form.words.strip()
    )


@command
async def add_indicator(actor: Actor, contract_id: int, form: IndicatorForm) -> int:
    """An indicator of the evaluation; its id. The weights never sum to more than 100."""
    contract = await drafted(actor, contract_id)
    screened(title=form.title, target=form.target)
    held = await _held("contract_indicator", contract_id, "weight")
    if held + form.weight > rules.WEIGHTS:
        left = rules.WEIGHTS - held
        raise Invalid({"weight": _("权重合计不能超过 100，还剩 %(left)s。") % {"left": left}})
    return await _add(
        actor,
        contract,
        "contract_indicator",
        kind=form.kind.value,
        title=form.title.strip(),
        target=form.target.strip(),
        weight=form.weight,
    )


@command
async def add_budget(actor: Actor, contract_id: int, form: BudgetForm) -> int:
    """A budget line of a cooperation, spent by one of its partners; its id."""
    contract = await drafted(actor, contract_id)
    if contract["source"] != Source.cooperation:
        raise Conflict(_("采购合同的价款就是成交金额，不另列预算。"))
    screened(title=form.title)
    if form.organisation_id not in contract["parties"]:
        raise Invalid({"organisation_id": _("请选择一个合作方。")})
    added = await _add(
        actor,
        contract,
        "contract_budget",
        title=form.title.strip(),
        organisation_id=form.organisation_id,
        amount_fen=form.amount_fen,
    )
    await _sum_budget(contract_id)
    return added


@command
async def add_line(actor: Actor, contract_id: int, form: LineForm) -> int:
    """
    Units of a published need that a milestone brings; its id. They are promised when all have
    signed: until then another gift may take them.
    """
    contract = await drafted(actor, contract_id)
    milestone = await value(
        "SELECT id FROM contract_milestone WHERE id = $1 AND contract_id = $2",
        form.milestone_id,
        contract_id,
    )
    if milestone is None:
        raise Invalid({"milestone_id": _("请选择这份合同的一个阶段。")})
    line = await one(
        "SELECT l.id, l.quantity - l.reserved - l.committed - l.in_transit - l.received AS open,"
        " n.division, n.status FROM need_line l JOIN need n ON n.id = l.need_id WHERE l.id = $1",
        form.line_id,
    )
    if line is None or line["status"] not in ("published", "matching", "partly_met"):
        raise Invalid({"line_id": _("没有找到这项正在公布的需求。")})
    if not any(line["division"].startswith(area) for area in contract["areas"]):
        raise Invalid({"line_id": _("这项需求不在合同的服务地区。")})
    if form.units > line["open"]:
        raise Invalid({"units": _("这项需求只剩 %(left)s。") % {"left": line["open"]}})
    return await _add(
        actor,
        contract,
        "contract_line",
        milestone_id=form.milestone_id,
        line_id=form.line_id,
        units=form.units,
    )


@command
async def remove_part(actor: Actor, contract_id: int, kind: str, part_id: int) -> None:
    """Take a part out of the draft. *kind*: a key of PARTS. Raises NotFound; the lead stays."""
    contract = await drafted(actor, contract_id)
    table = PARTS.get(kind)
    key = "organisation_id" if kind == "partner" else "id"
    lead = contract["source"] == Source.award or part_id == contract["purchaser_id"]
    if table is None or (kind == "partner" and lead):
        raise NotFound(_("没有找到要删除的这一项。"))
    if kind == "partner" and await value(
        "SELECT id FROM contract_budget WHERE contract_id = $1 AND organisation_id = $2",
        contract_id,
        part_id,
    ):
        raise Conflict(_("这个合作方还有预算，请先删除它的预算。"))
    gone = await value(
        f"DELETE FROM {table} WHERE contract_id = $1 AND {key} = $2 RETURNING id",  # noqa: S608 # our own tables
        contract_id,
        part_id,
    )
    if gone is None:
        raise NotFound(_("没有找到要删除的这一项。"))
    if kind == "budget":
        await _sum_budget(contract_id)
    await reworded(actor, contract, f"contract.{kind}_removed")


async def _add(actor: Actor, contract: dict[str, Any], table: str, **columns: Any) -> int:
    held: int = await value(
        f"SELECT count(*) FROM {table} WHERE contract_id = $1",  # noqa: S608 # our own tables
        contract["id"],
    )
    if held >= PARTS_MOST:
        raise Conflict(_("最多 %(most)s 项。") % {"most": PARTS_MOST})
    names = ["contract_id", *columns]
    given = [contract["id"], *columns.values()]
    if table != "contract_line":
        names, given = [*names, "position"], [*given, await _next(table, contract["id"])]
    marks = ", ".join(f"${at}" for at in range(1, len(given) + 1))
    again = " ON CONFLICT DO NOTHING" if table == "contract_line" else ""
    added = await value(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}){again} RETURNING id",  # noqa: S608 # our own names
        *given,
    )
    if added is None:
        raise Invalid({"line_id": _("这项需求已经列在这一阶段里。")})
    await reworded(actor, contract, f"{table.replace('_', '.', 1)}_added")
    return added


async def _next(table: str, contract_id: int) -> int:
    return await value(
        f"SELECT coalesce(max(position), 0) + 1 FROM {table} WHERE contract_id = $1",  # noqa: S608 # our own tables
        contract_id,
    )


async def _held(table: str, contract_id: int, column: str) -> int:
    return await value(
        f"SELECT coalesce(sum({column}), 0)::bigint FROM {table} WHERE contract_id = $1",  # noqa: S608 # our own names
        contract_id,
    )


async def _sum_budget(contract_id: int) -> None:
    """A cooperation's amount is the sum of its budget lines."""
    await value(
        "UPDATE contract SET amount_fen = s.fen, original_fen = s.fen FROM"
        " (SELECT greatest(1, coalesce(sum(amount_fen), 0))::bigint AS fen FROM contract_budget"
        " WHERE contract_id = $1) AS s WHERE contract.id = $1",
        contract_id,
    )
