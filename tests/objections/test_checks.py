"""The live questions find nothing in a whole dispute, and each kind of damage is found."""

import pytest

from jobs.checks.objections import CHECKS
from match.foundation.db import rows
from match.objections import commands
from match.objections.forms import ReplyForm
from match.objections.states import Outcome
from tests.objections import make
from tests.suppliers import make as suppliers

REPLY = "经向发证机关核实，该证书有效期至2028年，质疑供应商查询的是已换发的旧证。"
HOLDS = "an objection that may change the result holds the signing while it waits"
FREES = "no purchase stands still for an objection that was answered"
ALONE = "who published answers only where there was nobody else"
PAPER = "no paper counts after its last day"
ORDER = "no order to stop outlives its thirty days or its complaint"

DAMAGE = {
    HOLDS: "UPDATE tender SET suspended_reason = '', suspended_at = NULL",
    FREES: (
        "UPDATE tender SET suspended_at = now(), suspended_reason = (SELECT '第' || min(id)"
        " || '号质疑可能影响结果，等待答复' FROM objection WHERE status = 'replied')"
    ),
    ORDER: (
        "UPDATE tender SET suspended_at = now(), suspended_reason = (SELECT '财政部门处理第'"
        " || min(id) || '号投诉期间通知暂停' FROM complaint WHERE status = 'withdrawn')"
    ),
    ALONE: (
        "UPDATE tender SET drafted_by = (SELECT replied_by FROM objection"
        " WHERE replied_by IS NOT NULL LIMIT 1)"
    ),
    PAPER: "UPDATE qualification SET valid_from = '2020-01-01', valid_to = '2021-01-01'",
}


async def _dispute() -> None:
    """One objection answered and complained of, the complaint withdrawn; another waits."""
    at = await make.bought("award")
    await suppliers.paper(at.manager, at.supplier, suppliers.BASE[0])
    first = await make.raised(at)
    await commands.raise_objection(at.rival, at.tender, make.form(at.rivals))
    await commands.reply_objection(at.colleague, first, ReplyForm(Outcome.unfounded, REPLY))
    made = await commands.file_complaint(at.manager, first, make.complaint())
    await commands.order_stop(at.finance, made, "调查期间暂停采购活动")
    await commands.withdraw_complaint(at.manager, made, "与采购人达成谅解")


async def test_a_whole_dispute_answers_every_question_with_none(db: None):
    await _dispute()

    assert {name: found for name, sql in CHECKS.items() if (found := await rows(sql))} == {}


@pytest.mark.parametrize("name", DAMAGE)
async def test_damage_is_found_by_its_own_question(db: None, name: str):
    await _dispute()
    await rows(DAMAGE[name])

    assert await rows(CHECKS[name]) != []
