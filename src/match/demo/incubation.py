"""Bases, organisations with their stages, counsellors and services, so that the gauges move."""

from datetime import timedelta
from typing import Any

from match.demo.casting import Staff
from match.demo.steps import Progress, Stage, Troupe
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.foundation.permissions import Role
from match.incubation.commands import (
    decide_counsellor,
    enter,
    give_word,
    note_gap,
    note_support,
    open_base,
    propose_counsellor,
    step,
)
from match.incubation.forms import (
    BaseForm,
    CounsellorForm,
    DecisionForm,
    EntryForm,
    GapForm,
    StepForm,
    SupportForm,
    WordForm,
)
from match.incubation.rules import SERVING_KINDS
from match.incubation.states import BaseLevel

SURNAMES = "李王张刘陈杨赵黄"
MODES = ("IM-ENTRUST", "IM-PROJ", "IM-PROMO", "IM-SUPP")
COUNSELLORS = 6
_SERVING = """
SELECT id, division, uscc FROM organisation WHERE serves_children AND status = 'verified'
   AND kind = ANY($1) AND starts_with(division, $2) ORDER BY id
"""


async def incubate(troupe: Troupe, staff: Staff, progress: Progress) -> None:
    """Fill the incubation desks of the busiest county, once."""
    there = await rows("SELECT id FROM incubation_base")
    county = (
        await rows(
            "SELECT left(division, 6) AS code FROM home GROUP BY 1 ORDER BY count(*) DESC, 1"
            " LIMIT 1"
        )
    )[0]["code"]
    stage = Stage(progress, "incubation", 1)
    if not there:
        clerk = await staff.at(Role.county, county)
        supervisors = await rows(
            "SELECT account, division FROM membership WHERE role = 'supervisor'"
            " AND starts_with(division, $1) AND ended_at IS NULL ORDER BY division LIMIT $2",
            county,
            COUNSELLORS,
        )
        await _fill(clerk, county, await rows(_SERVING, list(SERVING_KINDS), county))
        for seat, held in enumerate(supervisors):
            await _counsellor(await troupe.actor(held["account"]), clerk, held, seat)
    stage.step()


@command
async def _fill(clerk: Actor, county: str, serving: list[dict[str, Any]]) -> None:
    """A base; each organisation is taken in, one goes on to its first contract."""
    name = "县社会组织孵化基地"
    base = await open_base(
        clerk, BaseForm(BaseLevel.county, f"{county}000000", name, clock.today())
    )
    for seat, organisation in enumerate(serving):
        await give_word(
            clerk, organisation["id"], WordForm("每月在两个儿童之家开展活动", active=True)
        )
        form = EntryForm(base, organisation["id"], MODES[seat % 4], clock.today())
        entry = await enter(clerk, form)
        support = SupportForm(MODES[seat % 4], "提供办公场地和财务辅导", clock.today())
        await note_support(clerk, entry, support)
        if organisation["uscc"]:  # a team without one is a seed for now
            await step(clerk, entry, StepForm("register"))
        if seat == 0 and organisation["uscc"]:
            await step(clerk, entry, StepForm("contract", "周末陪伴项目", clock.today()))
        else:
            await note_gap(clerk, entry, GapForm("TC-PSY"))


async def _counsellor(township: Actor, clerk: Actor, held: dict[str, Any], seat: int) -> None:
    """The township proposes; the county has seen every certificate but the last."""
    made = await propose_counsellor(
        township,
        CounsellorForm(
            division=f"{held['division']}000",
            name=f"{SURNAMES[seat % len(SURNAMES)]}老师",
            skill=("PSY-3", "PSY-S", "PSY-2")[seat % 3],
            certificate=f"演示{seat:04d}",
            issuer="演示发证机关",
            issued_on=clock.today() - timedelta(days=2000),
        ),
    )
    if seat < COUNSELLORS - 1:
        await decide_counsellor(clerk, made, DecisionForm("check"))
