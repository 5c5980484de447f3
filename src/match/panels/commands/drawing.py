"""The draw itself, and the purchaser's own people: once the bids are open, before one is read."""

from collections.abc import Collection
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.panels import drawing, policy
from match.panels.blinding import alias_order
from match.panels.commands._shared import in_state, move, panel_of, suspended
from match.panels.graph import persons, sisters
from match.panels.opened import Opened, opened_bids
from match.panels.states import PanelStatus, SeatKind
from match.panels.ties import Tie, ties
from match.tenders.facts import TenderFacts
from match.tenders.states import TenderStatus

# The first entry that says the bids are open and that came after the announcement.
_PUBLIC_VALUE = """
SELECT encode(hash, 'hex') FROM bid_board
WHERE tender_id = $1 AND kind = 'opened' AND at > $2 ORDER BY number LIMIT 1
"""
_LATER = """
SELECT encode(hash, 'hex') FROM bid_board
WHERE tender_id = $1 AND at > $2 AND at > $3 ORDER BY number LIMIT 1
"""
_SMALL = """
WITH standing AS (
  SELECT DISTINCT ON (organisation_id, kind) organisation_id, kind, holds, until
  FROM supplier_declaration WHERE kind IN ('small_firm', 'micro_firm', 'disabled_firm')
  ORDER BY organisation_id, kind, id DESC)
SELECT DISTINCT organisation_id FROM standing WHERE holds AND until >= $2
  AND organisation_id = ANY($1)
"""
_PARTNERS = """
SELECT c.lead_id, m.organisation_id FROM consortium c
JOIN consortium_member m ON m.consortium_id = c.id
WHERE c.tender_id = $1 AND c.status = 'joint' AND m.live
"""


@command
async def draw_panel(actor: Actor, tender_id: int, representatives: Collection[int] = ()) -> int:
    """
    Draw the experts in the announced way and seat them with the purchaser's *representatives*
    (accounts); the panel's id. Names stay secret until the result is published.

    Raises Conflict before the bids are open, without an announcement, or where too few experts are
    left once those with ties have stood aside; Invalid for a representative who may not judge.
    """
    facts, panel = await panel_of(tender_id)
    require(policy.can_run(actor, facts.organisation_id, facts.division))
    suspended(facts)
    in_state(panel, PanelStatus.announced)
    if facts.status is not TenderStatus.opened:
        raise Conflict(_("开标之后才能抽取评审专家：要先知道投标人，才能判断谁应当回避。"))
    bids = await opened_bids(tender_id)
    public_value = await _public_value(panel, facts)
    bidders = await bidders_of(tender_id, bids)
    others = await _representatives(facts, panel, representatives, bidders)
    await _order(panel["id"], panel["nonce"], public_value)
    await judge_ties(panel["id"], facts, bidders)
    drawn = await seat_next(panel["id"], panel["experts"], set(others))
    for account in others:
        await _seat(panel["id"], account)
    await _lay_out(panel["id"], panel["nonce"] + public_value, facts, bids)
    now = clock.now()
    panel = await move(actor, panel, "draw", public_value=public_value, drawn_at=now)
    await record(
        actor,
        "panel.seats_filled",
        subject=("panel", panel["id"]),
        division=facts.division,
        changes={"experts": (0, drawn), "representatives": (0, len(others))},
    )
    await tell("panel.seats_asked", tender_id=tender_id, panel_id=panel["id"])
    return panel["id"]


async def bidders_of(tender_id: int, bids: Collection[Opened]) -> frozenset[int]:
    """Every organisation that bids, members of consortia included."""
    leads = {bid.organisation_id for bid in bids}
    found = await rows(_PARTNERS, tender_id)
    return frozenset(leads | {row["organisation_id"] for row in found if row["lead_id"] in leads})


async def _public_value(panel: dict[str, Any], facts: TenderFacts) -> str:
    found = await value(_PUBLIC_VALUE, facts.id, panel["announced_at"])
    found = found or await value(_LATER, facts.id, panel["announced_at"], facts.closes_at)
    if not found:
        raise Conflict(
            _("抽取规则是在开标之后才公布的，要等公示板有新的记录才能抽取，以免事先知道结果。")
        )
    return found


async def _order(panel_id: int, nonce: str, public_value: str) -> None:
    pool = await rows("SELECT stage, pseudonym FROM panel_candidate WHERE panel_id = $1", panel_id)
    drawn = drawing.order(nonce, public_value, [(row["stage"], row["pseudonym"]) for row in pool])
    await value(
        "UPDATE panel_candidate c SET place = d.place FROM unnest($2::varchar[]) WITH ORDINALITY"
        " AS d(pseudonym, place) WHERE c.panel_id = $1 AND c.pseudonym = d.pseudonym",
        panel_id,
        drawn,
    )


async def judge_ties(
    panel_id: int, facts: TenderFacts, bidders: frozenset[int], served: Collection[int] = ()
) -> None:
    """
    Write down for every candidate who was not asked yet why they must stand aside, each edge with
    its organisation. What was written is never taken back.
    """
    pool = await rows(
        "SELECT c.id, e.account_id FROM panel_candidate c JOIN expert e ON e.id = c.expert_id"
        " WHERE c.panel_id = $1 AND NOT EXISTS"
        " (SELECT FROM panel_seat s WHERE s.candidate_id = c.id)",
        panel_id,
    )
    known = await persons(facts.id, [row["account_id"] for row in pool], served)
    near = await sisters(bidders)
    tied = {
        row["id"]: found
        for row in pool
        if (found := ties(known[row["account_id"]], bidders, facts.organisation_id, near))
    }
    await value(
        "UPDATE panel_candidate c SET ties = d.ties::jsonb FROM unnest($2::bigint[], $3::text[])"
        " AS d(id, ties) WHERE c.panel_id = $1 AND c.id = d.id",
        panel_id,
        list(tied),
        [_json(found) for found in tied.values()],
    )


def _json(found: list[Tie]) -> str:
    return msgspec.json.encode(found).decode()


async def seat_next(panel_id: int, wanted: int, without: Collection[int] = ()) -> int:
    """
    Ask the next *wanted* of the drawn order who are free of ties and have not been asked; how
    many. *without*: accounts that sit already. Raises Conflict where the pool is exhausted.
    """
    free = await rows(
        "SELECT c.id, c.expert_id, e.account_id FROM panel_candidate c"
        " JOIN expert e ON e.id = c.expert_id WHERE c.panel_id = $1 AND c.ties = '[]'"
        " AND e.account_id <> ALL($3) AND NOT EXISTS (SELECT FROM panel_seat s"
        " WHERE s.panel_id = c.panel_id AND s.account_id = e.account_id)"
        " ORDER BY c.place LIMIT $2",
        panel_id,
        wanted,
        list(without),
    )
    if len(free) < wanted:
        raise Conflict(
            _("应当回避的专家回避后，还缺 %(lack)s 名专家。请充实专家库，或终止后重新采购。")
            % {"lack": wanted - len(free)}
        )
    for row in free:
        await _seat(panel_id, row["account_id"], row["expert_id"], row["id"])
    return len(free)


async def _seat(
    panel_id: int, account_id: int, expert_id: int | None = None, candidate_id: int | None = None
) -> None:
    kind = SeatKind.expert if expert_id is not None else SeatKind.purchaser
    await value(
        "INSERT INTO panel_seat (panel_id, account_id, expert_id, candidate_id, kind, asked_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        panel_id,
        account_id,
        expert_id,
        candidate_id,
        kind.value,
        clock.now(),
    )


async def _representatives(
    facts: TenderFacts,
    panel: dict[str, Any],
    accounts: Collection[int],
    bidders: frozenset[int],
) -> list[int]:
    """The purchaser's people, each with nothing to stand aside for."""
    wanted = sorted(set(accounts))
    lack = panel["size"] - panel["experts"]
    if len(wanted) != lack:
        raise Invalid({"representatives": _("请选择 %(lack)s 名采购人代表。") % {"lack": lack}})
    for account in wanted:
        await _free(facts, account, bidders)
    return wanted


async def _free(facts: TenderFacts, account: int, bidders: frozenset[int]) -> None:
    """Refuse who is not of the department, or has a tie. Who wrote the demands may sit for the
    purchaser (the law bars them as experts only), but nobody who holds a key of the opening."""
    belongs = await one(
        "SELECT FROM membership WHERE account = $1 AND organisation = $2 AND ended_at IS NULL"
        " AND role IN ('purchaser', 'panel')",
        account,
        facts.organisation_id,
    )
    if belongs is None:
        raise Invalid({"representatives": _("采购人代表须是本单位的人员。")})
    known, near = await persons(facts.id, [account]), await sisters(bidders)
    found = ties(known[account], bidders, facts.organisation_id, near, own_department=True)
    if any(tie.kind != "wrote" for tie in found):
        raise Invalid(
            {"representatives": _("选择的采购人代表与投标人或开标有利害关系，应当回避。")}
        )


async def seat_representative(
    facts: TenderFacts, panel_id: int, account: int, bidders: frozenset[int]
) -> None:
    """Seat one more of the purchaser's people. Raises Invalid for who may not sit, Conflict for
    who sat before."""
    await _free(facts, account, bidders)
    before = await one(
        "SELECT FROM panel_seat WHERE panel_id = $1 AND account_id = $2", panel_id, account
    )
    if before is not None:
        raise Conflict(_("这位人员已经在评审小组里，或已经退出。"))
    await _seat(panel_id, account)


async def _lay_out(panel_id: int, seed: str, facts: TenderFacts, bids: Collection[Opened]) -> None:
    """The bids under their aliases, with what the law cuts of their price."""
    found = await rows(_PARTNERS, facts.id)
    partners: dict[int, set[int]] = {}
    for row in found:
        partners.setdefault(row["lead_id"], set()).add(row["organisation_id"])
    everybody = {bid.organisation_id for bid in bids} | {
        each for p in partners.values() for each in p
    }
    small = {
        row["organisation_id"]
        for row in await rows(_SMALL, sorted(everybody), facts.closes_at.date())
    }
    known = {bid.id: bid for bid in bids}
    for at, bid_id in enumerate(alias_order(seed, known)):
        bid = known[bid_id]
        # A consortium counts as small only when every member is (财库〔2020〕46号).
        firms = partners.get(bid.organisation_id, set()) | {bid.organisation_id}
        await value(
            "INSERT INTO panel_bid (panel_id, bid_id, organisation_id, alias, small, domestic,"
            " price_fen) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
            panel_id,
            bid_id,
            bid.organisation_id,
            at,
            firms <= small,
            bool(_declared(bid, "domestic_product")),
            bid.price_fen,
        )


def _declared(bid: Opened, name: str) -> bool:
    said = bid.technical.get("declarations")
    return isinstance(said, dict) and said.get(name) is True
