"""The build grant: exact sums, every level's lottery fund, two persons, one per main home."""

import pytest

from match.foundation.db import DatabaseError, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.homes.commands import register_home
from match.homes.states import HomeKind
from match.ledger.queries import halted
from match.upkeep import commands, forms, queries
from match.upkeep.states import GrantStatus, Level
from tests.homes import make as homes
from tests.people import make as people
from tests.upkeep import make

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.notice
async def test_a_grant_is_thirty_thousand_of_which_the_province_gives_ten() -> None:
    """Notice 5.2a: 30,000 yuan for each new home, 10,000 province and 20,000 city and county."""
    at = await make.scene()
    grant = await commands.request_grant(at.county, at.home, make.grant_form())
    await make.settle()

    lines = await rows(
        "SELECT level, amount_fen, source FROM build_grant_line WHERE grant_id = $1 ORDER BY id",
        grant,
    )
    assert [(line["level"], line["amount_fen"]) for line in lines] == [
        ("province", 1_000_000),
        ("prefecture", 800_000),
        ("county", 1_200_000),
    ]
    for city, county in ((799_999, 1_200_000), (800_000, 1_200_001), (2_000_001, 0), (0, 0)):
        other, _director = await homes.working("433101001202", name="岩洞村儿童之家")
        with make.complaint("20000"):
            await commands.request_grant(at.county, other, forms.GrantForm(city, county))
        await rows("UPDATE home SET status = 'closed' WHERE id = $1", other)


@pytest.mark.notice
async def test_a_grant_comes_from_the_lottery_fund_of_each_level() -> None:
    """Notice 5.2b: from the welfare-lottery funds of each level, as the ledger has it."""
    at = await make.scene()
    grant = await make.paid_grant(at)

    funds = {
        row["owner_id"]: row["balance"]
        for row in await rows("SELECT * FROM ledger_account WHERE owner_kind = 'lottery_fund'")
    }
    assert funds == {430000000000: -1_000_000, 433100000000: -800_000, 433101000000: -1_200_000}
    assert (await make.balances("build_grant", grant))["paid"] == 3_000_000
    assert {share.source for share in (await queries.grant_file(at.county, grant)).shares} == {
        "FS-LOTTERY"
    }
    assert await halted() is None


async def test_a_grant_goes_its_whole_way_and_the_rest_goes_back() -> None:
    at = await make.scene()
    grant = await make.paid_grant(at)
    use = forms.UseForm("室内装修和书柜", 2_900_050, make.days_ago(2))
    await commands.record_use(at.county, grant, use)
    with make.complaint("999"):
        await commands.record_use(
            at.county, grant, forms.UseForm("多出来的", 99_951, make.days_ago(1))
        )
    with pytest.raises(Invalid):
        await commands.close_grant(at.prefecture, grant)
    await commands.close_grant(at.prefecture, grant, "装修比预算节省，余款退回县级。")
    await make.settle()

    assert await make.status("build_grant", grant) == "closed"
    held = await make.balances("build_grant", grant)
    assert held == {"promised": 0, "payable": 0, "paid": 0, "used": 2_900_050}
    county = await value(
        "SELECT balance FROM ledger_account WHERE (owner_kind, owner_id) ="
        " ('lottery_fund', 433101000000)"
    )
    assert county == -1_200_000 + 99_950


async def test_one_grant_a_main_home_and_none_for_a_satellite() -> None:
    at = await make.scene()
    first = await commands.request_grant(at.county, at.home, make.grant_form())
    with pytest.raises(Conflict, match="一份"):
        await commands.request_grant(at.county, at.home, make.grant_form())
    site = homes.form(name="和平村分站", kind=HomeKind.satellite, parent_home_id=at.home)
    satellite = await register_home(at.county, site)
    with pytest.raises(Conflict, match="主站"):
        await commands.request_grant(at.county, satellite, make.grant_form())

    await commands.refuse_grant(at.prefecture, first, "材料不全，补齐后再报。")
    second = await commands.request_grant(at.county, at.home, make.grant_form())
    assert second != first


async def test_nobody_approves_or_closes_what_they_asked_and_money_takes_two() -> None:
    at = await make.scene()
    both = await people.account("prefecture", "4331")
    grant = await commands.request_grant(at.county, at.home, make.grant_form())
    with pytest.raises(Denied):
        await commands.approve_grant(at.county, grant)
    await rows("UPDATE build_grant SET requested_by = $2 WHERE id = $1", grant, both.id)
    with pytest.raises(Denied, match="自己"):
        await commands.approve_grant(both, grant)
    await commands.approve_grant(at.prefecture, grant)
    with pytest.raises(Denied):
        await commands.allot_share(
            at.county, grant, forms.AllotForm(Level.county, "吉财〔2026〕1号", make.days_ago(5))
        )
    for level in make.LEVELS:
        form = forms.AllotForm(level, "财社〔2026〕1号", make.days_ago(5))
        await commands.allot_share(at.finance, grant, form)
    arrival = forms.ArrivalForm(Level.province, "DZ-1", make.days_ago(1))
    with pytest.raises(Denied, match="到账"):
        await commands.record_arrival(at.finance, grant, arrival)
    early = forms.ArrivalForm(Level.province, "DZ-1", make.days_ago(9))
    with make.complaint("早于"):
        await commands.record_arrival(at.cashier, grant, early)
    await commands.record_arrival(at.cashier, grant, arrival)
    assert await make.status("build_grant", grant) == "allotted"


async def test_strangers_do_not_know_of_a_grant() -> None:
    at = await make.scene()
    grant = await commands.request_grant(at.county, at.home, make.grant_form())
    elsewhere = await people.account("county", "433122")
    neighbour = await people.account("director", "433101001202", home=10**9)
    for stranger in (elsewhere, neighbour):
        with pytest.raises(NotFound):
            await queries.grant_file(stranger, grant)
        with pytest.raises(NotFound):
            await commands.withdraw_grant(stranger, grant, "不该看见的。")
    assert (await queries.grant_file(at.director, grant)).acts == ()
    assert [line.id for line in await queries.grants(at.director)] == [grant]
    waiting = await queries.grants(at.prefecture, states=(GrantStatus.requested,))
    assert [line.id for line in waiting] == [grant]


GRANT_FAULTS = {
    "a line more": "UPDATE build_grant_line SET amount_fen = amount_fen + 1 WHERE grant_id = $1"
    " AND level = 'county'",
    "the province gives more": "UPDATE build_grant_line SET amount_fen = CASE level WHEN"
    " 'province' THEN 1100000 WHEN 'county' THEN 1100000 ELSE amount_fen END WHERE grant_id = $1",
    "another total": "UPDATE build_grant SET total_fen = 2900000 WHERE id = $1",
    "a line gone": "DELETE FROM build_grant_line WHERE grant_id = $1 AND level = 'county'",
    "paid before it was allotted": "UPDATE build_grant SET status = 'paid', approved_by = 1"
    " WHERE id = $1",
    "uses that nobody entered": "UPDATE build_grant SET used_fen = 100 WHERE id = $1",
    "approved by who asked": "UPDATE build_grant SET approved_by = requested_by WHERE id = $1",
    "from another source": "UPDATE build_grant_line SET source = 'FS-STATION' WHERE grant_id = $1",
    "a second one": "INSERT INTO build_grant (home_id, division, total_fen, requested_by)"
    " SELECT home_id, division, total_fen, 1 FROM build_grant WHERE id = $1",
}


@pytest.mark.parametrize("fault", GRANT_FAULTS, ids=str)
async def test_the_database_itself_refuses(fault: str) -> None:
    at = await make.scene()
    grant = await commands.request_grant(at.county, at.home, make.grant_form())
    await make.settle()

    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await rows(GRANT_FAULTS[fault], grant)
            await make.settle()
    await make.settle()


@pytest.mark.notice
async def test_the_county_pays_what_a_home_needs_to_run() -> None:
    """Notice 5.2f: a running-cost ledger per home and year, payer = county."""
    at = await make.scene()
    cost = await commands.record_cost(at.county, at.home, make.cost_form())
    other = make.cost_form(voucher="YX-002", amount_fen=99_999, what="换灯管")
    await commands.record_cost(at.county, at.home, other)
    with pytest.raises(Conflict, match="凭证"):
        await commands.record_cost(at.county, at.home, make.cost_form())
    with pytest.raises(Denied):
        await commands.record_cost(at.prefecture, at.home, make.cost_form(voucher="YX-003"))

    home = await queries.home_money(at.director, at.home)
    assert home.years == ((make.days_ago(3).year, 112_849),)
    assert await value("SELECT DISTINCT payer FROM running_cost") == make.COUNTY
    await commands.reverse_cost(at.county, cost, "金额登记错了。")
    with pytest.raises(Conflict):
        await commands.reverse_cost(at.county, cost, "金额登记错了。")
    assert (await queries.home_money(at.county, at.home)).years[0][1] == 99_999
    assert (await make.balances("home_running", at.home))["used"] == 99_999
    await commands.record_cost(at.county, at.home, make.cost_form(amount_fen=12_805))


async def test_another_payer_than_the_county_is_refused_by_the_database() -> None:
    at = await make.scene()
    cost = await commands.record_cost(at.county, at.home, make.cost_form())
    for change in (
        "433100000000",
        "433122000000",
    ):
        with pytest.raises(DatabaseError):
            async with unit_of_work():
                await rows(
                    "INSERT INTO running_cost (home_id, division, payer, year, kind, what,"
                    " amount_fen, paid_on, voucher, by) SELECT home_id, division, $2, year, kind,"
                    " what, amount_fen, paid_on, 'YX-9', by FROM running_cost WHERE id = $1",
                    cost,
                    change,
                )
    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await rows("UPDATE running_cost SET amount_fen = 1 WHERE id = $1", cost)
