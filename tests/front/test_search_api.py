"""Search as JSON: found by words, narrowed by filters, read again before it is told."""

import httpx
import pytest

from match.asgi import create_app
from match.catalogue.lexicon import lexicon
from match.foundation.db import rows
from match.homes.found import home_document
from match.needs.found import need_document
from match.offers.found import offer_document
from match.people.found import organisation_document
from match.publicity.found import policy_document
from search.embedded.engine import EmbeddedEngine
from search.indexes import Index
from search.port import SearchEngine
from tests.front.conftest import browser_of
from tests.needs import make as needs
from tests.offers import make as offers
from tests.publicity import make as publicity

PATH = "/api/v1/search"


@pytest.fixture
async def shelved(engine: SearchEngine, hunan: None, db: None) -> needs.Scene:
    """A need for quilts, its home, and an offer of books with its giver; all in the indexes."""
    scene = await needs.published()
    _actor, offer = await offers.published(title="注音绘本两百册")
    giver = (await rows("SELECT organisation_id FROM offer WHERE id = $1", offer))[0]
    for index, document in (
        (Index.NEEDS, await need_document(scene.need)),
        (Index.HOMES, await home_document(scene.home)),
        (Index.OFFERS, await offer_document(offer)),
        (Index.ORGANISATIONS, await organisation_document(giver["organisation_id"])),
        (Index.POLICIES, await policy_document(await publicity.document())),
    ):
        assert document is not None
        await engine.upsert(index, [document])
    return scene


async def ids(visitor: httpx.AsyncClient, **asked: str | int) -> list[int]:
    answer = await visitor.get(PATH, params=asked)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["items"]]


@pytest.mark.openness
@pytest.mark.parametrize(
    ("index", "words"),
    [
        ("homes", "zpc"),
        ("homes", "zhuping"),
        ("organisations", "csjg"),
        ("organisations", "ceshijigou"),
        ("policies", "gfetzj"),
        ("policies", "guifan"),
    ],
)
async def test_names_are_found_by_pinyin_and_initials(
    visitor: httpx.AsyncClient, shelved: needs.Scene, engine: SearchEngine, index: str, words: str
):
    """What a thumb types with the Latin keys of an old phone."""
    await rows("UPDATE home SET name = '竹坪村儿童之家' WHERE id = $1", shelved.home)
    document = await home_document(shelved.home)
    assert document is not None
    await engine.upsert(Index.HOMES, [document])

    assert len(await ids(visitor, index=index, q=words)) == 1
    assert await ids(visitor, index=index, q="qqzzxx") == []


@pytest.mark.parametrize("words", ["棉被", "过冬", "mianbei"])
async def test_a_need_is_found_by_words_and_pinyin(
    visitor: httpx.AsyncClient, shelved: needs.Scene, words: str
):
    answer = (await visitor.get(PATH, params={"index": "needs", "q": words})).json()

    assert [one["id"] for one in answer["items"]] == [shelved.need]
    assert (answer["total"], answer["next"], answer["degraded"]) == (1, None, False)
    assert answer["items"][0]["url"] == f"/api/v1/needs/{shelved.need}"
    assert (await visitor.get(answer["items"][0]["page"])).status_code == 200
    assert answer["facets"]["category_roots"] == {"MAT": 1}


async def test_every_index_answers(visitor: httpx.AsyncClient, shelved: needs.Scene):
    for index in Index:
        found = await ids(visitor, index=index.value)
        assert (len(found) == 1) == (index is not Index.PURCHASES), index


async def test_filters_narrow_what_is_found(visitor: httpx.AsyncClient, shelved: needs.Scene):
    here, elsewhere = needs.VILLAGE[:6], "433122"
    assert await ids(visitor, index="needs", area=here, category="MAT") == [shelved.need]
    assert await ids(visitor, index="needs", area=needs.VILLAGE[:9]) == [shelved.need]
    assert await ids(visitor, index="needs", area=elsewhere) == []
    assert await ids(visitor, index="needs", category="SVC") == []
    assert await ids(visitor, index="needs", urgency="urgent") == []
    assert await ids(visitor, index="needs", urgency="routine") == [shelved.need]
    assert len(await ids(visitor, index="offers", area="4331")) == 1


async def test_a_hit_that_is_no_longer_public_is_not_told(
    visitor: httpx.AsyncClient, shelved: needs.Scene
):
    await rows("UPDATE need SET status = 'withdrawn' WHERE id = $1", shelved.need)

    assert await ids(visitor, index="needs", q="棉被") == []


@pytest.mark.parametrize(
    ("asked", "status", "field"),
    [
        ("", 400, ""),
        ("index=children", 400, "index"),
        ("index=needs&area=999", 422, "area"),
        ("index=needs&area=43x", 422, "area"),
        ("index=offers&urgency=urgent", 422, "urgency"),
        ("index=needs&urgency=now", 400, "urgency"),
        ("index=needs&limit=1000", 400, "limit"),
        ("index=needs&cursor=0", 400, "cursor"),
    ],
)
async def test_a_question_that_makes_no_sense_is_told_so(
    visitor: httpx.AsyncClient, asked: str, status: int, field: str
):
    answer = await visitor.get(f"{PATH}?{asked}")

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert not field or field in answer.json()["fields"]


async def test_without_the_engine_postgresql_answers_and_says_so(
    settings, hunan: None, db: None, tmp_path
):
    scene = await needs.published()
    broken = EmbeddedEngine(tmp_path / "nothing", lexicon(), read_only=True)
    async with browser_of(create_app(settings, broken, pool=False)) as browser:
        answer = (await browser.get(PATH, params={"index": "needs", "q": "棉被"})).json()
        second = (await browser.get(PATH, params={"index": "needs", "cursor": 2})).json()
        homes = await browser.get(PATH, params={"index": "homes"})

    assert [one["id"] for one in answer["items"]] == [scene.need]
    assert (answer["degraded"], answer["total"]) == (True, None)
    assert second["items"] == []
    assert homes.status_code == 503
