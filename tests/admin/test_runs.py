"""Runs at the staff door: both plans side by side, the audit, two runs, locks and swaps."""

import json
from io import BytesIO

import httpx
import pytest
from python_calamine import CalamineWorkbook

from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.matching import commands
from match.matching.commands.reporting import report_justice
from tests.admin.test_desks import decide
from tests.matching import make
from tests.offers import make as offers
from tests.people import make as people

RUNS = "/admin/matches/runs"


async def a_run(first: int = 40, second: int = 30) -> int:
    """Two homes of one county, two lots of books; the run and its audit."""
    for wanted in (60, 50):
        at = await make.village()
        await make.open_need(at, lines=[make.Line("注音绘本", wanted, "册")])
    await offers.published(quantity=first)
    await offers.published(quantity=second, title="又一批注音绘本")
    run = (await commands.run_matching(SYSTEM, make.COUNTY))["run_id"]
    await report_justice(SYSTEM, run)
    return run


async def token_of(client: httpx.AsyncClient) -> str:
    await client.get("/admin")
    return client.cookies.get("__Host-csrf") or ""


async def test_both_plans_stand_side_by_side_with_every_county(client: httpx.AsyncClient):
    run = await a_run()
    await people.sign_in(client, await make.another_officer())
    page = (await client.get(f"{RUNS}/{run}")).text

    for words in (
        "两种方案对照",
        "公平的代价",
        "最差一成县的满足比例",
        "基尼系数",
        "各县多了还是少了",
    ):
        assert words in page
    county = await value(
        "SELECT coalesce((SELECT name FROM division WHERE code = '433101000000'), '433101')"
    )
    assert county in page
    # One county took part: the page says that its percentages mean little.
    assert "这次只有 1 个县参加" in page
    assert f"match verify --run {run}" in page


CLOSER = "没有让各县的总比例更接近"
WORST = "各县之间的差距缩小了，但最差一成的县没有因此多得"


@pytest.mark.parametrize(
    ("worst", "gini", "said"),
    [(-1, 1, {CLOSER}), (1, 1, {CLOSER}), (0, 0, {CLOSER}), (-1, -1, {WORST}), (1, -1, set[str]())],
)
async def test_what_the_ladder_did_is_said_as_the_figures_have_it(
    client: httpx.AsyncClient, worst: int, gini: int, said: set[str]
):
    """The same run with other figures: whether the gap and the worst counties fell or rose."""
    run = await a_run()
    names = await rows(
        "SELECT column_name AS name FROM information_schema.columns"
        " WHERE table_name = 'match_run' AND column_name <> 'id'"
    )
    plain = {"coverage": 0.5, "worst_decile": 0.4, "gini": 0.2}
    fair = plain | {"worst_decile": 0.4 + worst / 100, "gini": 0.2 + gini / 100}
    kept = ", ".join(row["name"] for row in names)
    changed = kept.replace("figures", "figures || $2::jsonb")
    made = await value(
        f"INSERT INTO match_run ({kept}) SELECT {changed} FROM match_run WHERE id = $1"
        " RETURNING id",
        run,
        json.dumps({"with": fair, "without_ladder": plain}),
    )
    await people.sign_in(client, await make.another_officer())
    page = (await client.get(f"{RUNS}/{made}")).text
    assert {words for words in (CLOSER, WORST) if words in page} == said


async def test_the_audit_reads_on_the_page_and_in_excel(client: httpx.AsyncClient):
    run = await a_run()
    await people.sign_in(client, await make.another_officer())
    page = (await client.get(f"{RUNS}/{run}/justice")).text
    assert "没有解释的 0 个" in page
    answer = await client.get(f"{RUNS}/{run}/justice.xlsx")
    assert answer.status_code == 200
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)

    assert sheet.to_python()[0][0] == "事项"


async def test_two_runs_are_compared(client: httpx.AsyncClient):
    first = await a_run()
    order = await commands.order_run(SYSTEM, make.COUNTY, anew=True)
    second = (await commands.carry_out_order(SYSTEM, order))["run_id"]
    await people.sign_in(client, await make.another_officer())
    page = (await client.get(f"{RUNS}/{second}/comparison?other={first}")).text

    kept = await value("SELECT count(*) FROM proposal WHERE run_id = $1", second)
    assert f"两次都推荐的组合 {kept} 个，只在前一次 0 个，只在后一次 0 个" in page


async def test_a_waiting_run_is_cancelled_by_button(client: httpx.AsyncClient):
    await people.sign_in(client, await make.another_officer())
    token = await token_of(client)
    started = await client.post(RUNS, data={"_csrf_token": token})
    order = started.headers["location"]
    assert "取消这次匹配" in (await client.get(order)).text
    await client.post(f"{order}/cancellation", data={"_csrf_token": token})

    assert "已取消" in (await client.get(order)).text
    assert await value("SELECT count(*) FROM match_run") == 0


async def test_a_county_may_not_choose_another_ladder(client: httpx.AsyncClient):
    await people.sign_in(client, await make.another_officer())
    token = await token_of(client)
    sent = {"_csrf_token": token, "ladder_steps": "0", "reason": "想看看没有阶梯的结果"}

    assert (await client.post(RUNS, data=sent)).status_code == 403
    assert (await client.post(RUNS, data={**sent, "ladder_steps": "zehn"})).status_code == 422


async def test_a_proposal_is_locked_and_unlocked_by_button(client: httpx.AsyncClient):
    await a_run()
    proposal = await value("SELECT min(id) FROM proposal")
    await people.sign_in(client, await make.another_officer())
    case = f"/admin/matches/{proposal}"
    assert (await decide(client, case, act="lock", reason="校长已经口头答应")).status_code == 303
    page = (await client.get(f"{case}?queue=open")).text
    assert "已锁定" in page
    assert "校长已经口头答应" in page
    assert (await decide(client, case, act="lock", reason="再锁一次看看")).status_code == 422
    await decide(client, case, act="unlock", reason="学校改了主意")

    assert await value("SELECT locked FROM proposal WHERE id = $1", proposal) is False


async def test_offers_are_swapped_by_button(client: httpx.AsyncClient):
    await a_run(60, 50)
    first, second = await rows("SELECT id FROM proposal ORDER BY id")
    await people.sign_in(client, await make.another_officer())
    swap = f"/admin/matches/{first['id']}/swap"
    page = (await client.get(swap)).text
    token = client.cookies.get("__Host-csrf") or ""
    assert f'value="{second["id"]}"' in page
    empty = await client.post(swap, data={"_csrf_token": token})
    assert empty.status_code == 422
    sent = {"_csrf_token": token, "other": str(second["id"]), "reason": "两家换一换，离学校更近"}
    answer = await client.post(swap, data=sent)

    assert answer.status_code == 303
    shown = await client.get(answer.headers["location"])
    assert "对调" in shown.text


async def test_only_what_suits_both_ways_is_offered_for_a_swap(client: httpx.AsyncClient):
    """The same unit and the same root of the catalogue, and yet paper is no picture book."""
    at = await make.village()
    await make.open_need(at, category="MAT-STAT", lines=[make.Line("田字格本", 40, "册")])
    await offers.published(category="MAT-STAT", quantity=40, title="田字格本，仓库现货")
    await a_run(60, 50)
    found = await rows(
        "SELECT p.id, l.category FROM proposal p JOIN need_line l ON l.id = p.line_id ORDER BY p.id"
    )
    assert sorted(row["category"] for row in found) == ["MAT-BOOK", "MAT-BOOK", "MAT-STAT"]
    books = [row["id"] for row in found if row["category"] == "MAT-BOOK"]
    [paper] = [row["id"] for row in found if row["category"] == "MAT-STAT"]
    await people.sign_in(client, await make.another_officer())

    shown = (await client.get(f"/admin/matches/{books[0]}/swap")).text
    assert f'value="{books[1]}"' in shown
    assert f'value="{paper}"' not in shown
    assert "没有可以对调的建议" in (await client.get(f"/admin/matches/{paper}/swap")).text
