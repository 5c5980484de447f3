"""Every state takes its own verbs only: in the machines, and in the commands above them."""

from collections.abc import Awaitable, Callable
from itertools import product

import pytest
from piccolo.table import Table

from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Invalid
from match.foundation.states import Machine
from match.giving import commands, forms
from match.giving.states import (
    AGREEMENT_MACHINE,
    DONATION_MACHINE,
    PLEDGE_MACHINE,
    AgreementStatus,
    DonationStatus,
    GiftKind,
    PledgeStatus,
    agreement_word,
    pledge_word,
    word,
)
from match.giving.tables import Agreement, Donation, Pledge
from match.giving.wording import act_word, next_step, stages, status_tone, task_word, verb_word
from tests.giving.make import BY_POST, Deal, agreed, promised

D = DonationStatus
# Consistent figures for whatever state a test puts a donation in.
WHOLE = (
    "UPDATE donation SET status = $2, dispatched = 60, good = 60, allocated_units = 60"
    " WHERE id = $1"
)


def verbs(machine: Machine) -> set[str]:
    return {verb for _state, verb in machine.moves}


MACHINES: list[tuple[Machine, type[Table], str, object, str]] = [
    *(
        (DONATION_MACHINE, Donation, "donation", *pair)
        for pair in product(D, sorted(verbs(DONATION_MACHINE)))
    ),
    *(
        (AGREEMENT_MACHINE, Agreement, "agreement", *pair)
        for pair in product(AgreementStatus, sorted(verbs(AGREEMENT_MACHINE)))
    ),
]


@pytest.mark.parametrize(("machine", "table", "name", "state", "verb"), MACHINES)
async def test_a_state_takes_its_own_verbs_only(
    db: None, machine: Machine, table: type[Table], name: str, state: D, verb: str
):
    if (state, verb) not in machine.moves:
        with pytest.raises(Conflict):
            machine.move(state, verb)
        return
    deal = await agreed()
    await rows(
        WHOLE if name == "donation" else "UPDATE agreement SET status = $2 WHERE id = $1",
        deal.agreement,
        str(state),
    )
    move = await machine.fire(table, deal.agreement, state, verb)

    reached = await value(f"SELECT status FROM {name} WHERE id = $1", deal.agreement)
    assert reached == str(move.to)
    with pytest.raises(Conflict):
        await machine.fire(table, deal.agreement, state, verb)


@pytest.mark.parametrize(
    ("state", "verb"), list(product(PledgeStatus, sorted(verbs(PLEDGE_MACHINE))))
)
async def test_a_pledge_takes_its_own_verbs_only(db: None, state: PledgeStatus, verb: str):
    if (state, verb) not in PLEDGE_MACHINE.moves:
        with pytest.raises(Conflict):
            PLEDGE_MACHINE.move(state, verb)
        return
    await promised()
    pledge: int = await value("SELECT id FROM pledge")
    await rows(
        "UPDATE pledge SET status = $2, choose_until = '2030-01-01' WHERE id = $1", pledge, state
    )
    move = await PLEDGE_MACHINE.fire(Pledge, pledge, state, verb)

    assert await value("SELECT status FROM pledge WHERE id = $1", pledge) == str(move.to)


Act = Callable[[Deal], Awaitable[object]]
ACTS: dict[str, Act] = {
    "change_terms": lambda deal: commands.change_terms(
        deal.manager,
        deal.agreement,
        forms.TermsForm("给阅读角添绘本", condition=forms.Condition.new),
    ),
    "confirm": lambda deal: commands.confirm(deal.manager, deal.agreement, 1, declared=True),
    "dispatch": lambda deal: commands.dispatch(deal.manager, deal.agreement, BY_POST),
    "drop_rest": lambda deal: commands.drop_rest(deal.manager, deal.agreement, "仓库没有了"),
    "receipt": lambda deal: commands.give_receipt(
        deal.director, deal.agreement, forms.ReceiptForm()
    ),
    "return": lambda deal: commands.return_goods(deal.director, deal.agreement, 1, "不适合孩子"),
    "ask_use_change": lambda deal: commands.ask_use_change(
        deal.director, deal.agreement, "放到村图书室", "阅读角放不下"
    ),
    "answer": lambda deal: commands.answer(deal.director, deal.agreement, forms.EvaluationForm(5)),
    "cancel": lambda deal: commands.cancel(deal.manager, deal.agreement, "不能送来了"),
}
# Written from domain.md §1.10, not from the machine.
POSSIBLE: dict[str, set[D]] = {
    "change_terms": {D.promised},
    "confirm": {D.promised},
    "dispatch": {D.agreed, D.in_transit},
    "drop_rest": {D.in_transit},
    "receipt": {D.counted, D.paid},
    "return": {D.counted, D.receipted, D.allocated},
    "ask_use_change": {D.agreed, D.in_transit, D.paid, D.counted, D.receipted, D.allocated},
    "answer": {D.used},
    "cancel": {D.promised, D.agreed, D.in_transit},
}


@pytest.mark.parametrize(
    ("verb", "state"), [pair for pair in product(ACTS, D) if pair[1] not in POSSIBLE[pair[0]]]
)
async def test_a_command_that_comes_too_early_or_too_late_changes_nothing(
    db: None, verb: str, state: D
):
    deal = await agreed()
    await rows(WHOLE, deal.agreement, state.value)
    before = [await value(f"SELECT count(*) FROM {name}") for name in TRACES]

    with pytest.raises((Conflict, Invalid)) as refused:
        await ACTS[verb](deal)
    assert refused.type is Conflict
    assert await value("SELECT status FROM donation") == state
    assert [await value(f"SELECT count(*) FROM {name}") for name in TRACES] == before


TRACES = ("donation_step", "outbox", "audit", "ledger_tx", "parcel", "goods_return", "use_change")


@pytest.mark.parametrize("kind", GiftKind)
@pytest.mark.parametrize("state", D)
def test_every_state_has_its_words_and_says_who_acts_next(state: D, kind: GiftKind):
    assert word(state)
    assert next_step(state, kind)
    assert status_tone(state)
    marks = [mark for _label, mark, _note in stages(state, kind)]
    assert marks.count("now") <= 1
    assert marks == sorted(marks, key=["done", "now", "todo"].index)


def test_every_verb_has_its_line_in_the_timeline_and_its_label():
    for verb in verbs(DONATION_MACHINE) - {"agree", "use", "pay"}:
        assert verb_word(verb) != verb
    for verb in ACTS:
        assert act_word(verb)
    for state in (D.promised, D.agreed, D.in_transit, D.counted, D.used):
        assert task_word(state)[0]
    assert all(map(pledge_word, PledgeStatus))
    assert all(map(agreement_word, AgreementStatus))
