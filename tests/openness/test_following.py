"""A kept search: what it finds, that it tells once, at most once a day, and only what is public."""

from datetime import timedelta

import pytest

from jobs.disclosing import forget_searches_of_who_left
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.notices.words import Kind
from match.openness.following import commands, rules
from match.openness.following.forms import SearchForm
from match.openness.following.queries import kept_searches
from match.openness.following.rules import Found, Wanted
from match.openness.following.states import Subject
from match.tenders import commands as tenders
from tests.needs import make as needs
from tests.people import make as people
from tests.tenders import make
from tests.walks.steps import Walker

pytestmark = pytest.mark.usefixtures("hunan", "db")
MORNING = clock.now().astimezone(clock.HERE).replace(hour=9, minute=0) + timedelta(days=1)


def form(**other):
    return SearchForm(
        **{"subject": Subject.purchases, "name": "心理", "words": "心理 辅导", **other}
    )


async def told(account: int) -> list[str]:
    found = await rows(
        "SELECT facts FROM message WHERE account_id = $1 AND kind = $2 ORDER BY id",
        account,
        Kind.search_digest.value,
    )
    return [row["facts"] for row in found]


@pytest.mark.parametrize(
    ("words", "areas", "categories", "expected"),
    [
        ("", (), (), True),
        ("心理", (), (), True),
        ("心理 律师", (), (), False),
        ("", ("4331",), (), True),
        ("", ("433101",), (), True),
        ("", ("433101001",), (), True),
        ("", ("4301",), (), False),
        ("", (), ("SVC",), True),
        ("", (), ("SVC-PSY",), True),
        ("", (), ("SVC-LAW",), False),
        ("心理", ("4301",), ("SVC",), False),
    ],
)
def test_a_filter_narrows_by_each_of_its_parts(words, areas, categories, expected):
    found = Found("吉首市心理辅导服务", ("433101",), "SVC-PSY")

    assert rules.fits(Wanted(words, areas, categories), found) is expected


async def test_a_published_purchase_is_told_once_the_next_morning(client):
    walker = Walker(client)
    person = await people.account("donor")
    await commands.keep_search(person, form())
    await commands.keep_search(person, form(name="长沙", words="", area="4301"))
    _officer, tender_id = await make.published()
    await walker.hear()
    await commands.find_for_searches(SYSTEM, Subject.purchases, tender_id)  # heard twice

    assert await value("SELECT count(*) FROM search_hit") == 1
    with clock.freeze(MORNING):
        assert await commands.sweep_searches(SYSTEM) == 1
        assert await commands.sweep_searches(SYSTEM) == 0
    [facts] = await told(person.id)
    assert "心理（1）" in facts
    assert "长沙" not in facts


async def test_two_finds_on_one_day_are_one_digest_and_the_third_waits_for_tomorrow(client):
    person = await people.account("donor")
    await commands.keep_search(person, form())
    for _each in range(2):
        _officer, tender_id = await make.published(budget_line=f"第{_each}项")
        await commands.find_for_searches(SYSTEM, Subject.purchases, tender_id)
    with clock.freeze(MORNING):
        assert await commands.sweep_searches(SYSTEM) == 1
        _officer, third = await make.published(budget_line="第三项")
        await commands.find_for_searches(SYSTEM, Subject.purchases, third)
        assert await commands.sweep_searches(SYSTEM) == 0
    assert len(await told(person.id)) == 1
    with clock.freeze(MORNING + timedelta(days=1)):
        assert await commands.sweep_searches(SYSTEM) == 1
    first, second = await told(person.id)
    assert "心理（2）" in first
    assert "心理（1）" in second


async def test_without_its_row_the_same_purchase_would_be_found_again():
    """The twin: what keeps an alert from coming twice is the row, not the listener."""
    person = await people.account("donor")
    await commands.keep_search(person, form())
    _officer, tender_id = await make.published()
    assert await commands.find_for_searches(SYSTEM, Subject.purchases, tender_id) == 1
    with clock.freeze(MORNING):
        await commands.send_digest(SYSTEM, person.id)
    assert await commands.find_for_searches(SYSTEM, Subject.purchases, tender_id) == 0
    await one("DELETE FROM search_hit RETURNING id")
    assert await commands.find_for_searches(SYSTEM, Subject.purchases, tender_id) == 1


async def test_a_withdrawn_purchase_is_not_told():
    person = await people.account("donor")
    await commands.keep_search(person, form())
    officer, tender_id = await make.published()
    await commands.find_for_searches(SYSTEM, Subject.purchases, tender_id)
    await tenders.withdraw_tender(officer, tender_id, "预算调整，采购任务取消")
    with clock.freeze(MORNING):
        assert await commands.send_digest(SYSTEM, person.id) == 0
    assert await told(person.id) == []
    assert (await kept_searches(person))[0].hits == ()


async def test_who_unsubscribes_hears_nothing_of_what_waited():
    person = await people.account("donor")
    search = await commands.keep_search(person, form())
    _officer, tender_id = await make.published()
    await commands.find_for_searches(SYSTEM, Subject.purchases, tender_id)
    await commands.pause_search(person, search)
    with clock.freeze(MORNING):
        assert await commands.sweep_searches(SYSTEM) == 0
    await commands.resume_search(person, search)
    with clock.freeze(MORNING):
        assert await commands.sweep_searches(SYSTEM) == 0
    await commands.remove_search(person, search)
    assert await value("SELECT count(*) FROM search_hit") == 0


async def test_a_need_is_found_by_its_public_words_only(client):
    person = await people.account("donor")
    need = await needs.published()
    title = await value("SELECT title FROM need WHERE id = $1", need.need)
    await commands.keep_search(person, form(subject=Subject.needs, name="需求", words=title[:4]))
    assert await commands.find_for_searches(SYSTEM, Subject.needs, need.need) == 1
    draft = await needs.another(need)
    assert await commands.find_for_searches(SYSTEM, Subject.needs, draft.need) == 0


async def test_nobody_touches_the_search_of_another():
    person, other = await people.account("donor"), await people.account("donor")
    search = await commands.keep_search(person, form())
    for verb in (commands.pause_search, commands.resume_search, commands.remove_search):
        with pytest.raises(NotFound):
            await verb(other, search)
    assert await kept_searches(other) == []


async def test_a_search_narrows_something_and_there_are_twenty_at_most():
    person = await people.account("donor")
    with pytest.raises(Invalid) as refusal:
        await commands.keep_search(person, form(words="  "))
    assert set(refusal.value.fields) == {"words"}
    with pytest.raises(Invalid):
        await commands.keep_search(person, form(category="NOPE"))
    for each in range(20):
        await commands.keep_search(person, form(name=f"第{each}个"))
    with pytest.raises(Conflict, match="20"):
        await commands.keep_search(person, form())


async def test_who_left_the_house_is_looked_for_no_more():
    person, other = await people.account("donor"), await people.account("donor")
    for each in (person, other):
        await commands.keep_search(each, form())
    _officer, tender_id = await make.published()
    await commands.find_for_searches(SYSTEM, Subject.purchases, tender_id)
    await forget_searches_of_who_left(1, {"account_id": person.id})
    assert await kept_searches(person) == []
    assert await value("SELECT count(*) FROM search_hit") == 1


async def test_before_eight_nobody_is_told():
    early = MORNING.replace(hour=7)

    assert rules.digest_due(None, MORNING, 8)
    assert not rules.digest_due(None, early, 8)
    assert not rules.digest_due(MORNING, MORNING + timedelta(hours=14), 8)
    assert rules.digest_due(MORNING.replace(hour=23), MORNING + timedelta(days=1), 8)


async def test_the_page_keeps_shows_and_ends_a_search(client):
    walker = Walker(client)
    person = await people.account("donor")
    await walker.become(person)
    page = await walker.see("/me/searches?subject=purchases&q=心理&county=433101")
    assert 'value="心理"' in page
    refused = await walker.send("/me/searches", expected=422, subject="purchases", name="空")
    assert "请至少写一个关键词" in refused.text
    await walker.send(
        "/me/searches", subject="purchases", name="心理服务", words="心理", area="433101"
    )
    _officer, tender_id = await make.published()
    await walker.hear()
    page = await walker.see("/me/searches")
    assert f"/purchases/{tender_id}" in page
    [search] = await kept_searches(person)
    await walker.send(f"/me/searches/{search.id}/pause")
    assert "已停止提醒" in await walker.see("/me/searches")
    await walker.send(f"/me/searches/{search.id}/removal")
    assert "心理服务" not in await walker.see("/me/searches")


async def test_a_list_leads_to_keeping_its_search_for_who_is_signed_in(client):
    await make.published()
    assert "/me/searches" not in (await client.get("/purchases?q=心理")).text
    await people.sign_in(client, await people.account("donor"))
    page = await client.get("/purchases?q=心理&category=SVC-PSY&county=433101")
    asked = "q=%E5%BF%83%E7%90%86&amp;category=SVC-PSY&amp;county=433101"
    assert f"/me/searches?subject=purchases&amp;{asked}" in page.text
    page = await client.get("/needs?q=x", headers={"HX-Request": "true", "HX-Target": "results"})
    assert "/me/searches?subject=needs&amp;q=x" in page.text
