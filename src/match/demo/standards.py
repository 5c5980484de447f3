"""The supervisor of the township that is shown: a survey half done, a round done, one to come."""

from collections.abc import Sequence
from datetime import timedelta

from match.demo.casting import Staff
from match.demo.seed import roll
from match.demo.steps import Progress, Stage
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.permissions import Role
from match.standards.commands import fill_form, inspect_home, open_survey, plan_round
from match.standards.forms import Findings, Found, Opening, RoundForm, VillageForm
from match.standards.lines import AREA, lines
from match.standards.states import Result

SEEN = 2
# What the shown home lacks: one line that gives a need, one that is the home's own work.
LACKS = {"STD-FIRE": "灭火器过期两个月，急救包里缺纱布", "STD-HOURS": "门口没有贴开放时间"}


async def look_after(staff: Staff, shown: str, progress: Progress) -> None:
    """*shown* is the village of the home whose director one may sign in as."""
    stage = Stage(progress, "inspections", 3)
    township = shown[:9]
    supervisor = await staff.at(Role.supervisor, township)
    if not await value("SELECT 1 FROM survey"):
        await _survey(supervisor, township)
    stage.step()
    homes = await rows(
        "SELECT id, division, indoor_area_m2 FROM home WHERE status IN ('open', 'idle')"
        " AND division LIKE $1 ORDER BY (division = $2) DESC, division LIMIT $3",
        f"{township}%",
        shown,
        SEEN + 2,
    )
    if not await value("SELECT 1 FROM inspection"):
        await _inspect(supervisor, homes[:SEEN], shown)
    stage.step()
    if await value("SELECT count(*) FROM inspection_round") < 2:
        ahead = [home["id"] for home in homes]
        await plan_round(supervisor, RoundForm(clock.today() + timedelta(days=2), ahead))
    stage.step()


@command
async def _survey(supervisor: Actor, township: str) -> None:
    """Two villages of three have their form; those without a home name a building."""
    survey = await open_survey(
        supervisor, Opening(township + "000", f"{clock.today().year} 年冬季逐村摸底")
    )
    villages = await rows(
        "SELECT d.code, EXISTS (SELECT FROM home h WHERE h.division = d.code) AS has_home"
        " FROM division d WHERE d.parent_code = $1 AND d.kind IN ('village', 'community')"
        " AND d.valid_to IS NULL ORDER BY d.code",
        township + "000",
    )
    for number, village in enumerate(villages):
        if number % 3 == 2:
            continue
        code = village["code"]
        site = ("SITE-SVC", "SITE-IDLE", "SITE-SCH")[roll(3, "survey site", code)]
        groups = {group: roll(30, group, code) for group in ("LBC", "DIF", "MIG")}
        await fill_form(
            supervisor,
            survey,
            code,
            VillageForm(True, groups=groups)
            if village["has_home"]
            else VillageForm(False, [site], site, ["CO-WOMEN"], groups),
        )


@command
async def _inspect(supervisor: Actor, homes: Sequence[dict[str, int | str]], shown: str) -> None:
    tour = await plan_round(
        supervisor, RoundForm(clock.today(), [int(home["id"]) for home in homes])
    )
    for home in homes:
        lacks = LACKS if home["division"] == shown else {}
        said = {
            line.code: Found(Result.failed, lacks[line.code])
            if line.code in lacks
            else Found(Result.passed)
            for line in lines()
            if line.code != AREA
        }
        findings = Findings(clock.today(), said, area_m2=int(home["indoor_area_m2"] or 60))
        await inspect_home(supervisor, tour, int(home["id"]), findings)
