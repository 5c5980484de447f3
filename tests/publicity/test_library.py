"""The policy library: shipped documents, numbers, validity, relations, search."""

from datetime import date

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import ANONYMOUS, SYSTEM
from match.foundation.db import rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.publicity import commands
from match.publicity.commands.shipped import shipped
from match.publicity.forms import PolicyForm, RelationForm
from match.publicity.found import policy_document
from match.publicity.queries import policies_by_ids, policy_file
from match.publicity.rules import document_number, validity
from match.publicity.states import Level, Relation, Validity
from match.upkeep.states import DepartmentKind
from tests.people import make as people
from tests.publicity import make

pytestmark = [pytest.mark.openness]


@pytest.mark.notice
async def test_every_library_begins_with_what_the_notice_rests_on(db: None) -> None:
    """Notice 1.3: the Outline 2011–2020, 国发〔2016〕13号, 国发〔2016〕36号; H3 the opinion."""
    assert await commands.load_policies(SYSTEM) == 5
    assert await commands.load_policies(SYSTEM) == 0

    numbers = {
        row["number"] for row in await rows("SELECT number FROM policy_document WHERE key <> ''")
    }
    assert {"国发〔2011〕24号", "国发〔2016〕13号", "国发〔2016〕36号"} <= numbers
    notice = await value("SELECT id FROM policy_document WHERE key = 'village-homes-2019'")
    rests_on = {
        each.policy.number
        for each in (await policy_file(ANONYMOUS, notice)).related
        if each.relation is Relation.based_on and not each.back
    }
    assert {"国发〔2011〕24号", "国发〔2016〕13号", "国发〔2016〕36号", None} == rests_on


@pytest.mark.notice
async def test_the_notice_itself_is_a_document_of_five_departments(db: None) -> None:
    """Notice 5.5: issued on 2019-06-11 by five departments; H2: addressed to five at two levels."""
    await commands.load_policies(SYSTEM)
    notice = await value("SELECT id FROM policy_document WHERE key = 'village-homes-2019'")
    [view] = await policies_by_ids([notice])

    assert view.issued_on == date(2019, 6, 11)
    assert len(view.issuers) == 5
    assert all("湖南省" in issuer for issuer in view.issuers)
    assert set(view.targets) == set(DepartmentKind)
    assert set(view.target_levels) == {Level.prefecture, Level.county}


def test_shipped_documents_rest_only_on_earlier_ones_and_say_what_is_not_known() -> None:
    seen: set[str] = set()
    for each in shipped():
        assert {basis.other for basis in each.relations} <= seen
        assert each.document["provenance"]
        seen.add(each.key)


async def test_loading_again_keeps_what_somebody_put_right(db: None) -> None:
    await commands.load_policies(SYSTEM)
    keeper = await people.account("province", "43")
    known = await value("SELECT id FROM policy_document WHERE key = 'difficulty-2016'")
    [view] = await policies_by_ids([known])
    await commands.save_policy(
        keeper,
        known,
        PolicyForm(
            title=view.title,
            issuers="国务院",
            level=Level.national,
            number=view.number or "",
            issued_on=date(2016, 6, 13),
        ),
    )
    await commands.load_policies(SYSTEM)

    assert (await policies_by_ids([known]))[0].issued_on == date(2016, 6, 13)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("国发〔2016〕13号", "国发〔2016〕13号"),
        ("国发[2016]13号", "国发〔2016〕13号"),
        (" 湘民发（２０１９） 9 号", "湘民发〔2019〕9号"),
        ("财库〔2022〕第19号", "财库〔2022〕第19号"),
        ("民政部令第67号", "民政部令第67号"),
        ("国发2016-13号", None),
        ("国发〔1816〕13号", None),
        ("国发〔2016〕0号", None),
        ("〔2016〕13号", None),
        ("国发〔2016〕13", None),
        ("", None),
    ],
)
def test_a_number_has_one_shape(typed: str, number: str | None) -> None:
    assert document_number(typed) == number


async def test_the_table_knows_the_shape_too(db: None) -> None:
    policy = await make.document()
    for wrong in ("国发[2016]13号", "国发", "13号"):
        with pytest.raises(asyncpg.CheckViolationError):
            async with unit_of_work():
                await value("UPDATE policy_document SET number = $2 WHERE id = $1", policy, wrong)


async def test_one_number_is_registered_once(db: None) -> None:
    first = await make.document(number="花民发〔2025〕7号")
    with pytest.raises(Conflict, match=str(first)):
        await make.document(number="花民发[2025]7号")


@pytest.mark.parametrize(
    ("first", "last", "suffered", "expected"),
    [
        (None, None, [], Validity.in_force),
        (date(2026, 6, 1), None, [], Validity.in_force),
        (date(2026, 6, 2), None, [], Validity.coming),
        (None, date(2026, 6, 1), [], Validity.in_force),
        (None, date(2026, 5, 31), [], Validity.expired),
        (None, None, [Relation.amends], Validity.amended),
        (None, None, [Relation.based_on], Validity.in_force),
        (None, date(2026, 5, 31), [Relation.amends], Validity.expired),
        (date(2027, 1, 1), None, [Relation.supersedes], Validity.superseded),
    ],
)
def test_whether_a_document_binds(
    first: date | None, last: date | None, suffered: list[Relation], expected: Validity
) -> None:
    today = date(2026, 6, 1)
    assert validity(today, valid_from=first, valid_until=last, suffered=suffered) is expected


async def test_a_document_that_supersedes_ends_the_other_when_it_begins(db: None) -> None:
    old, new = await make.document(), await make.document(valid_from=date(2040, 1, 1))
    keeper = await people.account("province", "43")
    await commands.relate_policies(keeper, new, RelationForm(Relation.supersedes, old))
    [view] = await policies_by_ids([old])
    assert view.validity is Validity.in_force
    with clock.freeze(clock.now().replace(year=2040, month=6)):
        [then] = await policies_by_ids([old])
    assert then.validity is Validity.superseded
    back = (await policy_file(ANONYMOUS, old)).related
    assert [(each.relation, each.back, each.policy.id) for each in back] == [
        (Relation.supersedes, True, new)
    ]


async def test_relations_make_no_circle(db: None) -> None:
    keeper = await people.account("province", "43")
    first, second, third = [await make.document() for _ in range(3)]
    await commands.relate_policies(keeper, second, RelationForm(Relation.based_on, first))
    await commands.relate_policies(keeper, third, RelationForm(Relation.amends, second))
    for start, end in ((first, third), (first, first)):
        with pytest.raises(Conflict, match="绕成一圈"):
            await commands.relate_policies(keeper, start, RelationForm(Relation.supersedes, end))


async def test_search_hears_of_the_day_on_which_validity_turns(db: None) -> None:
    policy = await make.document(valid_until=date(2040, 3, 9))
    before = await policy_document(policy)
    day = clock.now().replace(year=2040, month=3, day=9, hour=10)
    with clock.freeze(day):
        assert await commands.sweep_policies(SYSTEM) == 0
    with clock.freeze(day.replace(day=10)):
        assert await commands.sweep_policies(SYSTEM) >= 1
        after = await policy_document(policy)
        assert await commands.sweep_policies(SYSTEM) == 0
    assert before is not None
    assert after is not None
    assert (before.status, after.status) == ("in_force", "expired")
    assert after.version > before.version


async def test_a_record_taken_out_is_nobodys_to_find(db: None) -> None:
    keeper = await people.account("county", "433124")
    policy = await make.document(keeper)
    with pytest.raises(Denied):
        await commands.remove_policy(await people.account("county", "430102"), policy, "登记错了")
    await commands.remove_policy(keeper, policy, "登记错了")
    assert await policy_document(policy) is None
    with pytest.raises(NotFound):
        await policy_file(ANONYMOUS, policy)
    assert (await policy_file(keeper, policy)).removed_reason == "登记错了"
    await commands.restore_policy(keeper, policy)
    assert await policy_document(policy) is not None


async def test_bad_input_is_told_all_at_once(db: None) -> None:
    with pytest.raises(Invalid) as refusal:
        await make.document(
            number="十三号",
            issuers="甲",
            original_url="javascript:alert(1)",
            valid_from=date(2026, 2, 1),
            valid_until=date(2026, 1, 1),
            issued_on=date(2999, 1, 1),
        )
    assert set(refusal.value.fields) == {
        "number",
        "issuers",
        "original_url",
        "valid_until",
        "issued_on",
    }
    with pytest.raises(Invalid) as named:
        await make.document(summary="困难儿童李晓晓的电话 13812345678")
    assert "summary" in named.value.fields


async def test_an_office_may_leave_its_telephone(db: None) -> None:
    await make.document(body="联系人：县民政局儿童福利股，电话 0743-7221234。")
