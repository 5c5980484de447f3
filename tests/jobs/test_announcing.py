"""A run becomes known county by county and page by page, once to each, whoever dies in between."""

from typing import Any

import msgspec
import pytest

from jobs import announcing, listeners
from jobs.consumer import deliver
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.matching import commands
from tests.matching import make
from tests.offers import make as offers


class Shown:
    """Which needs the index was asked to show; the index itself has its own contract."""

    def __init__(self) -> None:
        self.needs: list[int] = []

    async def show(self, index: Any, need: int) -> None:
        self.needs.append(need)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    made = Shown()
    monkeypatch.setattr(announcing, "indexer", lambda: made)
    monkeypatch.setattr(announcing, "PAGE", 2)
    return made


async def heard(*topics: str) -> list[dict[str, Any]]:
    """Deliver what waits under *topics* until nothing does; returns their payloads in order."""
    payloads: list[dict[str, Any]] = []
    while True:
        waiting = await rows(
            "SELECT id, payload FROM outbox WHERE topic = ANY($1) AND done_at IS NULL ORDER BY id",
            list(topics),
        )
        if not waiting:
            return payloads
        for row in waiting:
            assert await deliver(row["id"])
            payloads.append(msgspec.json.decode(row["payload"]))


async def three_counties() -> int:
    """Five needs in two counties, one offer for all of them; the run's id."""
    for township in (f"{make.COUNTY}101", f"{make.COUNTY}102", f"{make.COUNTY}103"):
        await make.open_need(await make.village(township))
    for township in ("433122101", "433122102"):
        await make.open_need(await make.village(township))
    await offers.published(quantity=400, areas=["4331"])
    return (await commands.run_matching(SYSTEM, "4331"))["run_id"]


async def test_a_run_is_one_fact_and_each_county_a_chain_of_pages(db: None, shown: Shown):
    run = await three_counties()
    told = await rows("SELECT topic FROM outbox WHERE topic LIKE 'match.%'")
    assert [row["topic"] for row in told] == ["match.ran"]
    pages = await heard("match.ran", "match.announced")

    announced = [page for page in pages if "county" in page]
    # Three proposals are two pages of two; two are one page and an empty one that ends it.
    assert [page["county"] for page in announced].count(make.COUNTY) == 2
    assert [page["county"] for page in announced].count("433122") == 2
    for proposal in await rows("SELECT id FROM proposal WHERE run_id = $1", run):
        link = f"/desk/proposals/{proposal['id']}"
        kinds = await rows("SELECT kind FROM message WHERE link = $1 ORDER BY kind", link)
        assert {row["kind"] for row in kinds} == {"proposal_for_need", "proposal_for_offer"}
    needs = await rows("SELECT id FROM need WHERE status = 'matching' ORDER BY id")
    assert sorted(set(shown.needs)) == [row["id"] for row in needs]


async def test_a_page_that_is_delivered_twice_tells_once(db: None, shown: Shown):
    await three_counties()
    await heard("match.ran", "match.announced")
    before = await value("SELECT count(*) FROM message")
    again = await rows("SELECT id FROM outbox WHERE topic = 'match.announced'")
    await value("UPDATE outbox SET done_at = NULL WHERE topic = 'match.announced'")
    for row in again:
        await deliver(row["id"])

    assert await value("SELECT count(*) FROM message") == before
    assert await value("SELECT count(*) FROM outbox WHERE topic = 'match.announced'") == len(again)


async def test_nobody_hears_again_of_the_pair_they_know(db: None, shown: Shown):
    await three_counties()
    await heard("match.ran", "match.announced")
    before = await value("SELECT count(*) FROM message")
    order = await commands.order_run(SYSTEM, "4331", anew=True)
    run = (await commands.carry_out_order(SYSTEM, order))["run_id"]
    await heard("match.ran", "match.announced")

    assert await value("SELECT count(*) FROM proposal WHERE superseded_by = $1", run) == 5
    assert await value("SELECT count(*) FROM message") == before


def test_an_ordered_run_has_its_listener():
    assert [each.name for each in listeners.listeners_of("run.ordered")] == ["start_ordered_run"]


async def test_an_order_becomes_one_task(db: None):
    order = await commands.order_run(SYSTEM, "4331")
    fact = await value("SELECT id FROM outbox WHERE topic = 'run.ordered'")
    await deliver(fact)
    await value("UPDATE outbox SET done_at = NULL WHERE id = $1", fact)
    await deliver(fact)

    tasks = await rows("SELECT task, arguments FROM run")
    assert [(row["task"], msgspec.json.decode(row["arguments"])) for row in tasks] == [
        ("propose_matches", {"order": order})
    ]
