"""The busiest home's county keeps its homes going: a grant, the allowance, a title, minutes."""

from datetime import timedelta

from match.demo.casting import PREFECTURE, Staff
from match.demo.steps import Progress, Stage
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, unit_of_work, value
from match.foundation.permissions import Role
from match.posts.commands import note_seat
from match.upkeep import commands, forms
from match.upkeep.states import (
    BodyKind,
    CostKind,
    DepartmentKind,
    InsuranceKind,
    Level,
    Payer,
)

STEPS = 6


async def keep_going(staff: Staff, village: str, progress: Progress) -> None:
    """What a county has under way in one month; each part is left alone once it is there."""
    stage = Stage(progress, "upkeep", STEPS)
    home = await one("SELECT id, division FROM home WHERE division = $1 AND kind = 'main'", village)
    assert home is not None, "the busiest village has a home"
    for part in (_grant, _running, _allowance, _title, _body, _applications):
        # Whole or not at all: a load that was stopped goes on with the part that is missing.
        async with unit_of_work():
            await part(staff, home["id"], village)
        stage.step()


async def _grant(staff: Staff, home: int, village: str) -> None:
    """Approved, with finance to allot; money is only tracked."""
    if await value("SELECT id FROM build_grant WHERE home_id = $1", home):
        return
    county = await staff.at(Role.county, village[:6])
    grant = await commands.request_grant(
        county, home, forms.GrantForm(800_000, 1_200_000, "新建主站，场地由村委会提供。")
    )
    await commands.approve_grant(await staff.at(Role.prefecture, PREFECTURE), grant)


async def _running(staff: Staff, home: int, village: str) -> None:
    """A bill, and a policy that ends in three weeks."""
    if await value("SELECT id FROM running_cost WHERE home_id = $1", home):
        return
    county = await staff.at(Role.county, village[:6])
    today = clock.today()
    bill = forms.CostForm(
        CostKind.energy, "第三季度电费", 38_650, today - timedelta(days=12), "演示凭证-0001"
    )
    await commands.record_cost(county, home, bill)
    policy = forms.InsuranceForm(
        InsuranceKind.venue,
        "演示保险公司",
        "演示保单-0001",
        today - timedelta(days=344),
        today + timedelta(days=21),
        Payer.county,
    )
    await commands.record_insurance(county, home, policy)


async def _allowance(staff: Staff, home: int, village: str) -> None:
    """A rule, and a sheet of this month that the second person is to check."""
    code = village[:6] + "000000"
    if await value("SELECT id FROM allowance_rule WHERE county = $1", code):
        return
    county = await staff.at(Role.county, village[:6])
    await note_seat(SYSTEM, home)
    first = clock.today().replace(day=1)
    grades = [
        forms.GradeForm("A", 80, 130),
        forms.GradeForm("B", 50, 115),
        forms.GradeForm("C", 0, 100),
    ]
    await commands.set_rule(
        county, code, forms.RuleForm(22_000, first, "演示文件〔2026〕3号", grades)
    )
    sheet = await commands.draw_sheet(county, code, forms.SheetForm(first))
    await commands.propose_sheet(county, sheet, "请核对活动场次和开放天数。")


async def _title(staff: Staff, home: int, village: str) -> None:
    """A county title, applied for by one person and named by the other."""
    if await value("SELECT id FROM demo_title WHERE home_id = $1 AND level = 'county'", home):
        return
    applies = await staff.at(Role.county, village[:6])
    names = await staff.at(Role.county, village[:6], 1)
    year = clock.today().year
    words = "设施齐全，制度上墙，每周按时开放，活动有计划。"
    title = await commands.apply_for_title(
        applies, home, forms.TitleForm(Level.county, year, words)
    )
    paper = forms.NamingForm(
        year, "演示文件〔2026〕21号", clock.today(), [title], "今年分两批命名，这是第一批。"
    )
    await commands.name_titles(names, Level.county, paper)


async def _body(staff: Staff, home: int, village: str) -> None:
    """A joint meeting with minutes and one decision."""
    del home
    if await value("SELECT id FROM coordination_body WHERE division = $1", village[:6] + "000000"):
        return
    county = await staff.at(Role.county, village[:6])
    today = clock.today()
    body = await commands.set_up_body(
        county,
        forms.BodyForm(
            BodyKind.joint_meeting,
            "儿童关爱保护工作联席会议",
            "演示文件〔2026〕8号",
            today - timedelta(days=200),
            list(DepartmentKind),
        ),
    )
    held = forms.MeetingForm(
        "第三季度联席会议",
        today - timedelta(days=40),
        "通报儿童之家开放情况，研究运行经费和主任津贴，明确各部门分工。",
        [DepartmentKind.civil, DepartmentKind.finance, DepartmentKind.education],
    )
    meeting = await commands.record_meeting(county, body, held)
    task = forms.DecisionForm(
        DepartmentKind.finance, "把儿童之家运行经费列入明年预算。", today + timedelta(days=18)
    )
    await commands.add_decision(county, meeting, task)


async def _applications(staff: Staff, home: int, village: str) -> None:
    """One application on its way to the province: the prefecture is next."""
    if await value("SELECT id FROM demo_title WHERE home_id = $1 AND level = 'province'", home):
        return
    applies = await staff.at(Role.county, village[:6])
    reviews = await staff.at(Role.county, village[:6], 1)
    form = forms.TitleForm(
        Level.province, clock.today().year, "阅读和安全教育活动形成了固定安排，家长参与轮值。"
    )
    title = await commands.apply_for_title(applies, home, form)
    opinion = "场地和制度齐全，培训安排在下月，活动记录逐月补齐，推荐申报。"
    await commands.pass_title(reviews, title, forms.ReviewForm(opinion))
