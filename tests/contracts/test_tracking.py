"""What time does to contracts: through commands, the audit and the outbox; twice is once."""

from datetime import date, timedelta

import msgspec
import pytest

from jobs.contracts import TOPICS
from jobs.tasks import TASKS
from match.contracts import commands, forms
from match.contracts.states import ChangeReason
from match.foundation import clock
from match.foundation.db import rows
from match.notices.queries import inbox
from tests.contracts import make

pytestmark = pytest.mark.usefixtures("db")


async def told(contract: int) -> list[str]:
    """What the trail says of a contract, in order."""
    found = await rows(
        "SELECT verb FROM audit WHERE subject_kind = 'contract' AND subject_id = $1 ORDER BY id",
        contract,
    )
    return [row["verb"] for row in found]


async def silent(_percent: int) -> None:
    """Nobody watches."""


async def at(days: int) -> dict[str, int]:
    """Track as the worker would so many days from now."""
    with clock.freeze(clock.now() + timedelta(days=days)):
        return await TASKS["track_contracts"]({}, silent)


async def test_a_milestone_is_spoken_of_a_week_ahead_and_every_week() -> None:
    scene = await make.signed()
    await at(50)
    assert "contract.milestone_due" not in await told(scene.contract)
    await at(54)  # due after 60 days
    assert (await told(scene.contract)).count("contract.milestone_due") == 1
    await at(54)
    assert (await told(scene.contract)).count("contract.milestone_due") == 1
    await at(62)
    assert (await told(scene.contract)).count("contract.milestone_due") == 2


async def test_acceptance_and_payment_that_wait_are_spoken_of() -> None:
    scene = await make.heard()
    await at(20)
    assert "contract.acceptance_due" in await told(scene.contract)
    form = await make.acceptance(scene)
    await commands.conclude(scene.officer, scene.milestones[0], form)
    bill = forms.PaymentForm("24432000000012345678")
    payment = await commands.request_payment(scene.officer, scene.milestones[0], bill)
    await at(20)
    assert (await told(scene.contract)).count("contract.payment_due") == 1
    await commands.approve_payment(scene.finance, payment)
    await commands.record_payment(
        scene.second, payment, forms.VoucherForm(clock.today(), "JK-2026-0001")
    )
    before = await told(scene.contract)
    await at(21)
    assert (await told(scene.contract)).count("contract.payment_due") == before.count(
        "contract.payment_due"
    )


async def test_days_that_come_near_are_told_once_for_each_day() -> None:
    draft = await make.drafted()
    await at(27)
    await at(28)
    assert (await told(draft.contract)).count("contract.sign_due") == 1


async def test_filing_and_the_end_of_the_term_are_told_once() -> None:
    scene = await make.signed()
    await at(8)
    await at(9)
    assert (await told(scene.contract)).count("contract.file_due") == 1
    await at(160)
    await at(161)
    assert (await told(scene.contract)).count("contract.term_ending") == 1


async def test_a_new_last_day_is_told_anew() -> None:
    scene = await make.signed()
    await at(160)
    change = forms.ChangeForm(ChangeReason.term, "顺延两个月", new_ends_on=make.in_days(240))
    number = await commands.ask_change(scene.officer, scene.contract, change)
    await commands.answer_change(scene.manager, number, forms.AnswerForm(consent=True))
    await commands.approve_change(scene.finance, number, forms.AnswerForm(consent=True))
    await at(220)
    assert (await told(scene.contract)).count("contract.term_ending") == 2


async def test_the_clock_of_a_filing_is_seven_working_days() -> None:
    with clock.freeze(clock.now().replace(year=2026, month=11, day=25, hour=4)):
        scene = await make.signed()
    # Wednesday: 26, 27, 30 November, 1, 2, 3, 4 December; published by Friday 27.
    row = await make.row(scene.contract)
    assert (row["publish_by"], row["file_by"]) == (date(2026, 11, 27), date(2026, 12, 4))


async def test_every_fact_of_a_life_finds_its_people() -> None:
    scene = await make.paid(await make.signed(engages_directors=False))
    found = await rows(
        "SELECT id, topic, payload FROM outbox WHERE topic LIKE 'contract.%' ORDER BY id"
    )
    for fact in found:
        for hear in TOPICS.get(fact["topic"], ()):
            await hear(fact["id"], msgspec.json.decode(fact["payload"]))
    for actor, words in (
        (scene.officer, "合同有一步等您办理"),
        (scene.director, "使用者的意见"),
        (scene.finance, "合同付款等您办理"),
        (scene.manager, "合同有新进展"),
    ):
        titles = [mail.title for mail in await inbox(actor)]
        assert any(words in title for title in titles), words


async def test_a_partner_who_does_not_sign_is_asked_once() -> None:
    made = await make.project()
    await at(60)
    assert "contract.sign_due" not in await told(made.contract), "nobody has signed yet"
    form = forms.SignForm(await make.version_of(made.contract))
    await commands.sign(made.lead, made.contract, form)
    await at(8)
    assert "contract.sign_due" not in await told(made.contract)
    await at(9)
    await at(30)
    assert (await told(made.contract)).count("contract.sign_due") == 1


async def test_the_yearly_evaluation_of_a_long_contract_is_asked_for() -> None:
    made = await make.signed()
    await rows(
        "UPDATE contract SET recurrent = true, ends_on = starts_on + 900 WHERE id = $1",
        made.contract,
    )
    await at(330)
    assert "contract.review_due" not in await told(made.contract)
    await at(340)
    await at(345)
    assert (await told(made.contract)).count("contract.review_due") == 1
    await at(705)
    assert (await told(made.contract)).count("contract.review_due") == 2
