"""The public list and detail over HTTP, with a real index behind them and without one."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from match.asgi import create_app
from match.foundation.actor import SYSTEM
from match.foundation.settings import Settings
from match.needs.commands import move_units, withdraw_need
from match.needs.commands.units import Place
from match.needs.forms import Line
from match.needs.states import Urgency
from search.port import SearchDown
from tests.needs import make
from tests.needs.browsing import links, words
from tests.needs.conftest import Fill
from tests.people import make as people

BOOKS = {
    "category": "MAT-BOOK",
    "title": "给阅览角添一批绘本",
    "purpose": "阅览角的书太旧了，想给低年级的孩子添一批新绘本。",
    "lines": [Line("注音绘本", 60, "册")],
    "bands": {"6-8": 60, "9-11": 50},
    "urgency": Urgency.urgent,
}
LUXI = "433122100201"


async def two_needs(fill: Fill) -> tuple[make.Scene, make.Scene]:
    """Quilts in one county, picture books in another, both in the index."""
    quilts = await make.published()
    books = await make.published(LUXI, **BOOKS)
    await fill(needs=[quilts.need, books.need])
    return quilts, books


def shown(answer: httpx.Response) -> list[int]:
    """The needs on the page, in their order."""
    found = [int(one) for one in re.findall(r'item-title"><a href="/needs/(\d+)"', answer.text)]
    return list(dict.fromkeys(found))


def counted(answer: httpx.Response, value: str) -> int:
    """The number beside a facet's option."""
    found = re.search(
        rf'value="{re.escape(value)}"[^>]*><span>[^<]*</span><span class="count">(\d+)<',
        answer.text,
    )
    assert found is not None, f"no facet {value}"
    return int(found[1])


async def test_words_pinyin_initials_and_places_find_the_same_need(
    client: httpx.AsyncClient, fill: Fill
) -> None:
    quilts, books = await two_needs(fill)

    for question in ("绘本", "huiben", "图画书"):
        answer = await client.get("/needs", params={"q": question})
        assert answer.status_code == 200
        assert shown(answer)[:1] == [books.need], question
    for question in ("棉被", "mianbei"):
        assert shown(await client.get("/needs", params={"q": question}))[:1] == [quilts.need]


async def test_facets_count_live_and_narrow(client: httpx.AsyncClient, fill: Fill) -> None:
    quilts, books = await two_needs(fill)

    every = await client.get("/needs")
    urgent = await client.get("/needs?urgency=urgent")
    goods = await client.get("/needs?category=MAT")
    county = await client.get("/needs?prefecture=4331&county=433122")

    assert set(shown(every)) == {quilts.need, books.need}
    assert counted(every, "MAT") == 2
    assert counted(every, "urgent") == 1
    assert counted(every, "100_up") == 1
    assert shown(urgent) == [books.need]
    assert counted(urgent, "routine") == 1, "as if nothing were chosen in this group"
    assert counted(goods, "MAT-BOOK") == 1
    assert shown(county) == [books.need]
    assert "/needs?prefecture=4331" in links(county), "each filter can be taken back alone"


async def test_a_found_word_is_marked_and_nothing_else_is(
    client: httpx.AsyncClient, fill: Fill
) -> None:
    await two_needs(fill)

    answer = await client.get("/needs", params={"q": "绘本"})
    hostile = await client.get("/needs", params={"q": "<script>alert(1)</script>绘本"})

    assert "<mark>绘本</mark>" in answer.text
    assert "<script>alert" not in hostile.text


async def test_htmx_gets_the_block_and_a_browser_the_page(
    client: httpx.AsyncClient, fill: Fill
) -> None:
    quilts, books = await two_needs(fill)

    whole = await client.get("/needs?category=MAT")
    part = await client.get("/needs?category=MAT", headers={"HX-Request": "true"})
    history = await client.get(
        "/needs?category=MAT",
        headers={"HX-Request": "true", "HX-History-Restore-Request": "true"},
    )

    assert "<!doctype html>" in whole.text
    assert "<!doctype html>" in history.text
    assert "<!doctype" not in part.text
    assert set(shown(part)) == {quilts.need, books.need}
    assert 'name="category"' in part.text
    for answer in (whole, part):
        assert "HX-Request" in answer.headers["vary"]


async def test_pages_are_links_and_meet_without_gap(client: httpx.AsyncClient, fill: Fill) -> None:
    scenes = [
        await make.published(f"4331010012{n:02d}", title=f"{n}号村过冬棉被") for n in range(1, 24)
    ]
    await fill(needs=[scene.need for scene in scenes])

    first = await client.get("/needs?category=MAT")
    onward = next(link for link in links(first) if "page=2" in link)
    second = await client.get(onward)

    assert len(shown(first)) == 20
    assert len(shown(second)) == 3
    assert set(shown(first)) | set(shown(second)) == {scene.need for scene in scenes}
    assert any(link.startswith("/needs?category=MAT") for link in links(second))
    assert "共 23 条" in words(first)


async def test_when_nothing_fits_the_nearest_is_shown_and_said(
    client: httpx.AsyncClient, fill: Fill
) -> None:
    quilts, _books = await two_needs(fill)

    answer = await client.get("/needs", params={"q": "棉被", "county": "433122"})

    assert quilts.need in shown(answer)
    assert "没有完全符合的需求" in words(answer)
    assert "已放宽" in words(answer)


async def test_an_empty_hall_says_what_to_do(client: httpx.AsyncClient, fill: Fill) -> None:
    answer = await client.get("/needs", params={"q": "直升机"})

    assert "没有符合条件的需求" in words(answer)
    assert "/offers/new" in links(answer)


async def test_the_index_is_believed_only_as_far_as_the_database(
    client: httpx.AsyncClient, fill: Fill
) -> None:
    quilts, books = await two_needs(fill)
    await withdraw_need(books.director, books.need, "已经从别处得到了。")

    answer = await client.get("/needs")

    assert shown(answer) == [quilts.need]
    assert BOOKS["title"] not in words(answer)


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=99999999999",
        "page=x",
        "sort=nonsense",
        "category=NOPE&urgency=very",
        "county=43%25&prefecture=';--",
        "q=" + "长" * 500,
        "after=-1",
    ],
)
async def test_an_odd_address_is_a_page_all_the_same(
    client: httpx.AsyncClient, fill: Fill, query: str
) -> None:
    await two_needs(fill)

    answer = await client.get(f"/needs?{query}")

    assert answer.status_code == 200


class Broken:
    """An engine whose server is gone."""

    async def search(self, *_args: object, **_named: object) -> None:
        raise SearchDown("no answer")


@pytest_asyncio.fixture
async def without_search(settings: Settings, db: None) -> AsyncIterator[httpx.AsyncClient]:
    """The whole application with an engine that does not answer."""
    app = create_app(settings, Broken(), pool=False)  # pyright: ignore[reportArgumentType]
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 40000))
    async with httpx.AsyncClient(transport=transport, base_url="https://xth.test") as browser:
        yield browser


async def test_without_the_engine_postgresql_answers_and_the_page_says_so(
    without_search: httpx.AsyncClient,
) -> None:
    quilts = await make.published()
    books = await make.published(LUXI, **BOOKS)

    every = await without_search.get("/needs")
    found = await without_search.get("/needs", params={"q": "绘本"})
    near = await without_search.get("/needs?county=433101&category=MAT")

    for answer in (every, found, near):
        assert answer.status_code == 200
        assert "检索服务暂时不可用" in words(answer)
    assert {quilts.need, books.need} <= set(shown(every))
    assert shown(found) == [books.need]
    assert shown(near) == [quilts.need]


async def test_without_the_engine_pages_go_on_by_id(without_search: httpx.AsyncClient) -> None:
    scenes = [
        await make.published(f"4331010012{n:02d}", title=f"{n}号村过冬棉被") for n in range(1, 23)
    ]

    first = await without_search.get("/needs?county=433101")
    onward = next(link for link in links(first) if "after=" in link)
    second = await without_search.get(onward)

    seen = [*shown(first), *shown(second)]
    assert seen == sorted((scene.need for scene in scenes), reverse=True)


async def test_the_detail_tells_units_and_how_to_help(client: httpx.AsyncClient) -> None:
    scene = await make.published()
    await move_units(SYSTEM, scene.line, 12, source=Place.open, target=Place.committed)
    await move_units(SYSTEM, scene.line, 5, source=Place.open, target=Place.received, by=make.GIFT)

    stranger = await client.get(f"/needs/{scene.need}")
    await people.sign_in(client, await people.account("donor"))
    donor = await client.get(f"/needs/{scene.need}")

    told = words(stranger)
    assert "已签协议 12 床" in told
    assert "已签收 5 床" in told
    assert '<progress max="40" value="17"' in stranger.text
    assert "¥" not in told
    assert f"/sign-in?next=/offers/new%3Fneed%3D{scene.need}" in links(stranger)
    assert f"/offers/new?need={scene.need}" in links(donor)


async def test_a_met_need_asks_for_nothing_more(client: httpx.AsyncClient) -> None:
    scene = await make.published(lines=[Line("加厚棉被", 4, "床")])
    await move_units(SYSTEM, scene.line, 4, source=Place.open, target=Place.received, by=make.GIFT)

    answer = await client.get(f"/needs/{scene.need}")

    assert "已全部有人帮助" in words(answer)
    assert not [link for link in links(answer) if f"need={scene.need}" in link]


async def test_a_need_that_is_not_public_is_not_found(client: httpx.AsyncClient) -> None:
    scene = await make.checked()

    answer = await client.get(f"/needs/{scene.need}")

    assert answer.status_code == 404
    assert "没有找到这条需求" in words(answer)
    assert (await client.get("/needs/999999999")).status_code == 404
