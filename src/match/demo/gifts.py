"""
Gifts of the demo at every stage of their way, by the people whose step it is: the first goods
come two short, so that a visitor sees what becomes of the rest.
"""

from datetime import timedelta
from typing import Any

from match.demo.steps import Progress
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.giving.commands import (
    answer,
    change_terms,
    confirm,
    count_parcel,
    dispatch,
    give_receipt,
)
from match.giving.forms import CountForm, DispatchForm, EvaluationForm, ReceiptForm, TermsForm
from match.giving.reports.commands import Use, report_use
from match.giving.states import Condition, DonationStatus, GiftKind
from match.notices.queries import members_of
from match.people.sessions import actor_of_account

D = DonationStatus
# How far each gift comes; the first, which must be goods, is counted two short.
STAGES = (D.counted, D.answered, D.allocated, D.in_transit, D.agreed, D.promised)
SHORT = 2
WAY = (D.agreed, D.in_transit, D.counted, D.allocated, D.answered)
_PROMISED = """
SELECT d.id, d.kind, d.units, d.organisation_id, d.giver_id, d.home_id, h.director_id, a.purpose,
       a.version
  FROM donation d JOIN agreement a ON a.id = d.agreement_id JOIN home h ON h.id = d.home_id
 WHERE d.status = 'promised' AND d.kind <> 'money' AND h.director_id IS NOT NULL
 ORDER BY d.kind = 'goods' AND d.units > $1 DESC, d.id LIMIT $2
"""


async def follow_gifts(progress: Progress) -> int:
    """
    Take the gifts that wait for their agreement each to its stage; how many. Once: where one has
    gone on already, nothing is done.
    """
    if await one("SELECT id FROM donation WHERE status <> 'promised' LIMIT 1") is not None:
        return 0
    found = await rows(_PROMISED, SHORT, len(STAGES))
    for done, (gift, stage) in enumerate(zip(found, STAGES, strict=False), 1):
        await _follow(gift, stage, short=SHORT if stage is D.counted else 0)
        progress("gifts", done, len(found))
    return len(found)


async def _follow(gift: dict[str, Any], stage: DonationStatus, *, short: int) -> None:
    """One gift as far as *stage*, by both parties in turn."""
    giver, director = await _giver(gift), await _person(gift["director_id"])
    parcel = 0
    for reached in WAY[: WAY.index(stage) + 1] if stage in WAY else ():
        match reached:
            case D.agreed:
                await _agree(gift, giver, director)
            case D.in_transit:
                parcel = await dispatch(giver, gift["id"], _parcel(gift))
            case D.counted:
                await count_parcel(director, parcel, _count(gift, short))
            case D.allocated:
                await give_receipt(director, gift["id"], ReceiptForm())
            case _:
                await _use_and_thank(gift, director)


async def _agree(gift: dict[str, Any], giver: Actor, director: Actor) -> None:
    """The giver fills in what the law asks about the goods; both confirm."""
    version: int = gift["version"]
    if gift["kind"] == GiftKind.goods:
        today = clock.today()
        version = await change_terms(
            giver,
            gift["id"],
            TermsForm(
                purpose=gift["purpose"],
                quality="全新，符合国家标准，适合儿童使用",
                condition=Condition.new,
                produced_on=today - timedelta(days=60),
                expires_on=today + timedelta(days=540),
                ccc=True,
                food_licence=True,
                due_on=today + timedelta(days=30),
            ),
        )
    await confirm(director, gift["id"], version)
    await confirm(giver, gift["id"], version, declared=True)


def _parcel(gift: dict[str, Any]) -> DispatchForm:
    if gift["kind"] != GiftKind.goods:
        return DispatchForm(note="从本周六开始，每周一次")
    arrives = clock.today() + timedelta(days=3)
    return DispatchForm(carrier="邮政快递", waybill=f"EMS{gift['id']:08d}", expected_on=arrives)


def _count(gift: dict[str, Any], short: int) -> CountForm:
    missing = short if gift["units"] > short else 0
    return CountForm(gift["units"] - missing, note="开箱时少了两件，已拍照留存" if missing else "")


async def _use_and_thank(gift: dict[str, Any], director: Actor) -> None:
    if gift["kind"] == GiftKind.goods:
        use = Use(gift["home_id"], gift["units"], "已全部放到活动室，每天放学后开放使用。")
        await report_use(director, gift["id"], use)
    await answer(director, gift["id"], EvaluationForm(5, "大家都很喜欢，谢谢。"))


async def _giver(gift: dict[str, Any]) -> Actor:
    if gift["organisation_id"] is None:
        return await _person(gift["giver_id"])
    return await _person((await members_of(gift["organisation_id"]))[0])


async def _person(account: int) -> Actor:
    actor = await actor_of_account(account)
    assert actor is not None, "demo accounts are never disabled"
    return actor
