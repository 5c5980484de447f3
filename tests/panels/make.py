"""Experts and panels for tests, on purchases whose bids were really sealed and really opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.panels import commands
from match.panels.forms import Answer, ExpertForm, PanelForm
from match.people.sessions import actor_of_account
from tests.bids import make as bids
from tests.bids import sealer
from tests.past import plan_again
from tests.people import make as people

JISHOU = "433101000000"
# A pass/fail check, an objective and a subjective criterion, and the price: 20 + 60 + 20 = 100.
CRITERIA = (
    ("pass", "具备社会工作师", "附证书", 0),
    ("objective", "同类项目经验", "每个项目 5 分，最多 20 分", 2000),
    ("subjective", "服务方案", "完整可行 41–60 分；一般 21–40 分；差 0–20 分", 6000),
    ("price", "报价", "价格分统一计算", 2000),
)


@dataclass
class Scene:
    """A purchase with its panel: who runs it, who bid, who may be drawn."""

    about: bids.Purchase
    bidders: list[bids.Bidder]
    experts: dict[int, Actor] = field(default_factory=dict)
    panel: int = 0
    representatives: list[Actor] = field(default_factory=list)

    @property
    def id(self) -> int:
        return self.about.id

    @property
    def officer(self) -> Actor:
        return self.about.officer

    async def department(self) -> int:
        return await value("SELECT organisation_id FROM tender WHERE id = $1", self.id)

    async def members(self) -> list[Actor]:
        """Those who sit, in the order of their seats."""
        found = await rows(
            "SELECT account_id FROM panel_seat WHERE panel_id = $1"
            " AND status IN ('asked', 'confirmed') ORDER BY id",
            self.panel,
        )
        actors = [await actor_of_account(row["account_id"]) for row in found]
        return [actor for actor in actors if actor is not None]

    async def bids(self) -> dict[int, int]:
        """Organisation → bid."""
        found = await rows(
            "SELECT bid_id, organisation_id FROM panel_bid WHERE panel_id = $1", self.panel
        )
        return {row["organisation_id"]: row["bid_id"] for row in found}

    async def criteria(self) -> dict[str, int]:
        """Kind → criterion (one of each)."""
        found = await rows("SELECT id, kind FROM tender_criterion WHERE tender_id = $1", self.id)
        return {row["kind"]: row["id"] for row in found}


def form(**other: Any) -> ExpertForm:
    """A social worker of Jishou."""
    fields: dict[str, Any] = {
        "division": JISHOU,
        "employer": "吉首大学社会工作系",
        "fields": ["SVC"],
        "title": "副教授",
        **other,
    }
    return ExpertForm(**fields)


async def expert(**other: Any) -> Actor:
    """Somebody whom another person let into the pool."""
    actor = await people.account("expert")
    await people.place(other.get("division", JISHOU))
    made = await commands.apply_expert(actor, form(**other))
    await commands.verify_expert(await people.account("province", "43"), made)
    return actor


async def expert_id(actor: Actor) -> int:
    return await value("SELECT id FROM expert WHERE account_id = $1", actor.id)


async def set_criteria(tender_id: int, criteria: Sequence[tuple[str, str, str, int]]) -> None:
    """The criteria of a purchase, as its document would have them. A published one does not change,
    so it is a plan again for a moment."""
    await plan_again(tender_id)
    await rows(
        "INSERT INTO tender_criterion (tender_id, kind, title, indicator, points, position)"
        " SELECT $1, k, t, i, p, row_number() OVER () FROM unnest($2::varchar[], $3::varchar[],"
        " $4::text[], $5::int[]) AS c(k, t, i, p)",
        tender_id,
        *([list(column) for column in zip(*criteria, strict=True)] if criteria else [[]] * 4),
    )
    await rows("UPDATE tender SET status = 'published' WHERE id = $1", tender_id)


async def scene(
    prices: Sequence[int] = (17_000_000, 16_000_000, 15_000_000),
    *,
    pool: int = 8,
    size: int = 3,
    experts: int | None = None,
    criteria: Sequence[tuple[str, str, str, int]] = CRITERIA,
    officials: int = 0,
    **columns: Any,
) -> Scene:
    """
    A purchase with a bid for each price, its panel announced, its bids opened; nobody drawn.
    *officials*: how many of those with a key are in the pool as well.
    """
    found = {"mode": "full", "method": "CONSULT", **columns}
    about = await bids.purchase(k=2, n=3, **found)
    await set_criteria(about.id, criteria)
    made = Scene(about, [])
    for official in about.officials[:officials]:
        assert official.actor.id is not None
        entry = await commands.apply_expert(official.actor, form())
        await commands.verify_expert(await people.account("province", "43"), entry)
        made.experts[official.actor.id] = official.actor
    for _number in range(pool):
        actor = await expert()
        assert actor.id is not None
        made.experts[actor.id] = actor
    made.panel = await commands.announce_panel(
        about.officer, about.id, PanelForm(size=size, experts=experts)
    )
    for fen in prices:
        who = await bids.bidder()
        price = bids.sealed(who, about, "price", sealer.price(fen))
        await bids.submitted(who, about, price=price)
        made.bidders.append(who)
    await bids.pass_deadline(about.id)
    await commands_of_opening(about)
    return made


async def commands_of_opening(about: bids.Purchase) -> None:
    """Two of three officials open what may be opened now."""
    from match.bids.commands import begin_opening

    await begin_opening(about.officer, about.id)
    assert await bids.opened_by(about, about.officials[:2])


async def drawn(made: Scene) -> Scene:
    """The panel is drawn, with as many of the purchaser's people as it has seats for."""
    lack = await value("SELECT size - experts FROM panel WHERE id = $1", made.panel)
    department = await made.department()
    made.representatives = [
        await people.account("panel", "433101", organisation=department) for _ in range(lack)
    ]
    await commands.draw_panel(
        made.officer, made.id, [each.id for each in made.representatives if each.id]
    )
    return made


async def seated(made: Scene) -> Scene:
    """Everybody has said that they have no tie."""
    for member in await made.members():
        await commands.confirm_seat(member, made.panel)
    return made


async def working(**other: Any) -> Scene:
    """A panel that scores."""
    return await seated(await drawn(await scene(**other)))


async def fill(
    made: Scene, member: Actor, points: Mapping[int, tuple[str, str]], passed: bool = True
) -> None:
    """One member's sheet: organisation → (objective, subjective) as typed."""
    of, held = await made.criteria(), await made.bids()
    answers: list[Answer] = []
    for organisation, (objective, subjective) in points.items():
        bid = held[organisation]
        if "pass" in of:
            note = "" if passed else "没有证书"
            answers.append(Answer(bid, of["pass"], passed=passed, note=note))
        answers.append(Answer(bid, of["objective"], points=objective))
        answers.append(Answer(bid, of["subjective"], points=subjective))
    await commands.save_sheet(member, made.panel, answers)


async def scored(made: Scene, points: Sequence[tuple[str, str]] = ()) -> Scene:
    """Every member gives every bidder the same points (by the order of the bidders), and signs."""
    given = list(points) or [("10", "40")] * len(made.bidders)
    sheet = {who.organisation: each for who, each in zip(made.bidders, given, strict=True)}
    for member in await made.members():
        await fill(made, member, sheet)
        await commands.sign_sheet(member, made.panel)
    return made


async def reported(made: Scene) -> Scene:
    """Every member has signed the report."""
    for member in await made.members():
        await commands.sign_report(member, made.panel)
    return made


async def countersigner() -> Actor:
    """Somebody of the county's finance bureau."""
    return await people.account("finance", "433101")
