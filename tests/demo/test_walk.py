"""What the demo's county officer can do with its first run: read, approve, lock, swap, run anew."""

import re

import httpx

from jobs.checks import run_checks
from match.demo import load
from match.demo.casting import PREFECTURE
from match.demo.journey import left_to_approve
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.matching import commands
from match.matching.commands.reporting import report_justice

MATCHES = "/admin/matches"
RUNS = f"{MATCHES}/runs"
CASE = re.compile(rf'href="{MATCHES}/(\d+)\?')
PARTNER = re.compile(r'name="other"[^>]*value="(\d+)"')
REASON = "另一家离村子更近，两边都问过了"


def silent(what: str, done: int, total: int) -> None:
    """No progress bar."""
    del what, done, total


async def test_the_demos_county_approves_locks_swaps_and_runs_anew(
    hunan: None, client: httpx.AsyncClient
):
    run = await the_first_run()
    await sign_in(client, "prefecture")
    await both_plans_are_shown(client, run)
    waiting = (await cases(client, "waiting"))[0]
    # Who watches over several counties reads, and leaves the decision to the county.
    assert (await press(client, waiting, act="approve")).status_code == 403

    await sign_in(client, "county")
    await both_plans_are_shown(client, run)
    await reasons_are_shown(client, waiting)
    assert (await press(client, waiting, act="approve")).status_code == 303
    assert await status_of(waiting) == "approved"

    partners = {each: await partners_of(client, each) for each in await cases(client, "open")}
    could = {each: others for each, others in partners.items() if others}
    assert len(could) >= 4, "one pair to swap, and another where somebody answered the first"
    first = next(iter(could))
    made = await swap(client, first, could[first][0])
    await reasons_are_shown(client, made[0])
    # Who has swapped two is a party to what comes of it: another officer decides about those.
    assert (await press(client, made[0], act="lock", reason=REASON)).status_code == 403
    locked = next(each for each in could if each not in (first, could[first][0]))
    assert (await press(client, locked, act="lock", reason="校长已经口头答应")).status_code == 303

    second = await run_anew(client)
    await both_plans_are_shown(client, second)
    comparison = await client.get(f"{RUNS}/{second}/comparison?other={run}")
    assert "两次都推荐的组合" in comparison.text
    assert await status_of(locked) == "proposed", "locked: the new run keeps it"
    assert {await status_of(each) for each in made} == {"superseded"}, "planned again"
    assert await status_of(waiting) == "approved"
    assert await broken() == []


async def the_first_run() -> int:
    """The demo loaded and matched, with what it leaves at the county's desk; the run's id."""
    await load(silent)
    run: int = (await commands.run_matching(SYSTEM, PREFECTURE))["run_id"]
    await report_justice(SYSTEM, run)
    await left_to_approve(silent)
    return run


async def sign_in(client: httpx.AsyncClient, role: str) -> None:
    """Press the button of the sign-in page."""
    client.cookies.clear()
    shown = await client.get("/sign-in")
    assert f'action="/sign-in/demo/{role}"' in shown.text
    entered = await client.post(f"/sign-in/demo/{role}", data=await token(client))
    assert entered.headers["location"] == "/desk"


async def token(client: httpx.AsyncClient) -> dict[str, str]:
    """What every form carries."""
    return {"_csrf_token": client.cookies.get("__Host-csrf") or ""}


async def cases(client: httpx.AsyncClient, queue: str) -> list[int]:
    """The proposals of a queue, in its order."""
    shown = await client.get(f"{MATCHES}?queue={queue}")
    return [int(found) for found in dict.fromkeys(CASE.findall(shown.text))]


async def press(client: httpx.AsyncClient, case: int, **form: str) -> httpx.Response:
    """One of the buttons under a case."""
    return await client.post(f"{MATCHES}/{case}/decision", data=form | await token(client))


async def partners_of(client: httpx.AsyncClient, case: int) -> list[int]:
    """What the page offers to swap a proposal with."""
    shown = await client.get(f"{MATCHES}/{case}/swap")
    return [int(found) for found in PARTNER.findall(shown.text)]


async def swap(client: httpx.AsyncClient, first: int, other: int) -> tuple[int, int]:
    """Exchange two offers by button; the two new proposals, the one that is shown next first."""
    form = {"other": str(other), "reason": REASON} | await token(client)
    answer = await client.post(f"{MATCHES}/{first}/swap", data=form)
    assert answer.status_code == 303, answer.text
    assert await status_of(first) == await status_of(other) == "swapped"
    made = [row["id"] for row in await rows("SELECT id FROM proposal WHERE origin = 'swap'")]
    shown = int(answer.headers["location"].removeprefix(f"{MATCHES}/").partition("?")[0])
    [second] = [each for each in made if each != shown]
    pairs = {each: await pair_of(each) for each in (first, other, shown, second)}
    assert pairs[shown] == (pairs[first][0], pairs[other][1])
    assert pairs[second] == (pairs[other][0], pairs[first][1])
    return shown, second


async def run_anew(client: httpx.AsyncClient) -> int:
    """Order a run that plans again what nobody answered; the worker's part is played here."""
    started = await client.post(RUNS, data={"anew": "yes"} | await token(client))
    order = int(started.headers["location"].rpartition("/")[2])
    run: int = (await commands.carry_out_order(SYSTEM, order))["run_id"]
    await report_justice(SYSTEM, run)
    assert f"{RUNS}/{run}" in (await client.get(started.headers["location"])).text
    return run


async def both_plans_are_shown(client: httpx.AsyncClient, run: int) -> None:
    """The run's page has the two plans, what fairness costs, and the audit."""
    shown = (await client.get(f"{RUNS}/{run}")).text
    quality = await value("SELECT (figures->>'quality')::float FROM match_run WHERE id = $1", run)
    for words in ("两种方案对照", "最差一成县的满足比例", "各县多了还是少了", "公平审计"):
        assert words in shown
    cost = re.search(r"公平的代价.*?([\d.]+)%", shown, re.DOTALL)
    assert cost
    assert abs(float(cost[1]) - (1 - quality) * 100) < 0.051


async def reasons_are_shown(client: httpx.AsyncClient, case: int) -> None:
    """The explanation stands beside the decision."""
    shown = (await client.get(f"{MATCHES}/{case}")).text
    assert "为什么推荐这一对" in shown
    assert "备选" in shown


async def broken() -> list[str]:
    """What `match check` finds; the test's own server alone may forget what it was told."""
    found = [check.name for check in await run_checks() if check.rows]
    return [name for name in found if name != "durability is on"]


async def status_of(case: int) -> str:
    """Where a proposal stands."""
    return await value("SELECT status FROM proposal WHERE id = $1", case)


async def pair_of(case: int) -> tuple[int, int]:
    """The line and the offer of a proposal."""
    row = await one("SELECT line_id, offer_id FROM proposal WHERE id = $1", case)
    assert row is not None
    return row["line_id"], row["offer_id"]
