"""The sweep: one reminder, one call when it is overdue, the end of an order; never twice."""

import msgspec

from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.objections import commands
from match.objections.forms import ReplyForm
from match.objections.states import Outcome
from match.tenders.queries import facts
from tests.objections import make

REPLY = "经向发证机关核实，该证书有效期至2028年，质疑供应商查询的是已换发的旧证。"


async def _told(topic: str, number: int) -> list[str]:
    key = topic.split(".")[0] + "_id"
    found = await rows("SELECT payload FROM outbox WHERE topic = $1 ORDER BY id", topic)
    payloads = [msgspec.json.decode(row["payload"]) for row in found]
    return [said["step"] for said in payloads if said[key] == number]


async def _swept(moments: dict[str, tuple[int, int]], kind: str, number: int) -> None:
    """At each moment sweep twice; (reminders, calls) so far are as said."""
    for moment, (near, overdue) in moments.items():
        with make.at(moment):
            await commands.sweep_objections(SYSTEM)
            await commands.sweep_objections(SYSTEM)
        seen = (
            len(await _told(f"{kind}.near", number)),
            len(await _told(f"{kind}.overdue", number)),
        )
        assert seen == (near, overdue), moment


async def test_the_department_is_reminded_two_working_days_before_and_called_after(db: None):
    """Raised on 25 November 2026, due on 4 December; objections.remind_workdays is 2."""
    with make.at("2026-11-25T09:00"):
        at = await make.bought("award")
        made = await make.raised(at)
    await _swept(
        {
            "2026-12-01T23:00": (0, 0),
            "2026-12-02T00:01": (1, 0),
            "2026-12-04T23:59": (1, 0),
            "2026-12-05T00:01": (1, 1),
            "2026-12-09T12:00": (1, 1),
        },
        "objection",
        made,
    )

    assert (await facts(at.tender)).suspended, "silence frees nothing"


async def test_an_answered_objection_is_left_alone(db: None):
    with make.at("2026-11-25T09:00"):
        at = await make.bought("award")
        made = await make.raised(at)
        await commands.reply_objection(at.colleague, made, ReplyForm(Outcome.unfounded, REPLY))

    await _swept({"2026-12-20T00:01": (0, 0)}, "objection", made)


async def test_finance_is_called_for_each_of_its_three_days(db: None):
    """Filed on 30 November 2026: checked by 7, served by 10 December, decided by 11 January."""
    with make.at("2026-11-25T09:00"):
        at = await make.bought("award")
        objection = await make.raised(at)
        await commands.reply_objection(at.colleague, objection, ReplyForm(Outcome.unfounded, REPLY))
    with make.at("2026-11-30T09:00"):
        made = await commands.file_complaint(at.manager, objection, make.complaint())
    await _swept({"2026-12-03T00:01": (1, 0), "2026-12-08T00:01": (1, 1)}, "complaint", made)
    with make.at("2026-12-08T09:00"):
        await commands.accept_complaint(at.finance, made)
    await _swept({"2026-12-08T12:00": (2, 1), "2026-12-11T00:01": (2, 2)}, "complaint", made)
    with make.at("2026-12-11T09:00"):
        await commands.serve_complaint(at.finance, made)
    await _swept(
        {"2027-01-06T12:00": (2, 2), "2027-01-07T00:01": (3, 2), "2027-01-12T00:01": (3, 3)},
        "complaint",
        made,
    )

    assert await _told("complaint.overdue", made) == ["check", "serve", "decide"]


async def test_an_order_to_stop_ends_by_itself_after_thirty_days(db: None):
    with make.at("2026-11-25T09:00"):
        at = await make.bought("award")
        objection = await make.raised(at)
        await commands.reply_objection(at.colleague, objection, ReplyForm(Outcome.unfounded, REPLY))
    with make.at("2026-11-30T09:00"):
        made = await commands.file_complaint(at.manager, objection, make.complaint())
        await commands.order_stop(at.finance, made, "调查期间暂停采购活动")
    seen: list[bool] = []
    for moment in ("2026-12-30T23:59", "2026-12-31T00:01"):
        with make.at(moment):
            await commands.sweep_objections(SYSTEM)
            seen.append((await facts(at.tender)).suspended)

    assert str(await value("SELECT stopped_to FROM complaint WHERE id = $1", made)) == "2026-12-30"
    assert seen == [True, False]
