"""What must be refused, tried in the ways that hide it: each with its reason, nothing changed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Invalid
from match.giving import commands as giving
from match.giving.documents.printing import acknowledgement_pdf
from match.giving.documents.queries import acknowledgement
from match.giving.forms import AllocationForm, CountForm, TermsForm
from match.giving.pledging import commands, rules
from match.giving.pledging.forms import JoinForm, JointForm, PledgeForm
from match.giving.standing.commands import write_rule
from match.giving.standing.forms import RuleForm
from tests.giving import make as deals
from tests.giving import pledges as make
from tests.giving.test_campaigns import certified
from tests.giving.test_campaigns import form as campaign_form
from tests.giving.test_campaigns import refused as campaign_refused
from tests.giving.test_documents import printing, read_back
from tests.giving.test_money import FEN, gift, pay
from tests.giving.test_pledges_doors import PAPER, as_, send

# One child or family, hidden in digits, gaps, scripts and languages.
SINGLED_OUT = [
    "资助１名儿童上学",
    "资助一 名 儿童上学",
    "資助一名兒童上學",
    "资助一\u200b名儿童上学",
    "资助①名儿童",
    "资助壹名孤儿",
    "资助3个孩子上学",
    "资助我村的一对双胞胎",
    "给王小明买书包",
    "专款用于李芳芳",
    "给石秀英治病",
    "用于吴家兄弟的生活费",
    "给张xiaoming交学费",
    "school fees of Zhang Xiaoming",
    "zhang xiao-ming xuefei",
    "用于 Li Hua 的手术费",
    "ＷＡＮＧ ＦＡＮＧ school",
    "for the child Wang Fang",
    "donate to one orphan",
    "a girl named Lily in the home",
    "for Lily's wheelchair",
]
# What money is really for, and must pass: a refusal here costs a home its winter heating.
FOR_THE_HOME = [
    "用于水电和活动材料",
    "购买绘本和书架 books and shelves",
    "Reading corner for the children's home",
    "为儿童之家冬季取暖购买电暖器",
    "用于三个儿童之家的取暖",
    "购买一个儿童滑梯",
    "40名儿童的午餐，每个孩子一套文具",
    "四十二名儿童冬衣",
    "为方便孩子们阅读购买台灯",
    "用于安全设施、高温补贴和易耗品",
    "给全村孩子购买图书",
    "为方老师的书法课买纸",
    "给花园买种子，用于温馨小屋布置",
    "支持高年级孩子的科学课",
    "Long tables and fans for the reading room",
    "Books by Eric Carle",
]


@pytest.mark.parametrize("words", SINGLED_OUT)
def test_money_for_one_child_is_seen_however_it_is_written(words: str):
    assert rules.singled_out(words)


@pytest.mark.parametrize("words", FOR_THE_HOME)
def test_money_for_a_home_is_not_taken_for_it(words: str):
    assert rules.singled_out(words) is None


async def test_a_form_for_a_child_is_refused_and_holds_nothing(client: httpx.AsyncClient, db: None):
    """Hidden fields are no way in, and neither is the condition."""
    _at, _need, line = await make.fund()
    firm, manager = await make.organisation()
    charity, _keeper = await make.charity()
    await as_(client, manager)
    fields = {
        "line": str(line),
        "units": "500",
        "organisation": str(firm),
        "charity": str(charity),
        "recipient": "project",
        "purpose": "用于水电和活动材料",
    }
    before = await make.everything()
    for name, words in (
        ("purpose", "给王小明买书包"),
        ("purpose", "资助１名儿童上学"),
        ("condition", "zhang xiaoming 入学以后"),
    ):
        answer = await send(client, "/desk/pledges", {**fields, name: words})
        assert answer.status_code == 422, words
        assert "不能指定给某个孩子或家庭" in answer.text
    assert await make.everything() == before

    made = await send(client, "/desk/pledges", {**fields, "child": "王小明", "giver_id": "1"})
    assert made.status_code == 303
    kept = await rows("SELECT p.*, t.* FROM pledge p JOIN money_terms t ON t.pledge_id = p.id")
    assert "王小明" not in str(kept)


async def test_a_field_that_is_not_asked_for_is_refused_as_json(
    client: httpx.AsyncClient, db: None
):
    _at, _need, line = await make.books()
    await as_(client, await make.giver())
    await client.get("/privacy")
    before = await make.everything()
    for at, body in enumerate(
        (
            f'{{"line": {line}, "units": 5, "child": "王小明"}}',
            f'{{"line": {line}, "units": "１２"}}',
            f'{{"line": {line}, "units": NaN}}',
            f'{{"line": {line}, "units": 5.5}}',
            f'{{"line": {line}, "units": true}}',
            '{"line": 99999999999999999999, "units": 5}',
        )
    ):
        headers = {
            "Idempotency-Key": f"refused-{at:04d}",
            "x-csrftoken": client.cookies.get("__Host-csrf") or "",
            "content-type": "application/json",
        }
        answer = await client.post("/api/v1/pledges", content=body.encode(), headers=headers)
        assert answer.status_code == 400, body
        assert answer.json()["title"]
    assert await make.everything() == before


async def test_agreed_money_is_not_turned_to_a_child_afterwards(db: None):
    """By the terms, by another use, by the words of an allocation."""
    at, _need, line = await make.fund()
    firm, manager = await make.organisation()
    charity, keeper = await make.charity()
    pledge = await make.agreed(at, manager, make.money(line, 20_000, firm, charity))
    donation = await make.donation_of(pledge)
    for terms in (
        TermsForm("给王小明交学费", "按约定公示使用情况"),
        TermsForm("用于日常运行", "for Zhang Xiaoming"),
    ):
        before = await make.everything()
        with pytest.raises(Invalid) as refused:
            await giving.change_terms(manager, donation, terms)
        assert any("不能指定" in told for told in refused.value.fields.values())
        assert await make.everything() == before
    await make.confirmed(donation, manager, keeper)
    with pytest.raises(Invalid):
        await giving.ask_use_change(keeper, donation, "资助2名孤儿上学", "孩子急需用钱")
    made = await gift()
    await pay(made, FEN, "0001")
    before = await make.everything()
    with pytest.raises(Invalid):
        form = AllocationForm(made.at.home, fen=FEN, purpose="给李芳芳治病")
        await giving.allocate(made.keeper, made.donation, [form])
    assert await make.everything() == before


async def untouched() -> dict[str, Any]:
    """All but the scan that came along: an uploaded file has a line of its own in the trail."""
    of_files = await value("SELECT count(*) FROM audit WHERE subject_kind = 'file'")
    held = await make.everything()
    return {**held, "audit": held["audit"] - of_files}


@pytest.mark.parametrize(
    "yuan", ["-1", "0", "1e3", "NaN", "inf", "10²", "①", "½", "१२", "+5", "1,00", "0.001", "9" * 20]
)
async def test_an_amount_that_is_none_is_refused_at_the_door(
    client: httpx.AsyncClient, db: None, yuan: str
):
    made = await gift()
    await as_(client, made.keeper)
    before = await untouched()
    fields = {
        "yuan": yuan,
        "received_on": clock.today().isoformat(),
        "receipt_number": "0001234567",
    }
    answer = await send(client, f"/desk/money/{made.donation}/payments", fields, document=PAPER)

    assert answer.status_code == 422
    assert 'id="error-yuan"' in answer.text
    assert await untouched() == before


async def test_parcels_together_bring_no_more_than_was_sent(db: None):
    deal, first = await deals.sent(20)
    _deal, second = await deals.sent(40, deal)
    await giving.count_parcel(deal.director, first, CountForm(good=20))
    before = await make.everything()
    for count in (
        CountForm(good=41),
        CountForm(good=40, broken=1),
        CountForm(good=39, short=0),
        CountForm(good=30, short=11),
    ):
        with pytest.raises(Invalid):
            await giving.count_parcel(deal.director, second, count)
    assert await make.everything() == before
    assert await value("SELECT good FROM donation WHERE id = $1", deal.agreement) == 20


async def test_lines_of_one_allocation_sum_to_what_came_or_none_is_made(db: None):
    made = await gift()
    await pay(made, FEN, "0001")
    before = await make.everything()
    lines = [AllocationForm(made.at.home, fen=FEN - 1), AllocationForm(made.at.home, fen=2)]
    with pytest.raises(Invalid):
        await giving.allocate(made.keeper, made.donation, lines)

    assert await make.everything() == before
    assert await value("SELECT count(*) FROM allocation_line") == 0


Change = Callable[[], dict[str, Any]]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda: {"filed_on": clock.today() + timedelta(days=1)}, "filed_on"),
        (lambda: {"link": "https://gongyi.qq.com\u3002example.com/1"}, "link"),
        (lambda: {"link": "https://gоngyi.qq.com/succor"}, "link"),  # a Cyrillic о
        (lambda: {"link": "https://example.com\\@gongyi.qq.com/"}, "link"),
        (lambda: {"link": "https://gongyi.qq.com@example.com/"}, "link"),
        (lambda: {"link": "https://gongyi-qq.com/succor/detail"}, "link"),
        (lambda: {"link": "//gongyi.qq.com/succor/detail"}, "link"),
        (lambda: {"certificate_number": "湘募 2024 第 0012 号 "}, "certificate_number"),
    ],
)
async def test_a_campaign_that_only_looks_lawful_is_refused(db: None, change: Change, field: str):
    charity, keeper = await certified()
    starts = {"starts_on": clock.today() + timedelta(days=30)}
    wrong = await campaign_refused(keeper, campaign_form(charity, **{**starts, **change()}))

    assert set(wrong.fields) == {field}
    assert wrong.fields[field]


@pytest.mark.parametrize("field", ["title", "purpose"])
async def test_a_campaign_that_names_a_child_never_reaches_the_public_page(db: None, field: str):
    charity, keeper = await certified()
    words = "给王小明买书包和文具的募捐活动"
    wrong = await campaign_refused(keeper, campaign_form(charity, **{field: words}))

    assert set(wrong.fields) == {field}
    assert "王小明" in wrong.fields[field]


async def test_a_money_rule_named_after_a_child_is_not_written(db: None):
    foundation, keeper = await make.charity()
    ends = clock.today() + timedelta(days=30)
    form = RuleForm(
        foundation, "资助１名儿童上学", "FND-OPER", "元", ["433101"], 100, 50, 50, ends,
        charity=foundation,
    )  # fmt: skip
    with pytest.raises(Invalid) as refused:
        await write_rule(keeper, form)

    assert set(refused.value.fields) == {"title"}
    assert await value("SELECT count(*) FROM giving_rule") == 0


async def test_a_certificate_that_has_run_out_carries_no_campaign(db: None):
    charity, keeper = await certified(days=90)
    await rows(
        "UPDATE organisation SET fundraising_until = $2 WHERE id = $1",
        charity,
        clock.today() - timedelta(days=1),
    )
    wrong = await campaign_refused(keeper, campaign_form(charity))

    assert "到期" in wrong.fields["certificate_number"]


async def test_a_gathering_that_was_completed_is_not_ended_by_a_late_clock(db: None):
    """The sweep chose it before the last giver came."""
    _at, _need, line = await make.books()
    first = await make.giver()
    due = clock.today() + timedelta(days=5)
    joint = await commands.open_joint(first, JointForm(line, 20, 60, due))
    await commands.join_joint(await make.giver(), joint, JoinForm(40))
    with clock.freeze(clock.now() + timedelta(days=6)):
        await commands.end_joint(SYSTEM, joint)

    assert await value("SELECT status FROM joint_pledge") == "complete"
    assert await value("SELECT count(*) FROM pledge WHERE status = 'offered'") == 2


async def test_an_answer_in_the_last_moment_is_not_undone_by_the_clock(db: None):
    """The sweep chose the pledge, then the home accepted it: its time has begun anew."""
    at, _need, line = await make.books()
    pledge = await commands.offer_pledge(await make.giver(), PledgeForm(line, 30))
    with clock.freeze(clock.now() + timedelta(days=15)):
        await commands.accept_pledge(at.director, pledge)
        await commands.expire_pledge(SYSTEM, pledge)

    assert await make.status(pledge) == "accepted"
    assert await value("SELECT reserved FROM need_line WHERE id = $1", line) == 30


async def test_what_several_gave_together_expires_in_one_sweep(db: None):
    """The first that expires takes its companions along; the next row of the sweep is one."""
    _at, _need, line = await make.books()
    due = clock.today() + timedelta(days=5)
    joint = await commands.open_joint(await make.giver(), JointForm(line, 20, 60, due))
    await commands.join_joint(await make.giver(), joint, JoinForm(40))
    with clock.freeze(clock.now() + timedelta(days=30)):
        await commands.sweep_pledges(SYSTEM)

    assert await value("SELECT count(*) FROM pledge WHERE status = 'expired'") == 2
    assert await value("SELECT reserved FROM need_line WHERE id = $1", line) == 0


INJECTED = '#read("/etc/passwd") #image("/x.png") $x^2$ \\ *粗* <label> @cite `raw` //'


@printing
async def test_words_on_a_paper_are_words_and_no_program(db: None):
    deal, parcel = await deals.sent()
    note = f"短少两册 {INJECTED} {'W' * 300}"
    await giving.count_parcel(deal.director, parcel, CountForm(good=58, note=note))
    await giving.give_receipt(deal.director, deal.agreement, deals.ReceiptForm())
    text = read_back(await acknowledgement_pdf(await acknowledgement(deal.manager, deal.agreement)))

    assert "".join(INJECTED.split()) in text
    assert "root:" not in text


async def test_a_receipt_number_of_another_gift_is_refused(db: None):
    """One official receipt proves one payment of the charity, whichever gift it names."""
    made = await gift(100)
    await pay(made, 100, "湘财票 0009")
    form = make.money(made.line, 50, made.firm, made.charity)
    pledge = await make.agreed(made.at, made.giver, form)
    donation = await make.donation_of(pledge)
    await make.confirmed(donation, made.giver, made.keeper)
    document = await make.paper(made.keeper)
    before = await make.everything()
    with pytest.raises(Conflict, match="登记过"):
        payment = commands.Payment(100, clock.today(), "湘财票 0009", document)
        await commands.confirm_payment(made.keeper, donation, payment)
    assert await make.everything() == before
