"""The writing: what the law asks it to say, its versions, and two parties who confirm the same."""

import asyncpg
import pytest

from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.giving import commands, queries, rules
from match.giving.states import AgreementForm, AgreementStatus, Condition, GiftKind, StateFirm
from tests.giving.make import agreed, allocated, promised, terms


async def test_the_text_names_what_the_charity_law_asks_for(db: None):
    """慈善法 39: the parties, kind, quantity, quality, use and time."""
    deal = await promised()
    file = await queries.donation_file(deal.director, deal.agreement)

    said = (file.line.giver, file.line.home_name, "注音绘本", "60 册", "质量", "用途", "时间")
    for part in (*said, file.line.number, "第 1 版"):
        assert part in file.terms.text
    assert "接触孩子的人员应有有效的从业背景核查。" in file.terms.text


async def test_both_confirm_and_only_then_it_is_in_force(db: None):
    deal = await promised()
    first = await commands.confirm(deal.director, deal.agreement, 1)
    second = await commands.confirm(deal.manager, deal.agreement, 1, declared=True)

    assert (first, second) == (AgreementStatus.drafted, AgreementStatus.in_force)
    found = await one("SELECT * FROM agreement WHERE id = $1", deal.agreement)
    assert found is not None
    assert found["giver_confirmed_by"] == deal.manager.id
    assert found["recipient_confirmed_by"] == deal.director.id
    assert found["declared_at"] is not None


async def test_a_party_confirms_once_and_nobody_confirms_for_both(db: None):
    deal = await promised()
    await commands.confirm(deal.director, deal.agreement, 1)
    with pytest.raises(Conflict):
        await commands.confirm(deal.director, deal.agreement, 1)
    with pytest.raises(Denied):
        await commands.confirm(deal.county, deal.agreement, 1)
    await rows(
        "UPDATE agreement SET recipient_confirmed_by = $1 WHERE id = $2",
        deal.manager.id,
        deal.agreement,
    )
    with pytest.raises(Conflict):
        await commands.confirm(deal.manager, deal.agreement, 1, declared=True)


async def test_the_giver_declares_that_no_interested_party_benefits(db: None):
    """慈善法 40."""
    deal = await promised()
    with pytest.raises(Invalid) as refused:
        await commands.confirm(deal.manager, deal.agreement, 1)

    assert set(refused.value.fields) == {"declared"}


async def test_a_change_makes_a_new_version_and_takes_back_what_was_confirmed(db: None):
    deal = await promised()
    await commands.confirm(deal.director, deal.agreement, 1)
    version = await commands.change_terms(
        deal.manager, deal.agreement, terms(state_firm=StateFirm.approved)
    )

    assert version == 2
    with pytest.raises(Conflict):
        await commands.confirm(deal.manager, deal.agreement, 1, declared=True)
    file = await queries.donation_file(deal.director, deal.agreement)
    assert file.terms.recipient_confirmed_at is None
    assert "国有企业" in file.terms.text
    kept = await one("SELECT * FROM agreement_version WHERE agreement_id = $1", deal.agreement)
    assert kept is not None
    assert kept["version"] == 1
    assert "国有企业" not in kept["text"]
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await rows("UPDATE agreement_version SET text = ''")


async def test_what_is_in_force_is_not_rewritten(db: None):
    deal = await agreed()

    with pytest.raises(Conflict):
        await commands.change_terms(deal.manager, deal.agreement, terms())


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"purpose": "联系电话 13812345678"}, "purpose"),
        ({"quality": "质量" * 300}, "quality"),
        ({"condition": Condition.not_goods}, "condition"),
        ({"purpose": "   "}, "purpose"),
    ],
)
async def test_terms_that_cannot_be_are_refused(db: None, other: dict[str, object], field: str):
    deal = await promised()
    with pytest.raises(Invalid) as refused:
        await commands.change_terms(deal.manager, deal.agreement, terms(**other))

    assert set(refused.value.fields) == {field}
    assert await value("SELECT version FROM agreement") == 1


@pytest.mark.parametrize(
    ("kind", "fen", "form"),
    [
        (GiftKind.money, None, AgreementForm.full),
        (GiftKind.money, 100, AgreementForm.full),
        (GiftKind.goods, 499_999, AgreementForm.short),
        (GiftKind.goods, 500_000, AgreementForm.full),
        (GiftKind.goods, None, AgreementForm.short),
        (GiftKind.time, 10**9, AgreementForm.short),
    ],
)
def test_money_and_goods_of_value_are_agreed_in_full(
    kind: GiftKind, fen: int | None, form: AgreementForm
):
    """domain.md §3.3: always for money, for goods from 5,000 yuan on."""
    assert rules.form_for(kind, fen, 500_000) is form


async def test_goods_over_the_set_value_say_their_quality(db: None):
    deal = await promised()
    with pytest.raises(Invalid) as refused:
        await commands.change_terms(
            deal.manager, deal.agreement, terms(quality="", value_fen=500_000)
        )

    assert set(refused.value.fields) == {"quality"}
    await commands.change_terms(deal.manager, deal.agreement, terms(value_fen=500_000))
    assert await value("SELECT form FROM agreement") == "full"


@pytest.mark.parametrize(
    ("category", "asked"),
    [
        ("MAT-BOOK", set[str]()),
        ("MAT-TOY", {"ccc"}),
        ("MAT-IT", {"ccc"}),
        ("MAT-FOOD", {"food_licence", "dates"}),
        ("MAT-MED", {"dates"}),
    ],
)
def test_toys_want_a_mark_and_food_a_licence_and_a_day(category: str, asked: set[str]):
    """慈善法 36: usable, safe, clean; domain.md §3.3."""
    assert rules.boxes(category) == asked


async def test_another_use_needs_the_givers_consent(db: None):
    """慈善法 56."""
    deal = await allocated()
    await commands.ask_use_change(deal.director, deal.agreement, "一半放到村图书室", "阅读角放不下")
    with pytest.raises(Conflict):
        await commands.ask_use_change(deal.director, deal.agreement, "再改一次", "还有原因")
    with pytest.raises(Denied):
        await commands.answer_use_change(deal.director, deal.agreement, consent=True)
    await commands.answer_use_change(deal.manager, deal.agreement, consent=True)

    file = await queries.donation_file(deal.manager, deal.agreement)
    assert file.terms.purpose == "一半放到村图书室"
    assert file.terms.version == 2
    assert "一半放到村图书室" in file.terms.text
    with pytest.raises(Conflict):
        await commands.answer_use_change(deal.manager, deal.agreement, consent=False)


async def test_without_consent_everything_stays_as_agreed(db: None):
    deal = await allocated()
    before = await value("SELECT text FROM agreement")
    await commands.ask_use_change(deal.director, deal.agreement, "放到村图书室", "阅读角放不下")
    await commands.answer_use_change(deal.manager, deal.agreement, consent=False)

    assert await value("SELECT text FROM agreement") == before
