"""Demonstration titles: each level in its turn, a hundred a year, a tenth of all homes."""

import pytest

from match.foundation.db import DatabaseError, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, NotFound
from match.foundation.parameters import shipped
from match.upkeep import commands, forms, queries
from match.upkeep.judging import standards_of
from match.upkeep.states import Level
from tests.homes import make as homes
from tests.people import make as people
from tests.upkeep import make

pytestmark = pytest.mark.usefixtures("db")
SECOND = "433101001202"


@pytest.mark.notice
async def test_the_province_names_a_hundred_a_year_or_says_why_not() -> None:
    """Notice 3.1d: the province names 100 a year by a document, city and county in step."""
    assert shipped()["demo.provincial_per_year"].whole == 100
    at = await make.scene()
    title = await _recommended(at)
    with make.complaint("计划是 100 个"):
        form = make.naming_form([title], reason="")
        await commands.name_titles(at.province, Level.province, form)
    await commands.name_titles(at.province, Level.province, make.naming_form([title]))

    (held,) = await queries.titles(at.home)
    assert (held.level, held.document) == (Level.province, "湘民发〔2026〕30号")
    assert await rows("SELECT planned, named FROM title_naming") == [{"planned": 100, "named": 1}]
    # City and county in step, each by its own number.
    own = await commands.apply_for_title(at.director, at.home, make.title_form(Level.county))
    await commands.set_quota(at.county, Level.county, forms.QuotaForm(held.year, 1))
    form = make.naming_form([own], reason="")
    await commands.name_titles(at.county, Level.county, form)
    assert [one.level for one in await queries.titles(at.home)] == [Level.province, Level.county]


async def test_exactly_as_planned_needs_no_reason() -> None:
    at = await make.scene()
    title = await _recommended(at)
    await commands.set_quota(at.province, Level.province, forms.QuotaForm(_year(), 1))
    form = make.naming_form([title], reason="")
    await commands.name_titles(at.province, Level.province, form)
    assert await make.status("demo_title", title) == "named"


@pytest.mark.notice
async def test_the_share_of_homes_with_a_title_is_told_at_every_level() -> None:
    """Notice 3.1e: homes with a county-or-higher title ≥ 10 % of all homes; any valid title."""
    at = await make.scene()
    for number in range(2, 11):
        await homes.working(f"4331010012{number:02d}", name=f"第{number}村儿童之家")
    built = await value("SELECT count(*) FROM home WHERE status = 'open'")
    title = await commands.apply_for_title(at.director, at.home, make.title_form())
    before = await queries.title_shares("43", 2)
    assert [(one.titled, one.built, one.percent) for one in before] == [(0, built, 0)]
    await commands.name_titles(at.county, Level.county, make.naming_form([title]))
    for prefix, length in (("43", 2), ("43", 4), ("4331", 6), ("433101", 9)):
        shares = await queries.title_shares(prefix, length)
        assert sum(one.titled for one in shares) == 1, length
        assert sum(one.built for one in shares) == built, length
    (whole,) = await queries.title_shares("433101", 6)
    assert built == 10
    assert whole.percent == 10

    await commands.revoke_title(
        at.county, title, forms.RevocationForm("长期不开放，经核实属实。", make.days_ago(0))
    )
    assert [one.titled for one in await queries.title_shares("433101", 6)] == [0]
    assert await queries.titles(at.home) == ()


async def test_each_level_looks_in_its_turn_and_keeps_what_it_saw() -> None:
    at = await make.scene()
    form = make.title_form(Level.province)
    title = await commands.apply_for_title(at.director, at.home, form)
    with pytest.raises(Denied, match="县级"):
        await commands.pass_title(at.prefecture, title, make.OPINION)
    with make.complaint("项标准没有达到"):
        await commands.pass_title(at.county, title, forms.ReviewForm("同意推荐。"))
    await commands.pass_title(at.county, title, make.OPINION)
    with pytest.raises(Conflict):
        await commands.name_titles(at.province, Level.province, make.naming_form([title]))
    assert [one.id for one in await queries.to_review(at.prefecture)] == [title]
    await commands.pass_title(at.prefecture, title, make.OPINION)
    with pytest.raises(Conflict, match="命名"):
        await commands.pass_title(at.province, title, make.OPINION)

    file = await queries.title_file(at.director, title)
    assert [review.level for review in file.reviews] == [Level.county, Level.prefecture]
    assert {"trained", "activities", "insured", "counselling"} == set(file.reviews[0].unmet)
    met = {one.code for one in await standards_of(at.home) if one.met}
    assert met == {"open", "area", "facilities", "documents", "hours", "director"}


async def test_nobody_reviews_or_names_what_they_applied_for() -> None:
    at = await make.scene()
    title = await commands.apply_for_title(at.county, at.home, make.title_form(Level.prefecture))
    with pytest.raises(Denied, match="自己"):
        await commands.pass_title(at.county, title, make.OPINION)
    own = await commands.apply_for_title(at.county, at.home, make.title_form(Level.county))
    with pytest.raises(Denied, match="自己"):
        await commands.name_titles(at.county, Level.county, make.naming_form([own]))
    await commands.name_titles(at.second, Level.county, make.naming_form([own]))
    with pytest.raises(Denied):
        await commands.revoke_title(
            at.prefecture, own, forms.RevocationForm("不归市里撤销。", make.days_ago(0))
        )
    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await rows(
                "INSERT INTO title_review (title_id, level, passed, met, unmet, words, by)"
                " VALUES ($1, 'county', 1, '{}', '{}', '同意推荐', $2)",
                title,
                at.county.id,
            )


async def test_a_home_applies_once_a_year_and_level_and_only_while_it_works() -> None:
    at = await make.scene()
    title = await commands.apply_for_title(at.director, at.home, make.title_form())
    with pytest.raises(Conflict, match="申报过"):
        await commands.apply_for_title(at.director, at.home, make.title_form())
    await commands.withdraw_title(at.director, title, "材料还没有准备好。")
    await commands.apply_for_title(at.director, at.home, make.title_form())
    with make.complaint("年度"):
        await commands.apply_for_title(at.director, at.home, make.title_form(year=_year() - 1))
    await rows("UPDATE home SET status = 'suspended' WHERE id = $1", at.home)
    with pytest.raises(Conflict, match="正在开放"):
        await commands.apply_for_title(at.director, at.home, make.title_form(Level.province))
    stranger = await people.account("director", SECOND, home=10**9)
    with pytest.raises(NotFound):
        await queries.title_file(stranger, title)


async def test_the_database_refuses_a_title_without_its_document_or_of_another_year() -> None:
    at = await make.scene()
    title = await commands.apply_for_title(at.director, at.home, make.title_form())
    naming = await value(
        "INSERT INTO title_naming (level, division, year, document, named_on, planned, named, by)"
        " VALUES ('county', $1, $2, '文件', now(), 1, 1, 1) RETURNING id",
        make.COUNTY,
        _year() + 1,
    )
    for fault in (
        "UPDATE demo_title SET status = 'named' WHERE id = $1",
        f"UPDATE demo_title SET status = 'named', naming_id = {naming} WHERE id = $1",
        "UPDATE demo_title SET status = 'revoked' WHERE id = $1",
    ):
        with pytest.raises(DatabaseError):
            async with unit_of_work():
                await rows(fault, title)
    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await rows(
                "INSERT INTO title_naming (level, division, year, document, named_on, planned,"
                " named, by) VALUES ('province', '430000000000', 2026, '文件', now(), 100, 99, 1)"
            )


@pytest.mark.usefixtures("hunan")
async def test_a_prefecture_whose_code_ends_in_a_zero_keeps_to_its_own_area() -> None:
    """4310 is Chenzhou; Yongzhou next to it is 4311, so its titles are none of Chenzhou's."""
    at = await make.scene("431103101200")
    chenzhou = await people.account("prefecture", "4310")
    title = await commands.apply_for_title(at.director, at.home, make.title_form(Level.prefecture))
    await commands.pass_title(at.county, title, make.OPINION)

    waiting = await queries.to_name(chenzhou)
    assert waiting is not None
    assert waiting.ready == ()
    with pytest.raises(NotFound):
        await commands.name_titles(chenzhou, Level.prefecture, make.naming_form([title]))
    own = await queries.to_name(at.prefecture)
    assert own is not None
    assert [one.id for one in own.ready] == [title]
    await commands.name_titles(at.prefecture, Level.prefecture, make.naming_form([title]))


async def _recommended(at: make.Scene) -> int:
    """An application that county and prefecture passed on to the province."""
    form = make.title_form(Level.province)
    title = await commands.apply_for_title(at.director, at.home, form)
    await commands.pass_title(at.county, title, make.OPINION)
    await commands.pass_title(at.prefecture, title, make.OPINION)
    return title


def _year() -> int:
    return make.days_ago(0).year
