"""What a gift did, on its own page: one sentence, its homes, the books in words, its papers."""

from typing import Any

import httpx
import msgspec
import pytest

from match.foundation.actor import Actor
from match.giving.outcome.overview import overview
from match.giving.outcome.queries import outcome_of
from match.giving.outcome.shapes import Asked, Outcome, Side, State
from match.giving.outcome.words import Facts, headline
from match.giving.queries import donation_file
from match.giving.reports.commands import ask_about_use
from match.giving.states import DonationStatus, GiftKind
from tests.giving import make
from tests.giving.reporting import told
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")
USED = Facts(
    status=DonationStatus.used,
    kind=GiftKind.goods,
    subject="图画书",
    unit="本",
    promised=20,
    sent=20,
    arrived=18,
    used=18,
    missing=2,
    receiver="桃花村儿童之家",
    homes=1,
    home="桃花村儿童之家",
    township="马鞍镇",
    children=12,
)


async def outcome(actor: Actor, donation: int) -> Outcome:
    return await outcome_of(actor, await donation_file(actor, donation))


def but(**other: Any) -> Facts:
    return msgspec.structs.replace(USED, **other)


def test_the_sentence_says_what_came_of_it():
    assert headline(USED, mine=True) == (
        "您捐的图画书 20 本：18 本已在桃花村儿童之家用上，12 名儿童受益。"
    )
    assert headline(but(status=DonationStatus.counted), mine=False) == (
        "图画书 20 本：桃花村儿童之家收到完好的 18 本，另有 2 本短少或破损。"
    )


@pytest.mark.parametrize("children", [1, 2, 3, 4])
def test_few_children_are_not_counted_and_their_home_is_not_named(children: int):
    said = headline(but(children=children), mine=True)

    assert said == "您捐的图画书 20 本：18 本已在马鞍镇用上。"


def test_several_homes_are_counted_not_named():
    assert "3 个儿童之家" in headline(but(homes=3), mine=True)


@pytest.mark.parametrize("status", list(DonationStatus))
@pytest.mark.parametrize("kind", list(GiftKind))
def test_every_state_of_every_kind_has_its_sentence(status: DonationStatus, kind: GiftKind):
    said = headline(but(status=status, kind=kind), mine=False)

    assert said.endswith("。")
    assert "%(" not in said


async def test_two_short_stand_in_the_books_with_what_is_left():
    deal = await make.counted(make.UNITS - 2, note="少了两本")

    found = await outcome(deal.manager, deal.agreement)

    rows = [(row.what, row.source, row.target, row.amount) for row in found.book]
    assert rows == [
        ("物资发出", "捐赠方", "在途", "60 册"),
        ("清点", "在途", "在库", "58 册"),
        ("清点", "在途", "短少", "2 册"),
    ]
    assert [row.balance for row in found.book] == ["60 册", "58 册", "2 册"]


async def test_each_step_says_which_side_did_it_and_no_name():
    deal = await make.allocated()

    found = await outcome(deal.manager, deal.agreement)
    file = await donation_file(deal.manager, deal.agreement)

    sides = dict(zip((step.verb for step in file.steps), found.who, strict=True))
    assert sides["giver_confirm"] == "捐赠方"
    assert sides["recipient_confirm"] == "儿童之家"
    assert sides["dispatch"] == "捐赠方"
    assert sides["count"] == "儿童之家"


async def test_the_home_is_on_the_map_once_it_is_known():
    deal = await make.allocated()

    found = await outcome(deal.manager, deal.agreement)

    assert [place.amount for place in found.places] == ["60 册"]
    assert len(found.chart.dots) == 1
    assert found.places[0].home in found.chart.dots[0].label


@pytest.mark.walk
async def test_giver_and_home_read_the_same_books_on_the_page(client: httpx.AsyncClient):
    deal = await make.allocated()
    await told(deal)
    for reader in (deal.manager, deal.director):
        await people.sign_in(client, reader)

        page = (await client.get(f"/desk/agreements/{deal.agreement}")).text

        assert "到了哪里" in page
        assert "物资使用" in page
        assert "在库 → 已使用" in page
        assert "捐赠收条" in page


async def test_the_list_tells_each_side_its_own_and_a_stranger_nothing():
    deal = await make.allocated()
    stranger = await people.account("donor", "43")

    gave = await overview(deal.manager, Asked(Side.gave))
    got = await overview(deal.director, Asked(Side.got))
    others = await overview(stranger, Asked(Side.gave))

    assert [row.line.id for row in gave.rows] == [deal.agreement]
    assert gave.rows[0].did.startswith("您捐的")
    assert [row.line.id for row in got.rows] == [deal.agreement]
    assert not got.rows[0].did.startswith("您捐的")
    assert (others.rows, others.totals) == ((), ())
    assert [(total.gifts, total.done) for total in gave.totals] == [(1, 0)]


async def test_what_waits_about_a_gift_is_said_and_can_be_picked():
    deal = await make.allocated()
    assert (await overview(deal.manager, Asked(Side.gave, state=State.open))).rows == ()

    await ask_about_use(deal.manager, deal.agreement, "书放在哪里，怎么借？")

    found = await overview(deal.manager, Asked(Side.gave, state=State.open))
    assert found.waiting == 1
    assert [row.open for row in found.rows] == [("有查询待答复",)]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Asked(Side.gave, kind=GiftKind.goods), 1),
        (Asked(Side.gave, kind=GiftKind.money), 0),
        (Asked(Side.gave, year=2001), 0),
        (Asked(Side.gave, state=State.going), 1),
        (Asked(Side.gave, state=State.over), 0),
    ],
)
async def test_each_filter_narrows_the_list(asked: Asked, count: int):
    deal = await make.allocated()

    assert len((await overview(deal.manager, asked)).rows) == count


@pytest.mark.walk
async def test_from_the_desk_to_the_list_to_the_gift(client: httpx.AsyncClient):
    deal = await make.allocated()
    await people.sign_in(client, deal.manager)

    assert 'href="/desk/gifts"' in (await client.get("/desk")).text
    listed = await client.get("/desk/gifts")
    assert f'href="/desk/agreements/{deal.agreement}"' in listed.text


@pytest.mark.parametrize(
    "query", ["year=99999999999999999999", "year=-1", "after=-5", "side=x", "kind=x", "progress=x"]
)
@pytest.mark.walk
async def test_a_filter_nobody_knows_narrows_nothing(client: httpx.AsyncClient, query: str):
    deal = await make.allocated()
    await people.sign_in(client, deal.manager)

    answer = await client.get(f"/desk/gifts?{query}")

    assert answer.status_code == 200
    assert f"/desk/agreements/{deal.agreement}" in answer.text
