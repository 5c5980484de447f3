"""What a home tells of a gift: within what is there, without anybody's face, corrected openly."""

import pytest

from match.files.commands import keep_photo
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.giving.bookkeeping import book_facts
from match.giving.books import expected_postings
from match.giving.commands import answer
from match.giving.forms import EvaluationForm
from match.giving.reports import commands
from match.giving.reports.forms import YesNo
from match.giving.reports.queries import shown_photo, use_file, waiting_reports
from match.giving.reports.rules import amount_of
from match.giving.states import GiftKind, ReportStatus
from match.ledger.keys import key_for
from match.ledger.queries import transactions_for
from tests.giving import make
from tests.giving.reporting import WORDS, home_of, picture, shelf, told, use, used
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")


async def status(deal: make.Deal) -> str:
    return await value("SELECT status FROM donation WHERE id = $1", deal.agreement)


async def books_agree(deal: make.Deal) -> bool:
    """What the rows call for is what stands in the ledger and was not reversed."""
    facts = (await book_facts([deal.agreement]))[deal.agreement]
    wanted = {key_for(p.what, p.subject[1], p.source) for p in expected_postings(facts)}
    booked = await transactions_for([("donation", deal.agreement)])
    standing = {tx.key for tx in booked if tx.reversed_by is None and tx.reverses is None}
    return wanted == standing


async def test_what_is_told_leaves_the_shelf():
    deal = await make.allocated()

    await told(deal, 40)

    assert (await shelf(deal), await used(deal)) == (20, 40)
    assert await status(deal) == "allocated"
    assert await books_agree(deal)


async def test_all_of_it_used_is_used():
    deal = await make.allocated()
    await told(deal, 40)

    await told(deal, 20)

    assert (await shelf(deal), await used(deal)) == (0, 60)
    assert await status(deal) == "used"


async def test_more_than_there_is_cannot_be_used():
    deal = await make.allocated(50, "短少十本，箱子破了")
    await told(deal, 40)

    with pytest.raises(Invalid, match="修改") as refused:
        await told(deal, 11)

    assert "10" in refused.value.fields["amount"]
    assert (await shelf(deal), await used(deal)) == (10, 40)


async def test_a_report_that_waits_is_counted_against_what_is_left():
    deal = await make.allocated()
    photo = await keep_photo(deal.director, picture())
    await told(deal, 40, photos=(photo,), person=YesNo.no)

    with pytest.raises(Invalid):
        await told(deal, 21)

    assert await used(deal) == 0


async def test_a_photo_waits_for_somebody_else_to_look():
    deal = await make.allocated()
    photo = await keep_photo(deal.director, picture())
    report = await told(deal, photos=(photo,), person=YesNo.no)

    before = await use_file(deal.manager, deal.agreement)
    waiting = await waiting_reports(deal.supervisor)
    await commands.accept_report(deal.supervisor, report)
    after = await use_file(deal.manager, deal.agreement)

    assert before.reports == ()
    assert [each.id for each in waiting] == [report]
    assert [each.photos for each in after.reports] == [(photo,)]
    assert await shown_photo(deal.manager, deal.agreement, photo) == photo
    assert await used(deal) == 60


async def test_the_giver_cannot_fetch_a_photo_before_somebody_looked():
    deal = await make.allocated()
    photo = await keep_photo(deal.director, picture())
    await told(deal, photos=(photo,), person=YesNo.no)

    with pytest.raises(NotFound):
        await shown_photo(deal.manager, deal.agreement, photo)


async def test_nobody_lets_their_own_report_through():
    deal = await make.allocated()
    clerk = await people.account("supervisor", deal.supervisor.grants[0].division)
    photo = await keep_photo(clerk, picture())
    entered = use(deal, photos=(photo,), person=YesNo.no)
    report = await commands.report_use(clerk, deal.agreement, entered)

    with pytest.raises(Denied, match="自己写的"):
        await commands.accept_report(clerk, report)

    await commands.accept_report(deal.supervisor, report)


async def test_the_director_does_not_let_reports_through():
    deal = await make.allocated()
    photo = await keep_photo(deal.director, picture())
    report = await told(deal, photos=(photo,), person=YesNo.no)

    with pytest.raises(Denied):
        await commands.accept_report(deal.manager, report)


@pytest.mark.parametrize(
    ("person", "permit", "field"),
    [
        (None, "", "person"),
        (YesNo.yes, "", "permit"),
        (YesNo.yes, "许可-2026-1", "person"),
    ],
)
async def test_a_person_in_the_picture_is_refused(person: YesNo | None, permit: str, field: str):
    deal = await make.allocated()
    photo = await keep_photo(deal.director, picture())

    with pytest.raises(Invalid) as refused:
        await told(deal, photos=(photo,), person=person, permit=permit)

    assert list(refused.value.fields) == [field]
    assert await value("SELECT count(*) FROM use_report") == 0


@pytest.mark.parametrize(
    "text",
    [
        "把新书发给了小明（13907431234），他很高兴地带回家。",
        "送给三年级二班的张小花同学，她爸爸在广东打工。",
    ],
)
async def test_words_that_show_a_child_are_refused(text: str):
    deal = await make.allocated()

    with pytest.raises(Invalid) as refused:
        await told(deal, text=text)

    assert "text" in refused.value.fields


async def test_another_home_cannot_report():
    deal = await make.allocated()
    stranger = await people.account("director", "433122100201", home=10**9)

    with pytest.raises(NotFound):
        await commands.report_use(stranger, deal.agreement, use(deal))

    with pytest.raises(Denied):
        await commands.report_use(deal.manager, deal.agreement, use(deal))
    with pytest.raises(Denied):
        await told(deal, home=10**9)


async def test_a_correction_is_a_new_report_and_a_reversal():
    deal = await make.allocated()
    old = await told(deal)
    assert await status(deal) == "used"

    new = await commands.correct_report(deal.director, old, use(deal, 45))

    assert (await shelf(deal), await used(deal)) == (15, 45)
    assert await status(deal) == "allocated"
    assert await books_agree(deal)
    kept = await rows("SELECT id, status, replaces, units FROM use_report ORDER BY id")
    assert [tuple(row.values()) for row in kept] == [
        (old, "replaced", None, 60),
        (new, "accepted", old, 45),
    ]


async def test_a_replaced_report_is_not_corrected_again():
    deal = await make.allocated()
    old = await told(deal, 30)
    await commands.correct_report(deal.director, old, use(deal, 20))

    with pytest.raises(Conflict):
        await commands.correct_report(deal.director, old, use(deal, 10))

    assert await used(deal) == 20


async def test_after_the_thanks_only_words_are_corrected():
    deal = await make.allocated()
    old = await told(deal)
    await answer(deal.director, deal.agreement, EvaluationForm(5, "大家很喜欢。"))

    with pytest.raises(Conflict):
        await commands.correct_report(deal.director, old, use(deal, 59))
    new = await commands.correct_report(deal.director, old, use(deal, text=WORDS + "更正了字。"))

    assert await used(deal) == 60
    assert await status(deal) == "answered"
    assert await books_agree(deal)
    row = await one("SELECT status FROM use_report WHERE id = $1", new)
    assert row == {"status": ReportStatus.accepted}


async def test_a_returned_report_says_why_and_counts_nothing():
    deal = await make.allocated()
    photo = await keep_photo(deal.director, picture())
    report = await told(deal, photos=(photo,), person=YesNo.no)

    await commands.return_report(deal.supervisor, report, "照片角落有一块写着姓名的牌子")

    (shown,) = (await use_file(deal.director, deal.agreement)).reports
    assert (shown.status, shown.reason) == (ReportStatus.returned, "照片角落有一块写着姓名的牌子")
    assert await used(deal) == 0
    await commands.correct_report(deal.director, report, use(deal))
    assert await used(deal) == 60


async def test_two_lookers_count_a_report_once():
    deal = await make.allocated()
    photo = await keep_photo(deal.director, picture())
    report = await told(deal, 30, photos=(photo,), person=YesNo.no)
    await commands.accept_report(deal.supervisor, report)

    with pytest.raises(Conflict):
        await commands.accept_report(deal.county, report)

    assert await used(deal) == 30


async def test_a_home_cannot_be_changed_by_a_correction():
    deal = await make.allocated()
    old = await told(deal, 30)

    with pytest.raises(Conflict):
        await commands.correct_report(deal.director, old, use(deal, 30, home=home_of(deal) + 1))


async def test_a_question_is_answered_once_by_whom_it_was_put_to():
    deal = await make.allocated()

    question = await commands.ask_about_use(deal.manager, deal.agreement, "书放在哪里，怎么借？")
    with pytest.raises(Denied):
        await commands.answer_question(deal.manager, question, "我自己答复。")
    await commands.answer_question(deal.director, question, "放在阅读角，登记后借回家。")

    with pytest.raises(Conflict):
        await commands.answer_question(deal.director, question, "再答复一次。")
    (shown,) = (await use_file(deal.manager, deal.agreement)).questions
    assert shown.answer == "放在阅读角，登记后借回家。"


async def test_only_the_giver_asks_and_not_without_end():
    deal = await make.allocated()

    with pytest.raises(Denied):
        await commands.ask_about_use(deal.director, deal.agreement, "书到了没有？")
    for number in range(3):
        await commands.ask_about_use(deal.manager, deal.agreement, f"第{number}个问题是什么？")
    with pytest.raises(Conflict):
        await commands.ask_about_use(deal.manager, deal.agreement, "还有一个问题？")


async def test_nothing_can_be_asked_before_it_is_agreed():
    deal = await make.promised()

    with pytest.raises(Conflict):
        await commands.ask_about_use(deal.manager, deal.agreement, "书到了没有？")


async def test_a_word_of_thanks_gets_one_word_back():
    deal = await make.allocated()
    with pytest.raises(Conflict):
        await commands.write_back(deal.manager, deal.agreement, "不客气，很高兴。")
    await told(deal)
    await answer(deal.director, deal.agreement, EvaluationForm(5, "大家很喜欢。"))

    await commands.write_back(deal.manager, deal.agreement, "不客气，很高兴。")

    with pytest.raises(Conflict):
        await commands.write_back(deal.manager, deal.agreement, "再说一次。")
    with pytest.raises(Denied):
        await commands.write_back(deal.director, deal.agreement, "自己回复自己。")
    thanks = (await use_file(deal.director, deal.agreement)).thanks
    assert thanks is not None
    assert thanks.answer == "不客气，很高兴。"


async def test_progress_keeps_the_figures_of_its_day_and_is_corrected_by_a_newer():
    deal = await make.allocated()
    await told(deal, 40)
    first = await commands.report_progress(
        deal.director, deal.agreement, "四十本已经在用，其余登记编号中。"
    )
    await told(deal, 20)

    second = await commands.report_progress(
        deal.director, deal.agreement, "全部在用，上一份写错了。", replaces=first
    )

    with pytest.raises(Conflict):
        await commands.report_progress(
            deal.director, deal.agreement, "又更正一次，内容一样。", replaces=first
        )
    with pytest.raises(Denied):
        await commands.report_progress(deal.manager, deal.agreement, "捐赠方不能写进展报告。")
    shown = (await use_file(deal.manager, deal.agreement)).progress
    assert [(each.id, each.used[:2], each.replaced) for each in shown] == [
        (second, "60", False),
        (first, "40", True),
    ]


@pytest.mark.parametrize(
    ("kind", "text", "amount"),
    [
        (GiftKind.goods, "30", 30),
        (GiftKind.goods, " 7 ", 7),
        (GiftKind.money, "1,234.50", 123450),
        (GiftKind.money, "3万", 3_000_000),
    ],
)
def test_amounts_are_read_as_units_or_yuan(kind: GiftKind, text: str, amount: int):
    assert amount_of(kind, text) == amount


@pytest.mark.parametrize(
    "text", ["0", "-1", "1.5", "1e3", "", "九", "99999999999", "0x10", "１２本"]
)
def test_an_amount_that_is_none_is_refused(text: str):
    with pytest.raises(Invalid):
        amount_of(GiftKind.goods, text)


@pytest.mark.parametrize("text", ["0", "0.00", "-3", "1.234", "1,23", "很多"])
def test_money_that_is_none_is_refused(text: str):
    with pytest.raises(Invalid):
        amount_of(GiftKind.money, text)
