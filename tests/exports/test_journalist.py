"""One click: what the page shows, with the page's filter, order and words; and who took what."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from match.foundation import clock
from match.foundation.db import one, rows, value
from match.foundation.settings import settings
from match.site.formats import yuan
from match.tenders.commands import withdraw_tender
from match.tenders.found import purchase_document
from search.documents import Document
from search.indexes import Index
from search.port import SearchEngine
from tests.exports.reading import of_csv, of_json, of_xlsx
from tests.people import make as people
from tests.tenders import make

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("hunan", "db")]

JISHOU, FENGHUANG = "433101", "433123"


async def _none() -> AsyncIterator[Document]:
    for document in ():
        yield document


@pytest_asyncio.fixture
async def bought(search_engine: SearchEngine, db: None, hunan: None) -> AsyncIterator[list[int]]:
    """Twenty-five open notices, more than a page holds: three of them for another county."""
    made: list[int] = []
    for at in range(1, 26):
        area = FENGHUANG if at % 9 == 0 or at == 25 else JISHOU
        told = {"title": f"第{at}号心理辅导服务", "budget_fen": 100_000 * at + 5, "areas": [area]}
        made.append((await make.published(**told))[1])
    await search_engine.prepare()
    await search_engine.rebuild(Index.PURCHASES, _none())
    documents = [await purchase_document(tender) for tender in made]
    await search_engine.upsert(Index.PURCHASES, [one for one in documents if one is not None])
    yield made
    await search_engine.rebuild(Index.PURCHASES, _none())


def _titles(text: str) -> list[str]:
    """Found words are marked within them."""
    return re.findall(r"第\d+号心理辅导服务", re.sub(r"</?mark>", "", text))


async def _all_pages(client: httpx.AsyncClient, address: str) -> list[str]:
    """The titles of a list in the order in which a reader turns its pages."""
    told: list[str] = []
    for number in (1, 2):
        page = await client.get(f"{address}&page={number}")
        told += list(dict.fromkeys(_titles(page.text)))
    return told


@pytest.mark.parametrize(
    ("asked", "many"),
    [("sort=newest", 25), ("sort=amount_low", 25), (f"county={FENGHUANG}", 3), ("q=心理辅导", 25)],
)
async def test_the_file_has_all_that_the_filter_finds_in_the_order_of_the_pages(
    client: httpx.AsyncClient, bought: list[int], asked: str, many: int
) -> None:
    """Shown when 1: a journalist downloads all purchases."""
    shown = await _all_pages(client, f"/purchases?{asked}")
    table = of_csv((await client.get(f"/purchases?{asked}&page=2&format=csv")).content)
    named = of_json((await client.get(f"/purchases?{asked}&format=json")).content)
    book = of_xlsx((await client.get(f"/purchases?{asked}&format=xlsx")).content)

    assert len(shown) == many
    assert [row[1] for row in table[1:]] == shown
    assert [row["title"] for row in named] == shown
    assert [row[1] for row in book[1:]] == shown


async def test_a_filter_that_is_forgotten_is_found_out(
    client: httpx.AsyncClient, bought: list[int]
) -> None:
    """The twin: a file made without the page's filter has other rows than the page."""
    shown = await _all_pages(client, f"/purchases?county={FENGHUANG}")
    forgot = of_csv((await client.get("/purchases?format=csv")).content)

    assert [row[1] for row in forgot[1:]] != shown


async def test_money_and_days_are_those_of_the_page(
    client: httpx.AsyncClient, bought: list[int]
) -> None:
    named = of_json((await client.get(f"/purchases?county={FENGHUANG}&format=json")).content)

    for row in named:
        page = (await client.get(f"/purchases/{row['id']}")).text
        year, month, day = (int(part) for part in str(row["closes_on"]).split("-"))
        assert yuan(round(float(str(row["budget"])) * 100)) in page
        assert f"{year}年{month}月{day}日" in page
        assert row["url"] == f"{settings().base_url}/purchases/{row['id']}"


async def test_what_is_over_comes_along_when_it_is_asked_for(
    client: httpx.AsyncClient, bought: list[int]
) -> None:
    officer, over = await make.published(title="第99号心理辅导服务")
    await withdraw_tender(officer, over, "不再需要")

    open_ones = of_csv((await client.get("/purchases?format=csv")).content)
    everything = of_csv((await client.get("/purchases?ended=yes&format=csv")).content)
    narrowed = of_csv(
        (await client.get(f"/purchases?ended=yes&county={FENGHUANG}&format=csv")).content
    )

    assert "第99号心理辅导服务" not in [row[1] for row in open_ones]
    assert [row[1] for row in everything][:2] == ["项目名称", "第99号心理辅导服务"]
    assert len(everything) == 27
    assert len(narrowed) == 4


async def test_the_file_says_what_it_is_and_whose(
    client: httpx.AsyncClient, bought: list[int]
) -> None:
    asked = f"/purchases?county={FENGHUANG}&q=心理辅导"
    json = (await client.get(f"{asked}&format=json")).json()
    csv = await client.get(f"{asked}&format=csv")

    about = json["about"]
    assert about["rows"] == "3"
    assert "凤凰县" in about["filter"]
    assert "心理辅导" in about["filter"]
    assert about["source"].startswith(f"{settings().base_url}/purchases?")
    assert f"county={FENGHUANG}" in about["source"]
    assert "q=%E5%BF%83" in about["source"]
    assert "format" not in about["source"]
    assert about["licence"] == settings().data_licence
    assert about["made_at"].startswith(f"{clock.today():%Y-%m-%d}T")
    assert {column["name"] for column in json["columns"]} == set(json["rows"][0])
    assert 'rel="license"' in csv.headers["link"]
    assert csv.headers["content-type"] == "text/csv; header=present; charset=utf-8"


async def test_an_english_reader_gets_english_headers(
    client: httpx.AsyncClient, bought: list[int]
) -> None:
    english = of_csv((await client.get("/purchases?format=csv&lang=en")).content)

    assert english[0][1] != "项目名称"
    assert all(header.isascii() for header in english[0]), english[0]


async def test_who_took_an_internal_list_stands_in_the_trail(client: httpx.AsyncClient) -> None:
    """Who, which list, which filter, how many rows; of a public list nothing is written."""
    clerk = await people.account("county", JISHOU)
    await people.sign_in(client, clerk)
    before = await value("SELECT count(*) FROM audit WHERE verb = 'list.exported'")

    await client.get("/needs?format=csv")
    between = await value("SELECT count(*) FROM audit WHERE verb = 'list.exported'")
    sent = await client.get("/desk/homes?q=和平&format=xlsx")
    line = await one("SELECT * FROM audit WHERE verb = 'list.exported' ORDER BY id DESC LIMIT 1")

    assert sent.status_code == 200
    assert between == before
    assert line is not None
    assert line["actor_id"] == clerk.id
    assert line["division"] == f"{JISHOU}000000"
    for told in ('"registry"', "和平", '"xlsx"', '"rows": [null, 0]'):
        assert told in str(line["changes"])


async def test_a_kind_of_file_there_is_not_is_the_page(client: httpx.AsyncClient) -> None:
    for kind in ("exe", "XLSX", "../csv", ""):
        answer = await client.get(f"/purchases?format={kind}")

        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")


async def test_files_do_not_cost_the_pool_its_connections(client: httpx.AsyncClient) -> None:
    """Thirty files one after the other, then still an answer."""
    for _at in range(30):
        assert (await client.get("/organisations?format=csv")).status_code == 200
    assert await rows("SELECT 1")
