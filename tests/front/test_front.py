"""The portal, the search over everything, and who is let in where."""

import gzip

import pytest

from match.asgi import create_app
from match.catalogue.lexicon import lexicon
from match.foundation.db import rows
from match.offers.found import offer_document
from match.site.assets import assets
from search.embedded.engine import EmbeddedEngine
from search.indexes import Index
from tests.front.conftest import browser_of
from tests.offers import make as offers
from tests.people import make as people

PUBLIC = ["/", "/search", "/search?q=绘本", "/coverage", "/articles", "/policies", "/feeds"]
SHARED = ("app.css", "app.js", "vendor/htmx.min.js", "icons.svg")


async def shelve(engine, offer_id):
    document = await offer_document(offer_id)
    assert document is not None
    await engine.upsert(Index.OFFERS, [document])


@pytest.mark.notice
@pytest.mark.parametrize("path", PUBLIC)
async def test_a_public_page_opens_small_for_everybody(visitor, path):
    """Notice P3: a public-interest platform, open to everybody."""
    answer = await visitor.get(path)

    assert answer.status_code == 200
    html = len(gzip.compress(answer.content))
    assert html <= 20_000
    assert html + sum(len(assets()[name].gzipped) for name in SHARED) <= 60_000


async def test_a_portal_with_nothing_to_show_says_what_to_do(visitor):
    answer = await visitor.get("/")

    assert "现在没有等待回应的需求" in answer.text
    assert "登记我能提供的" in answer.text


async def test_what_is_offered_is_found_by_its_words_and_by_pinyin(visitor, engine):
    _actor, offer_id = await offers.published(title="注音绘本两百册")
    await shelve(engine, offer_id)

    for words in ("绘本", "huiben"):
        answer = await visitor.get("/search", params={"q": words})
        assert f'href="/offers/{offer_id}"' in answer.text, words
        assert "找到 1 条结果。" in answer.text


async def test_a_hit_is_read_again_before_it_is_shown(visitor, engine):
    """The index may be behind: what is no longer public must not show, whatever it says."""
    _actor, offer_id = await offers.published(title="注音绘本两百册")
    await shelve(engine, offer_id)
    await rows("UPDATE offer SET status = 'withdrawn' WHERE id = $1", offer_id)

    answer = await visitor.get("/search", params={"q": "绘本"})
    assert f"/offers/{offer_id}" not in answer.text
    assert "没有找到相关内容" in answer.text


async def test_search_without_its_engine_still_answers_and_says_so(settings, hunan, db, tmp_path):
    broken = EmbeddedEngine(tmp_path / "nothing", lexicon(), read_only=True)
    async with browser_of(create_app(settings, broken, pool=False)) as browser:
        answer = await browser.get("/search", params={"q": "绘本"})

    assert answer.status_code == 200
    assert "检索服务暂时不可用" in answer.text


async def test_typing_swaps_the_results_only(visitor):
    answer = await visitor.get(
        "/search", params={"q": "绘本"}, headers={"hx-request": "true", "hx-target": "results"}
    )

    assert "<html" not in answer.text
    assert 'role="status"' in answer.text


async def test_words_come_back_as_text(visitor):
    answer = await visitor.get("/search", params={"q": "<script>alert(1)</script>"})

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


async def test_strangers_are_asked_to_sign_in_before_they_see_a_desk(visitor):
    answer = await visitor.get("/desk")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/desk"


async def test_a_desk_shows_each_role_what_waits_for_it(visitor):
    await offers.waiting(title="等待审核的绘本")
    county = await people.account("county", "433101", name="石主任")
    await people.sign_in(visitor, county)
    staff = (await visitor.get("/desk")).text
    manager, _organisation = await offers.manager()
    await people.sign_in(visitor, manager)
    giver = (await visitor.get("/desk")).text

    assert "石主任，您好" in staff
    assert "待审核的供给" in staff
    assert "1 项等待处理" in staff
    assert "待审核的供给" not in giver
    assert "登记我能提供的" in giver
