"""The desks that protect: a duty desk by name, a report in hand, a concern, a pair that waits."""

from match.care.cases.commands import (
    answer_concern,
    case_of_report,
    file_report,
    make_concern,
    name_desk,
    open_report,
    set_risks,
    step_case,
)
from match.care.cases.forms import ConcernForm, DutyForm, ReportForm
from match.care.cases.queries.concerns import spoken_of
from match.care.cases.queries.reports import told, waiting_reports
from match.care.cases.states import About, Level
from match.care.pairs.commands import accept_for_home, ask_for_pairs, offer_help
from match.care.pairs.forms import OfferForm, RequestForm
from match.care.pairs.queries import own_requests
from match.demo.casting import Staff
from match.demo.steps import Progress, Stage, Troupe
from match.foundation import clock
from match.foundation.actor import ANONYMOUS
from match.foundation.db import one
from match.foundation.permissions import Role
from match.foundation.settings import settings

WORDS = "退休小学教师，每周六上午能来，会讲故事、下象棋，能坚持两年"


async def watch_over(troupe: Troupe, staff: Staff, shown: str, progress: Progress) -> None:
    """*shown* is the village of the home whose director one may sign in as."""
    stage = Stage(progress, "protection", 2)
    if settings().cares:
        await _desk(staff, shown[:6])
        stage.step()
        await _pairs(troupe, shown)
        stage.step()


async def _desk(staff: Staff, county: str) -> None:
    """Nothing waits unopened: a demo must not climb to the prefecture by itself."""
    desk = await staff.at(Role.protection, county)
    if await waiting_reports(desk):
        return
    place = county.ljust(12, "0")
    duty = DutyForm("未成年人救助保护中心值班室（演示）", "0743-8220110", "duty@example.org")
    await name_desk(desk, Level.protection, place, duty)
    report = ReportForm("MR6", place, "演示：镇中心小学门口", "演示：放学后两个多小时没有人来接")
    number = (await told(await file_report(ANONYMOUS, report))).number
    await open_report(desk, number)
    case = await case_of_report(desk, number)
    await set_risks(desk, case, ["RK-MENTAL"])
    await step_case(desk, case, "triage", "演示：已电话核实，孩子由学校值班老师陪着")
    await step_case(desk, case, "act", "演示：已联系上祖父，当晚接回，约定第二天家访")
    concern = ConcernForm(About.volunteer, place, "演示：有一位志愿者没有登记就带孩子外出")
    talk = await spoken_of(await make_concern(ANONYMOUS, concern))
    await answer_concern(desk, talk.id, "演示：已暂停其服务并提醒儿童之家，谢谢您。")


async def _pairs(troupe: Troupe, shown: str) -> None:
    home = await one(
        "SELECT id, director_id FROM home WHERE division = $1 AND kind = 'main'", shown
    )
    helper = await one(
        "SELECT m.account FROM membership m JOIN background_check b ON b.account = m.account"
        " WHERE m.role = 'volunteer' AND b.result = 'clear' AND b.next_due_on > $1"
        " ORDER BY m.account LIMIT 1",
        clock.today(),
    )
    if home is None or home["director_id"] is None or helper is None:
        return
    director = await troupe.actor(home["director_id"])
    if await own_requests(director):
        return
    await ask_for_pairs(director, RequestForm(home["id"], "PAIR-COMP", 6))
    offer = OfferForm(f"{shown[:9]}000", "PAIR-COMP", WORDS)
    pair = await offer_help(await troupe.actor(helper["account"]), offer)
    await accept_for_home(director, pair)
