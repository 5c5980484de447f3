"""A notice from draft to its end: who, what, until when, and that it stays as it was."""

from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import ANONYMOUS, SYSTEM
from match.foundation.db import one, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.tenders import commands, queries
from match.tenders.found import purchase_document
from tests.catalogue.make import issue, item
from tests.people import make as people
from tests.tenders import make

pytestmark = pytest.mark.usefixtures("hunan", "db")


async def test_a_notice_is_written_published_and_read_by_everybody():
    officer, tender_id = await make.draft()
    with pytest.raises(NotFound):
        await queries.public_tender(tender_id)
    timetable = await commands.publish_tender(officer, tender_id)
    view = await queries.public_tender(tender_id)
    assert view.dates == timetable
    assert view.place == "湘西土家族苗族自治州 吉首市"
    assert (view.category, view.budget_fen, view.area) == ("SVC-PSY", 18_000_000, "吉首市")
    assert [each.id for each in await queries.open_tenders(text="心理")] == [tender_id]
    assert await queries.open_tenders(areas=["4301"]) == []
    assert await queries.open_tenders(categories=["SVC-LAW"]) == []
    told = await value("SELECT payload FROM outbox WHERE topic = 'tender.published'")
    assert f'"tender_id": {tender_id}' in told


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"goods_works": True, "staffing": True}, {"goods_works", "staffing"}),
        ({"fair": False}, {"fair"}),
        ({"item_code": "A02010105"}, {"item_code"}),
        ({"budget_fen": 80_000_000}, {"budget_fen"}),
        ({"areas": ["430100"]}, {"areas"}),
        ({"areas": ["433199"]}, {"areas"}),
        ({"skills": ["NOPE"]}, {"skills"}),
        ({"category": "MAT-BOOK"}, {"category"}),
        ({"requirements": "请联系张老师13800138000报名参加本项目"}, {"requirements"}),
    ],
)
async def test_a_bad_notice_is_refused_by_its_fields(change, fields):
    with pytest.raises(Invalid) as refusal:
        await make.draft(**change)
    assert set(refusal.value.fields) == fields


async def test_dates_that_leave_no_time_are_refused_with_the_first_that_does():
    with clock.freeze(datetime(2026, 9, 28, 2, tzinfo=UTC)):
        with pytest.raises(Invalid) as refusal:
            await make.draft(closes_on=date(2026, 9, 30), decides_on=date(2026, 9, 30))
        assert "2026-10-08" in refusal.value.fields["closes_on"]
        assert "decides_on" in refusal.value.fields
        officer, tender_id = await make.draft(
            closes_on=date(2026, 10, 3), decides_on=date(2026, 10, 20)
        )
        await commands.publish_tender(officer, tender_id)
    assert await value("SELECT closes_on FROM tender WHERE id = $1", tender_id) == date(2026, 10, 8)


async def test_only_the_departments_own_officer_buys_and_only_departments():
    officer, organisation = await make.department()
    area = await people.account("purchaser", "433101")
    other_county = await people.account("purchaser", "433122")
    other_department, _other = await make.department("GOV-EDU")
    manager = await people.account("manager", organisation=organisation)
    for actor in (other_county, other_department, manager, ANONYMOUS):
        with pytest.raises(Denied):
            await commands.draft_tender(actor, make.form(organisation=organisation))
    for actor in (officer, area):
        assert await commands.draft_tender(actor, make.form(organisation=organisation))
    ngo = await people.organisation("NGO", make.JISHOU)
    with pytest.raises(Denied, match="购买主体"):
        await commands.draft_tender(area, make.form(organisation=ngo))


async def test_an_unverified_department_does_not_publish():
    officer, tender_id = await make.draft()
    await one("UPDATE organisation SET status = 'expired' RETURNING id")
    with pytest.raises(Conflict, match="核验"):
        await commands.publish_tender(officer, tender_id)


async def test_one_budget_line_is_not_split():
    officer, organisation = await make.department()

    async def another(**other):
        made = await commands.draft_tender(
            officer, make.form(organisation=organisation, budget_fen=45_000_000, **other)
        )
        await commands.publish_tender(officer, made)

    await another()
    with pytest.raises(Invalid) as refusal:
        await another()
    assert "拆分" in refusal.value.fields["budget_fen"]
    await another(budget_line="2026年未成年人保护")
    await another(item_code="C05011000")


@pytest.mark.notice
async def test_where_a_guiding_catalogue_is_loaded_an_item_of_it_is_asked():
    """Notice 5.3a: both fields are in the guiding catalogue, and a purchase names its item."""
    await issue(
        item("A1", "未成年人心理服务", procurement="C20030700", paper="州财综〔2025〕3号"),
        item("A2", "法律援助", procurement="C05011000", paper="州财综〔2025〕3号"),
        division="433100000000",
    )
    items = {
        row["item_code"]: row["id"]
        for row in [
            await one("SELECT id, item_code FROM guiding_catalogue_item WHERE item_code = $1", code)
            for code in ("A1", "A2")
        ]
    }
    for wrong in (None, items["A2"], 0):
        with pytest.raises(Invalid) as refusal:
            await make.draft(guiding_item=wrong)
        assert set(refusal.value.fields) == {"guiding_item"}
    _officer, tender_id = await make.published(guiding_item=items["A1"])
    assert (await queries.public_tender(tender_id)).guiding_item == items["A1"]


async def test_a_published_notice_does_not_change():
    officer, tender_id = await make.published()
    with pytest.raises(Conflict):
        await commands.change_tender(officer, tender_id, make.form())
    with pytest.raises(Conflict):
        await commands.discard_tender(officer, tender_id)
    for change in ("budget_fen = 1", "closes_on = closes_on - 3", "documents = '{9}'"):
        with pytest.raises(asyncpg.CheckViolationError):
            async with unit_of_work():
                await one(f"UPDATE tender SET {change} WHERE id = $1 RETURNING id", tender_id)
    with pytest.raises(asyncpg.CheckViolationError):
        async with unit_of_work():
            await one("DELETE FROM tender WHERE id = $1 RETURNING id", tender_id)


async def test_a_draft_is_changed_and_thrown_away():
    officer, tender_id = await make.draft()
    organisation = await value("SELECT organisation_id FROM tender WHERE id = $1", tender_id)
    await commands.change_tender(
        officer, tender_id, make.form(organisation=organisation, service_days=200)
    )
    assert (await queries.tender_file(officer, tender_id)).view.service_days == 200
    with pytest.raises(NotFound):
        await queries.tender_file(await people.account("manager", organisation=organisation), 0)
    await commands.discard_tender(officer, tender_id)
    assert await value("SELECT count(*) FROM tender") == 0


async def test_a_withdrawn_notice_stays_readable_with_its_reason():
    officer, tender_id = await make.published()
    with pytest.raises(Invalid):
        await commands.withdraw_tender(officer, tender_id, "无")
    await commands.withdraw_tender(officer, tender_id, "预算调整，采购任务取消")
    view = await queries.public_tender(tender_id)
    assert (view.status, view.reason) == ("withdrawn", "预算调整，采购任务取消")
    assert await queries.open_tenders() == []
    assert await purchase_document(tender_id) is None


async def test_nobody_closes_before_the_day_is_over_and_the_sweep_does_after():
    officer, tender_id = await make.published()
    closes_on = await value("SELECT closes_on FROM tender WHERE id = $1", tender_id)
    with pytest.raises(Conflict, match="不能提前"):
        await commands.close_tender(officer, tender_id)
    last_minute = datetime.combine(closes_on, datetime.max.time(), clock.HERE)
    with clock.freeze(last_minute):
        assert await commands.sweep_tenders(SYSTEM) == 0
    with clock.freeze(last_minute + timedelta(seconds=1)):
        assert await commands.sweep_tenders(SYSTEM) == 1
        assert await commands.sweep_tenders(SYSTEM) == 0
    assert (await queries.public_tender(tender_id)).status == "closed"


async def test_search_is_told_the_public_words():
    _officer, tender_id = await make.published()
    document = await purchase_document(tender_id)
    assert document is not None
    assert document.procurement_codes == ("C20030700",)
    assert document.amount_band == "to_200000"
    assert "心理咨询服务" in document.category_names
    assert document.division == "433101"
    assert "2026年儿童福利服务" not in repr(document), "the budget line is internal"
    _other, draft_id = await make.draft()
    assert await purchase_document(draft_id) is None


async def test_a_notice_is_shown_to_those_it_suits():
    _officer, tender_id = await make.published(skills=["PSY-2"])
    known = await people.organisation("NGO", "433122000000")
    await one("UPDATE organisation SET skills = '{PSY-2}' WHERE id = $1 RETURNING id", known)
    await people.organisation("NGO", "433122000000")
    unverified = await people.organisation("NGO", "433122000000", verified=False)
    await one("UPDATE organisation SET skills = '{PSY-2}' WHERE id = $1 RETURNING id", unverified)
    assert [fit.organisation_id for fit in await queries.suitable_suppliers(tender_id)] == [known]
    [(view, fit)] = await queries.suitable_tenders(known)
    assert (view.id, fit.skills) == (tender_id, ("PSY-2",))
    assert await queries.suitable_tenders(unverified) == []


async def test_departments_to_choose_from_are_those_one_buys_for():
    officer, organisation = await make.department()
    await make.department("GOV-EDU")
    await people.organisation("NGO", make.JISHOU)
    assert [each.id for each in await queries.departments(officer)] == [organisation]
    area = await people.account("purchaser", "433101")
    assert len(await queries.departments(area)) == 2
    assert await queries.departments(ANONYMOUS) == []
