"""An agreement from its first moment to its last, and every way it can be short, late or over."""

from itertools import product

import asyncpg
import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.giving import commands, queries
from match.giving.states import AGREEMENT_MACHINE, AgreementStatus
from match.giving.tables import Agreement
from match.giving.wording import next_step, stages, status_tone, verb_word
from tests.giving.make import agreed
from tests.matching import make as matching
from tests.people import make as people

UNITS = 60


async def status(agreement: int) -> str:
    return await value("SELECT status FROM agreement WHERE id = $1", agreement)


async def test_an_approved_match_becomes_one_agreement_however_often_it_is_heard(db: None):
    deal = await agreed()

    assert await commands.make_agreement(SYSTEM, deal.proposal) == deal.agreement
    assert await value("SELECT count(*) FROM agreement") == 1
    assert await value("SELECT count(*) FROM outbox WHERE topic = 'agreement.made'") == 1


async def test_a_match_that_nobody_approved_becomes_no_agreement(db: None):
    _, proposal, _ = await matching.proposed()

    with pytest.raises(Conflict):
        await commands.make_agreement(SYSTEM, proposal)


async def test_the_text_names_what_the_charity_law_asks_for(db: None):
    """慈善法 39: the parties, kind, quantity, quality, use and time."""
    deal = await agreed()
    file = await queries.agreement_file(deal.director, deal.agreement)

    for said in (file.line.giver, file.line.home_name, "注音绘本", "60 册", "质量", "用途", "时间"):
        assert said in file.text
    assert file.line.number in file.text
    assert "接触孩子的人员应有有效的从业背景核查。" in file.text, "no line is broken in a sentence"


async def test_the_units_follow_the_goods(db: None):
    deal = await agreed()
    await commands.dispatch(deal.manager, deal.agreement, "顺丰，三天到")
    on_the_way = await matching.units("need_line", deal.line)
    await commands.receive(deal.director, deal.agreement, UNITS)

    assert (on_the_way["in_transit"], on_the_way["committed"]) == (UNITS, 0)
    assert (await matching.units("need_line", deal.line))["received"] == UNITS
    assert (await matching.units("offer", deal.offer))["delivered"] == UNITS
    assert await value("SELECT status FROM proposal WHERE id = $1", deal.proposal) == "received"


async def test_what_is_short_is_open_again_on_both_sides_with_its_reason(db: None):
    deal = await agreed()
    await commands.dispatch(deal.manager, deal.agreement, "顺丰，三天到")
    with pytest.raises(Invalid) as refused:
        await commands.receive(deal.director, deal.agreement, 50)
    assert set(refused.value.fields) == {"note"}
    await commands.receive(deal.director, deal.agreement, 50, "路上淋湿了十册")

    line = await matching.units("need_line", deal.line)
    offer = await matching.units("offer", deal.offer)
    assert (line["received"], line["in_transit"]) == (50, 0)
    assert (offer["delivered"], offer["committed"]) == (50, 0)
    need = await one(
        "SELECT n.status FROM need n JOIN need_line l ON l.need_id = n.id WHERE l.id = $1",
        deal.line,
    )
    assert need is not None
    assert need["status"] == "partly_met"


@pytest.mark.parametrize("units", [-1, UNITS + 1])
async def test_nobody_receives_more_than_was_agreed_or_less_than_nothing(db: None, units: int):
    deal = await agreed()
    await commands.dispatch(deal.manager, deal.agreement, "顺丰，三天到")

    with pytest.raises(Invalid):
        await commands.receive(deal.director, deal.agreement, units, "数错了吗")
    assert await status(deal.agreement) == "in_delivery"


async def test_each_party_does_its_own_part_only(db: None):
    deal = await agreed()
    with pytest.raises(Denied):
        await commands.dispatch(deal.director, deal.agreement, "我来发")
    await commands.dispatch(deal.manager, deal.agreement, "顺丰，三天到")
    with pytest.raises(Denied):
        await commands.receive(deal.manager, deal.agreement, UNITS)
    await commands.receive(deal.supervisor, deal.agreement, UNITS)  # 代办

    with pytest.raises(Denied):
        await commands.evaluate(deal.manager, deal.agreement, 5, "很好")


async def test_strangers_learn_of_no_agreement(db: None):
    deal = await agreed()
    for stranger in (
        await people.account("county", "430102"),
        await people.account("director", "433101101999", home=await people.home("433101101999")),
        await people.account("donor"),
    ):
        with pytest.raises(NotFound):
            await queries.agreement_file(stranger, deal.agreement)
        with pytest.raises(NotFound):
            await commands.cancel(stranger, deal.agreement, "不想要了")
        assert deal.agreement not in [line.id for line in await queries.my_agreements(stranger)]


async def test_cancelling_gives_everything_back_and_says_why(db: None):
    deal = await agreed()
    await commands.dispatch(deal.manager, deal.agreement, "顺丰，三天到")
    with pytest.raises(Invalid):
        await commands.cancel(deal.director, deal.agreement, "不")
    await commands.cancel(deal.director, deal.agreement, "学校已经送来一批")

    assert await matching.units("offer", deal.offer) == {
        "reserved": 0,
        "committed": 0,
        "delivered": 0,
    }
    assert (await matching.units("need_line", deal.line))["in_transit"] == 0
    file = await queries.agreement_file(deal.manager, deal.agreement)
    assert file.steps[0].verb == "cancel"
    assert file.steps[0].note == "学校已经送来一批"
    assert file.verbs == ()


async def test_words_that_could_show_who_a_child_is_are_refused(db: None):
    deal = await agreed()
    await commands.dispatch(deal.manager, deal.agreement, "顺丰，三天到")
    await commands.receive(deal.director, deal.agreement, UNITS)

    with pytest.raises(Invalid):
        await commands.evaluate(
            deal.director, deal.agreement, 5, "请联系孩子家长电话 13812345678 了解"
        )
    assert await status(deal.agreement) == "received"


async def test_the_timeline_is_newest_first_and_only_added_to(db: None):
    deal = await agreed()
    await commands.dispatch(deal.manager, deal.agreement, "顺丰，三天到")
    await commands.receive(deal.director, deal.agreement, UNITS)
    await commands.evaluate(deal.director, deal.agreement, 5, "孩子们很喜欢")

    file = await queries.agreement_file(deal.manager, deal.agreement)
    assert [step.verb for step in file.steps] == ["evaluate", "receive", "dispatch", "make"]
    assert (file.rating, file.feedback, file.received_units) == (5, "孩子们很喜欢", UNITS)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await rows("UPDATE agreement_step SET note = '' WHERE agreement_id = $1", deal.agreement)


async def test_what_waits_for_a_party_is_on_its_desk_and_not_on_the_other(db: None):
    deal = await agreed()
    assert [line.id for line in await queries.waiting_agreements(deal.manager)] == [deal.agreement]
    assert await queries.waiting_agreements(deal.director) == []
    await commands.dispatch(deal.manager, deal.agreement, "顺丰，三天到")

    assert await queries.waiting_agreements(deal.manager) == []
    assert [line.id for line in await queries.waiting_agreements(deal.director)] == [deal.agreement]
    assert [line.id for line in await queries.agreements_in(deal.county)] == [deal.agreement]
    assert await queries.agreements_in(await people.account("county", "430102")) == []


@pytest.mark.parametrize(
    ("state", "verb"),
    list(product(AgreementStatus, {verb for _state, verb in AGREEMENT_MACHINE.moves})),
)
async def test_a_state_takes_its_own_verbs_only(db: None, state: AgreementStatus, verb: str):
    deal = await agreed() if (state, verb) in AGREEMENT_MACHINE.moves else None
    if deal is None:
        with pytest.raises(Conflict):
            AGREEMENT_MACHINE.move(state, verb)
        return
    await rows("UPDATE agreement SET status = $2 WHERE id = $1", deal.agreement, state.value)
    move = await AGREEMENT_MACHINE.fire(Agreement, deal.agreement, state, verb)

    assert await status(deal.agreement) == str(move.to)


@pytest.mark.parametrize("state", AgreementStatus)
def test_every_state_says_who_acts_next(state: AgreementStatus):
    assert next_step(state)
    assert status_tone(state)
    marks = [mark for _label, mark, _note in stages(state)]
    assert marks.count("now") <= 1
    assert marks == sorted(marks, key=["done", "now", "todo"].index)


def test_every_verb_has_its_line_in_the_timeline():
    for verb in {"make", *(verb for _state, verb in AGREEMENT_MACHINE.moves)}:
        assert verb_word(verb)
