"""Time that is given: begun, hours confirmed by the home, and used by being given."""

import pytest

from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import rows, value
from match.foundation.errors import Denied
from match.giving import commands
from match.giving.forms import CountForm, DispatchForm, EvaluationForm, ReceiptForm
from tests.giving.test_books import in_books
from tests.matching import make as matching
from tests.offers import make as offers


async def lessons(hours: int = 12) -> tuple[int, Actor, Actor]:
    """A team's lessons for a home, agreed by both: number, giver, director."""
    giver, team = await offers.manager("VOLTEAM")
    at = await matching.village()
    pledge: int = await value(
        "INSERT INTO pledge (number, kind, status, giver_id, organisation_id, home_id, division,"
        " units, unit, condition, created_by) VALUES ('P' || nextval('pledge_number'), 'time',"
        " 'agreed', $1, $2, $3, $4, $5, '课时', '每周六辅导作业', $1) RETURNING id",
        giver.id,
        team,
        at.home,
        at.division,
        hours,
    )
    service = await commands.make_donation(SYSTEM, pledge, "作业辅导")
    await commands.confirm(giver, service, 1, declared=True)
    await commands.confirm(at.director, service, 1)
    return service, giver, at.director


async def test_hours_that_the_home_confirms_are_used_by_being_given(db: None):
    service, giver, director = await lessons()
    begun = await commands.dispatch(giver, service, DispatchForm(note="从本周六开始"))
    with pytest.raises(Denied):
        await commands.count_parcel(giver, begun, CountForm(good=12))
    await commands.count_parcel(director, begun, CountForm(good=10, note="国庆停了一次课"))
    await commands.give_receipt(director, service, ReceiptForm())

    assert await value("SELECT status FROM donation WHERE id = $1", service) == "used"
    balances = await rows(
        "SELECT kind, balance FROM ledger_account WHERE unit = $1 AND balance <> 0 ORDER BY kind",
        f"donation:{service}:课时",
    )
    assert {row["kind"]: row["balance"] for row in balances} == {
        "giver": -12,
        "used": 10,
        "lost": 2,
    }
    await in_books(service)
    await commands.answer(director, service, EvaluationForm(5, "很耐心"))
    assert await value("SELECT status FROM donation WHERE id = $1", service) == "answered"


async def test_a_service_is_agreed_in_the_words_of_a_service(db: None):
    service, _giver, _director = await lessons()
    text = await value("SELECT text FROM agreement WHERE id = $1", service)

    assert "服务由具备资质的人员提供" in text
    assert "共 12 课时" in text
    assert "物资应当安全" not in text
