"""The days of the homes that are shown: open days, activities, a rota, this year's plan."""

from collections.abc import Sequence
from datetime import date, timedelta

from match.activities.commands import (
    add_exception,
    add_item,
    add_person,
    approve_plan,
    log_opening,
    note_activity,
    plan_activity,
    put_on_duty,
    submit_plan,
)
from match.activities.forms import (
    ActivityForm,
    DutyForm,
    ExceptionForm,
    HeadsForm,
    ItemForm,
    PersonForm,
)
from match.activities.queries import opening_rule
from match.activities.states import ExceptionKind
from match.demo.cast import man, woman
from match.demo.casting import Staff
from match.demo.seed import roll
from match.demo.steps import Progress, Stage, Troupe
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.foundation.permissions import Role

HOMES = 4
HELD = ("ACT-READ", "SVC-LAWED", "ACT-DRILL")
_THERE = (
    "SELECT h.id, h.division, h.director_id, EXISTS (SELECT FROM activity a"
    " WHERE a.home_id = h.id) AS done FROM home h WHERE h.division = ANY($1)"
    " AND h.kind = 'main' AND h.status = 'open' AND h.director_id IS NOT NULL"
    " ORDER BY array_position($1, h.division)"
)


async def keep_days(
    troupe: Troupe, staff: Staff, villages: Sequence[str], progress: Progress
) -> None:
    """
    Give the homes of these villages a daily life, unless they have one. The first is the home
    whose director one may sign in as: her day is still to be logged, and its plan has a thing due.
    """
    homes = await rows(_THERE, list(villages[:HOMES]))
    stage = Stage(progress, "days", len(homes))
    for number, home in enumerate(homes):
        if not home["done"]:
            director = await troupe.actor(home["director_id"])
            supervisor = await staff.at(Role.supervisor, home["division"][:9])
            await _home(director, supervisor, home["id"], number)
        stage.step()


@command
async def _home(director: Actor, supervisor: Actor, home: int, number: int) -> None:
    today = clock.today()
    for at, kind in enumerate(HELD, 1):
        heads = HeadsForm(
            age_6_8=6 + roll(9, "heads", home, kind), age_9_11=roll(8, "older", home), adults=at
        )
        day = today - timedelta(days=9 * at)
        await note_activity(director, home, _form(kind, day), heads)
    await plan_activity(
        director, home, _form("ACT-HOL", today + timedelta(days=12), title="冬至包饺子")
    )
    if number:
        await log_opening(director, home)
    await add_exception(
        director,
        home,
        ExceptionForm(ExceptionKind.closed, today + timedelta(days=9), note="村里开会"),
    )
    await _rota(director, home, today)
    await _plan(director, supervisor, home, today)


def _form(kind: str, day: date, title: str = "") -> ActivityForm:
    return ActivityForm(kind, day, "15:00", "16:30", 25, title=title)


async def _rota(director: Actor, home: int, today: date) -> None:
    """Three people for two weeks; some days are left for the director to fill."""
    people = [
        await add_person(director, home, PersonForm(name, kind, good_name=True))
        for name, kind in (
            (woman("rota", home), "parent"),
            (man("rota", home), "villager"),
            (woman("rota again", home), "parent"),
        )
    ]
    rule = await opening_rule(home)
    ahead = rule.open_days(today, today + timedelta(days=14))
    for at, person in enumerate(people):
        if mine := [day for place, day in enumerate(ahead) if place % 4 == at]:
            await put_on_duty(director, home, DutyForm(person, mine))


async def _plan(director: Actor, supervisor: Actor, home: int, today: date) -> None:
    """Four things; the first is due, the last is for the end of the year."""
    for title, due in (
        ("开展一场家庭教育指导", today),
        ("检查灭火器和电路", max(today - timedelta(days=3), date(today.year, 1, 1))),
        ("走访外出务工家庭", date(today.year, 12, 20)),
        ("总结全年工作，写明年计划", date(today.year, 12, 31)),
    ):
        await add_item(director, home, today.year, ItemForm(title, due))
    await submit_plan(director, home, today.year)
    await approve_plan(supervisor, home, today.year)
