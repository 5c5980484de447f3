"""The live checks: quiet over whole lives, and each sees its own fault past every guard."""

from datetime import timedelta

import pytest

from jobs.checks import CHECKS
from jobs.checks.upkeep import CHECKS as OURS
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.foundation.parameters import shipped
from match.ledger.commands import moved, open_account, post
from match.ledger.keys import key_for
from match.upkeep import commands, forms
from match.upkeep.states import DepartmentKind, Level
from tests.lasting import lasting
from tests.upkeep import make

BOOKS = "the ledger holds what grants, running costs and paid sheets call for"
TABLES = (
    "build_grant",
    "build_grant_line",
    "running_cost",
    "allowance_sheet",
    "allowance_line",
    "demo_title",
    "title_review",
    "title_naming",
    "coordination_member",
    "home_insurance",
)
DAMAGE = (
    (
        "UPDATE build_grant_line SET amount_fen = amount_fen - 1 WHERE level = 'county'",
        "a build grant's lines make its whole, and the province's is set",
    ),
    (
        "UPDATE build_grant_line SET amount_fen = CASE level WHEN 'province' THEN 900000"
        " WHEN 'county' THEN 1300000 ELSE amount_fen END",
        "a build grant's lines make its whole, and the province's is set",
    ),
    (
        "UPDATE build_grant SET total_fen = 2000000",
        "a build grant's lines make its whole, and the province's is set",
    ),
    (
        "UPDATE home SET kind = 'satellite', parent_home_id = 1",
        "one build grant per main home, and none elsewhere",
    ),
    ("UPDATE build_grant SET used_fen = 5", "a grant is never spent beyond what came"),
    (
        "UPDATE build_grant_line SET paid_on = NULL",
        "a grant is never spent beyond what came",
    ),
    (
        "UPDATE build_grant SET approved_by = requested_by",
        "who asks for a grant, who approves, who allots and who records are different people",
    ),
    (
        "UPDATE build_grant_line SET paid_by = allotted_by",
        "who asks for a grant, who approves, who allots and who records are different people",
    ),
    (
        "UPDATE allowance_line SET month = month - interval '24 months'",
        "no allowance for a month in which nobody was active",
    ),
    (
        "UPDATE post SET starts_on = current_date, ended_on = NULL",
        "no allowance for a month in which nobody was active",
    ),
    (
        "UPDATE allowance_line SET amount_fen = 19900",
        "an allowance is what the county's rule and the grade give, and never under 200 yuan",
    ),
    (
        "UPDATE allowance_line SET amount_fen = amount_fen + 1",
        "an allowance is what the county's rule and the grade give, and never under 200 yuan",
    ),
    (
        "UPDATE allowance_sheet SET total_fen = total_fen + 1",
        "a sheet's total is the sum of its lines",
    ),
    (
        "UPDATE allowance_sheet SET checked_by = proposed_by",
        "nobody checks or pays their own sheet",
    ),
    ("UPDATE allowance_sheet SET paid_by = checked_by", "nobody checks or pays their own sheet"),
    (
        "UPDATE title_naming SET by = (SELECT min(applied_by) FROM demo_title)",
        "nobody reviews or names a title they applied for",
    ),
    (
        "UPDATE title_review SET by = (SELECT min(applied_by) FROM demo_title)",
        "nobody reviews or names a title they applied for",
    ),
    (
        "UPDATE demo_title SET year = year + 1",
        "a named title has a document of its own level and year",
    ),
    (
        "UPDATE demo_title SET naming_id = NULL",
        "a named title has a document of its own level and year",
    ),
    (
        "UPDATE title_naming SET reason = ''",
        "another number of titles than planned says why",
    ),
    (
        "DELETE FROM coordination_member WHERE department = 'education'",
        "civil affairs leads every body, with finance, education and the federation",
    ),
    (
        "UPDATE coordination_member SET leads = CASE department WHEN 'finance' THEN 1 ELSE 0 END",
        "civil affairs leads every body, with finance, education and the federation",
    ),
    (
        "UPDATE running_cost SET payer = '433100000000'",
        "running costs are paid by the home's county",
    ),
    (
        "UPDATE home_insurance SET next_check_at = NULL",
        "a policy that ends has a day on which somebody is reminded",
    ),
    ("UPDATE build_grant_use SET amount_fen = amount_fen - 1", BOOKS),
    ("UPDATE running_cost SET amount_fen = amount_fen + 1", BOOKS),
    ("UPDATE allowance_sheet SET total_fen = total_fen + 1", BOOKS),
    ("UPDATE build_grant SET approved_at = NULL", BOOKS),
)


async def lives() -> make.Scene:
    """A grant spent and closed, running costs, a paid sheet, a named title, minutes, a policy."""
    at = await make.scene()
    grant = await make.paid_grant(at)
    await commands.record_use(
        at.county, grant, forms.UseForm("装修和书柜", 2_999_900, make.days_ago(1))
    )
    await commands.close_grant(at.prefecture, grant, "余款退回县级福彩公益金。")
    cost = await commands.record_cost(at.county, at.home, make.cost_form())
    await commands.reverse_cost(at.county, cost, "凭证号登记错了。")
    await commands.record_cost(at.county, at.home, make.cost_form(voucher="YX-7"))
    sheet = await make.checked(at)
    await commands.pay_sheet(at.county, sheet, make.voucher())
    await commands.record_insurance(at.director, at.home, make.insurance_form())
    title = await commands.apply_for_title(at.director, at.home, make.title_form(Level.prefecture))
    await commands.pass_title(at.county, title, make.OPINION)
    await commands.name_titles(at.prefecture, Level.prefecture, make.naming_form([title]))
    body = await commands.set_up_body(at.county, make.body_form())
    meeting = await commands.record_meeting(at.county, body, make.meeting_form())
    await commands.add_decision(
        at.county,
        meeting,
        forms.DecisionForm(
            DepartmentKind.finance, "列入明年预算。", clock.today() + timedelta(days=9)
        ),
    )
    return at


async def faults() -> list[str]:
    """The names of our checks that find something."""
    return [check.name for check in CHECKS if check.name in OURS and await check.found()]


async def test_whole_lives_leave_nothing_to_find(db: None) -> None:
    at = await lives()
    await make.settle()
    assert await faults() == []

    giver = await open_account(SYSTEM, "giver", owner=("county_budget", 433101000000), floor=None)
    used = await open_account(SYSTEM, "used", owner=("home_running", at.home), floor=0)
    await post(
        SYSTEM,
        key_for("cost.paid", 10**9),
        "cost.paid",
        moved(giver, used, 100),
        subject=("running_cost", await _cost()),
    )
    assert await faults() == [BOOKS]


async def test_each_fault_is_found_past_every_guard(services: object, database: None) -> None:
    """The guards refuse each of these; a superuser past them is what the checks are for."""
    unseen: list[str] = []
    async with lasting(services) as superuser:  # type: ignore[arg-type] # the fixture's own
        await lives()
        assert await faults() == []
        await superuser.execute("SET session_replication_role = replica")
        constraints = await superuser.fetch(
            "SELECT conrelid::regclass AS relation, conname FROM pg_constraint"
            " WHERE conrelid::regclass::text = ANY($1) AND contype = 'c'",
            list(TABLES),
        )
        for statement, name in DAMAGE:
            if name == BOOKS:
                continue
            damage = superuser.transaction()
            await damage.start()
            for row in constraints:
                await superuser.execute(
                    f"ALTER TABLE {row['relation']} DROP CONSTRAINT {row['conname']}"
                )
            await superuser.execute(statement)
            if not await superuser.fetch(OURS[name]):
                unseen.append(statement)
            await damage.rollback()
        # What reads in Python reads what is committed: the fault is written and taken back.
        for statement, name in DAMAGE:
            if name != BOOKS:
                continue
            table = statement.split()[1]
            await superuser.execute(f"CREATE TABLE kept AS TABLE {table}")
            await superuser.execute(statement)
            if await faults_of(BOOKS) == []:
                unseen.append(statement)
            await superuser.execute(f"DELETE FROM {table}")
            await superuser.execute(f"INSERT INTO {table} TABLE kept")
            await superuser.execute("DROP TABLE kept")
    assert unseen == []
    assert {name for _statement, name in DAMAGE} == set(OURS)


async def faults_of(name: str) -> list[object]:
    """What one check finds."""
    (check,) = [check for check in CHECKS if check.name == name]
    return list(await check.found())


async def _cost() -> int:
    (row,) = await rows("SELECT max(id) AS id FROM running_cost")
    return row["id"]


def test_the_database_knows_the_figures_of_the_shipped_list() -> None:
    """Both say 30,000, of which 10,000; the guard reads a dated parameter as the code does."""
    held = shipped()
    assert held["home.build_subsidy_total"].whole == 30_000
    assert held["home.build_subsidy_province"].whole == 10_000
    assert held["home.build_subsidy_city_county"].whole == 20_000
    assert held["director.allowance_month"].whole == 200


@pytest.mark.usefixtures("db")
async def test_a_dated_parameter_replaces_the_figures_in_both() -> None:
    for key, value in (("total", "36000"), ("province", "12000")):
        await rows(
            "INSERT INTO parameter (key, value, source, confidence, valid_from)"
            " VALUES ($1, $2, '湘民发〔2026〕1号', 'L', $3)",
            f"home.build_subsidy_{key}",
            value,
            make.days_ago(1),
        )
    at = await make.scene()
    with make.complaint("24000"):
        await commands.request_grant(at.county, at.home, make.grant_form())
    form = forms.GrantForm(1_000_000, 1_400_000)
    grant = await commands.request_grant(at.county, at.home, form)
    await make.settle()
    assert await faults() == []
    assert await rows("SELECT total_fen FROM build_grant WHERE id = $1", grant) == [
        {"total_fen": 3_600_000}
    ]
