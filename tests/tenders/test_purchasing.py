"""A full procedure from plan to notice: what it stands on, and every reason for a refusal."""

import hashlib
import json
from datetime import timedelta

import asyncpg
import pytest
from click.testing import CliRunner

from match.cli import main
from match.foundation import clock
from match.foundation.actor import ANONYMOUS, SYSTEM
from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.needs.forms import Line
from match.tenders import commands, queries
from match.tenders.forms import FailForm, NeedForm
from match.tenders.states import Method, Mode, Scheme
from tests.needs import make as needs
from tests.people import make as people
from tests.tenders import make

pytestmark = pytest.mark.usefixtures("hunan", "db")


async def test_a_consultation_from_its_survey_to_its_notice():
    officer, tender_id = await make.announced()
    intent = await queries.public_tender(tender_id)
    assert (intent.status, intent.published_at) == ("intent", None)
    assert await queries.open_tenders() == []
    await commands.publish_tender(officer, tender_id)
    facts = await queries.facts(tender_id)
    assert (facts.status, facts.min_bids) == ("published", 2)
    assert (facts.threshold_k, facts.threshold_n) == (3, 5)
    assert facts.official_permission == "湘财采函〔2026〕1号"
    assert facts.limit_fen == 80_000_000
    assert f"{facts.closes_at.astimezone(clock.HERE):%H:%M}" == "09:30"
    assert facts.opens_at == facts.closes_at
    assert [each.points for each in facts.criteria] == [0, 1500, 3500, 5000]
    assert await value("SELECT next_check_at = closes_at FROM tender WHERE id = $1", tender_id)


async def test_anybody_can_recompute_the_hash_of_the_document():
    _officer, tender_id = await make.full()
    [kept] = await rows("SELECT * FROM tender_document WHERE tender_id = $1", tender_id)
    view = await queries.public_tender(tender_id)
    assert hashlib.sha256(kept["canonical"].encode()).hexdigest() == view.document_hash
    told = json.loads(kept["canonical"])
    assert (told["version"], told["min_bids"], told["threshold"]) == (1, 2, [3, 5])
    again = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert again == kept["canonical"], "another program writes the same bytes"


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"survey": None}, {"survey"}),
        ({"legal_adviser": ""}, {"legal_adviser"}),
        ({"official_notice_url": ""}, {"official_notice_url"}),
    ],
)
async def test_a_plan_may_wait_for_what_the_notice_must_have(change, fields):
    officer, tender_id = await make.announced(**change)
    with pytest.raises(Invalid) as refusal:
        await commands.publish_tender(officer, tender_id)
    assert set(refusal.value.fields) == fields


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"criteria": []}, {"criteria"}),
        ({"criteria": make.CRITERIA[:3]}, {"criteria"}),
        ({"bond_fen": 2_400_001}, {"bond_fen"}),
        ({"reference_contracts": 3}, {"reference_contracts"}),
        ({"service_days": 400}, {"service_days"}),
        ({"method_ground": ""}, {"method_ground"}),
        ({"scheme": Scheme.lowest}, {"criteria", "scheme"}),
        ({"method": Method.frame, "method_ground": "repeated"}, {"mode"}),
        ({"budget_fen": 250_000_000}, {"method_approval"}),
        ({"requirements": "所有教具须使用指定品牌，全年不少于三百课时。"}, {"requirements"}),
        ({"fiscal_year": 2020}, {"fiscal_year"}),
        ({"closes_on": clock.today()}, {"closes_on"}),
        ({"survey": 0}, {"survey"}),
        ({"documents": [4711]}, {"documents"}),
    ],
)
async def test_a_plan_that_cannot_be_right_is_refused_by_its_fields(change, fields):
    with pytest.raises(Invalid) as refusal:
        await make.announced(**change)
    assert set(refusal.value.fields) == fields


async def test_points_that_do_not_belong_to_their_kind_are_refused():
    [demand, price, *rest] = make.CRITERIA
    for wrong in (
        [make.CriterionForm(make.CriterionKind.passing, "具备相应能力", points=10), price, *rest],
        [demand, make.CriterionForm(make.CriterionKind.price, "价格分"), *rest],
    ):
        with pytest.raises(Invalid) as refusal:
            await make.announced(criteria=wrong)
        assert set(refusal.value.fields) == {"criteria"}


async def test_without_the_authoritys_permission_the_official_system_is_the_place():
    officer, organisation = await make.department()
    survey_id = await make.survey(officer, organisation)
    filled = make.full_form(organisation, survey_id)
    with pytest.raises(Invalid) as refusal:
        await commands.draft_tender(officer, filled)
    assert set(refusal.value.fields) == {"mode"}
    assert "官方系统" in refusal.value.fields["mode"]
    before = clock.now() - timedelta(days=40)
    with clock.freeze(before):
        await make.permit()
    tender_id = await commands.draft_tender(officer, filled)
    with clock.freeze(before):
        await commands.announce_intent(officer, tender_id)
    await make.permit("")
    with pytest.raises(Invalid) as refusal:
        await commands.publish_tender(officer, tender_id)
    assert set(refusal.value.fields) == {"mode"}


async def test_only_the_operator_stores_the_permission():
    for role, area in (("purchaser", "433101"), ("county", "433101"), ("finance", "43")):
        with pytest.raises(Denied):
            await commands.store_permission(await people.account(role, area), "湘财采函〔2026〕1号")
    province = await people.account("province", "43")
    with pytest.raises(Invalid):
        await commands.store_permission(province, "1号")
    await commands.store_permission(province, "湘财采函〔2026〕1号")
    assert await value("SELECT count(*) FROM audit WHERE verb = 'tender.permission_stored'") == 1


def test_the_command_line_stores_or_withdraws_and_not_both():
    answer = CliRunner().invoke(main, ["permission", "湘财采函〔2026〕1号", "--withdraw"])
    assert answer.exit_code == 2
    assert "not both" in answer.output


async def test_an_intent_waits_thirty_days_and_an_urgent_purchase_says_why():
    officer, tender_id = await make.announced()
    await one("UPDATE tender SET intent_at = now() - interval '20 days' RETURNING id")
    with pytest.raises(Invalid) as refusal:
        await commands.publish_tender(officer, tender_id)
    assert set(refusal.value.fields) == {"intent"}
    organisation = (await queries.facts(tender_id)).organisation_id
    urgent = make.full_form(
        organisation,
        await make.survey(officer, organisation),
        intent_waiver="突发洪灾后急需心理援助，无法预见",
        budget_line="2026年救灾应急",
    )
    made = await commands.draft_tender(officer, urgent)
    await commands.publish_tender(officer, made)
    assert (await queries.facts(made)).status == "published"


async def test_the_light_flow_has_no_intent():
    officer, tender_id = await make.draft()
    with pytest.raises(Conflict, match="不需要公开采购意向"):
        await commands.announce_intent(officer, tender_id)


async def test_an_announced_plan_is_still_written_but_not_thrown_away():
    officer, tender_id = await make.announced()
    facts = await queries.facts(tender_id)
    changed = make.full_form(
        facts.organisation_id, facts.survey.id, requirements="全年不少于四百课时，含团体辅导。"
    )
    await commands.change_tender(officer, tender_id, changed)
    assert "四百课时" in (await queries.facts(tender_id)).requirements
    with pytest.raises(Conflict, match="不能删除"):
        await commands.discard_tender(officer, tender_id)
    await commands.withdraw_tender(officer, tender_id, "预算调整，采购任务取消")
    assert (await queries.public_tender(tender_id)).reason == "预算调整，采购任务取消"


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"respondents": ["甲中心", "乙中心"]}, {"respondents"}),
        ({"respondents": ["甲中心", "乙中心", "甲中心 "]}, {"respondents"}),
        ({"held_on": clock.today() + timedelta(days=1)}, {"held_on"}),
        ({"item_code": "A02010105"}, {"item_code"}),
        ({"findings": "负责人李老师电话13800138000，能提供。"}, {"findings"}),
    ],
)
async def test_a_survey_that_proves_nothing_is_refused(change, fields):
    officer, organisation = await make.department()
    with pytest.raises(Invalid) as refusal:
        await make.survey(officer, organisation, **change)
    assert set(refusal.value.fields) == fields


async def test_a_survey_is_the_departments_own():
    officer, organisation = await make.department()
    for stranger in (await people.account("purchaser", "433122"), ANONYMOUS):
        with pytest.raises(Denied):
            await make.survey(stranger, organisation)
    other_officer, other = await make.department("GOV-EDU")
    await make.permit()
    theirs = await make.survey(other_officer, other)
    with pytest.raises(Invalid) as refusal:
        await commands.draft_tender(officer, make.full_form(organisation, theirs))
    assert set(refusal.value.fields) == {"survey"}


async def wanted(**other):
    """A published need of thirty lessons; the home stands in Jishou."""
    return await needs.published(
        **{
            "category": "SVC-PSY",
            "title": "心理辅导三十课时",
            "purpose": "请专业人员为来活动的孩子做团体辅导，每周一次。",
            "lines": [Line("心理辅导", 30, "课时")],
            "skills": [],
            **other,
        }
    )


async def test_a_purchase_says_which_needs_it_is_to_close():
    scene = await wanted()
    _officer, tender_id = await make.published(needs=[NeedForm(scene.line, 20)])
    facts = await queries.facts(tender_id)
    assert [(part.line_id, part.units) for part in facts.needs] == [(scene.line, 20)]
    with pytest.raises(Invalid) as refusal:
        await make.published(needs=[NeedForm(scene.line, 11)], budget_line="另一个预算项目")
    assert "10" in refusal.value.fields["needs"]
    await make.published(needs=[NeedForm(scene.line, 10)], budget_line="另一个预算项目")


async def test_needs_that_a_purchase_cannot_close_are_refused():
    scene, goods = await wanted(), await needs.published("433101001202")
    draft = await needs.draft("433101002201")
    for parts, said in (
        ([NeedForm(scene.line, 31)], "30"),
        ([NeedForm(scene.line, 5), NeedForm(scene.line, 5)], "一次"),
        ([NeedForm(goods.line, 1)], "物资"),
        ([NeedForm(draft.line, 1)], "没有公开"),
        ([NeedForm(0, 1)], "没有公开"),
    ):
        with pytest.raises(Invalid) as refusal:
            await make.draft(needs=parts)
        assert set(refusal.value.fields) == {"needs"}
        assert said in refusal.value.fields["needs"]
    with pytest.raises(Invalid) as refusal:
        await make.draft(needs=[NeedForm(scene.line, 1)], areas=["433122"])
    assert "服务地区" in refusal.value.fields["needs"]


async def test_a_void_purchase_says_on_which_ground():
    officer, tender_id = await make.published()
    few = FailForm("few", "只有两家供应商递交响应文件")
    with pytest.raises(Conflict):
        await commands.fail_tender(officer, tender_id, few)
    await commands.advance(SYSTEM, tender_id, "close")
    with pytest.raises(Denied):
        await commands.fail_tender(await people.account("purchaser", "433122"), tender_id, few)
    with pytest.raises(Invalid):
        await commands.fail_tender(
            officer, tender_id, FailForm("few", "联系人电话13800138000的供应商没有递交")
        )
    await commands.fail_tender(officer, tender_id, few)
    view = await queries.public_tender(tender_id)
    assert (view.status, "不足" in view.reason) == ("failed", True)
    await commands.archive_tender(officer, tender_id)
    assert (await queries.facts(tender_id)).status == "archived"


async def test_the_database_holds_the_line_too():
    """What no command would do: a full procedure above the limit without the permission."""
    _officer, tender_id = await make.full()
    for change in (
        "official_permission = ''",
        "min_bids = 1",
        "mode = 'light'",
        "budget_fen = 1",
        "closes_at = closes_at - interval '1 hour'",
        "document_version = document_version + 1, requirements = '另一份', status = 'closed'",
        "suspended_reason = '没有日期的暂停'",
    ):
        with pytest.raises(asyncpg.CheckViolationError):
            async with unit_of_work():
                await one(f"UPDATE tender SET {change} WHERE id = $1 RETURNING id", tender_id)
    for wrong in (
        "UPDATE tender_criterion SET points = 1 WHERE kind = 'pass'",
        "DELETE FROM tender_criterion WHERE kind = 'pass'",
        "INSERT INTO tender_need (tender_id, line_id, units) VALUES ($1, 1, 1)",
    ):
        with pytest.raises(
            (asyncpg.CheckViolationError, asyncpg.IntegrityConstraintViolationError)
        ):
            async with unit_of_work():
                await rows(wrong, *([tender_id] if "$1" in wrong else []))
    with pytest.raises(asyncpg.CheckViolationError, match="10000"):
        async with unit_of_work():
            await rows("UPDATE tender_criterion SET points = points + 1 WHERE kind = 'price'")
            await rows("SET CONSTRAINTS ALL IMMEDIATE")
    for kept in ("tender_document", "tender_survey"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with unit_of_work():
                await rows(f"DELETE FROM {kept}")


async def test_a_mirror_is_no_place_for_a_notice_of_ours():
    officer, tender_id = await make.announced(mode=Mode.mirror)
    with pytest.raises(Conflict, match="官方"):
        await commands.publish_tender(officer, tender_id)
