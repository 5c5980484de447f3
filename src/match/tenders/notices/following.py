"""
Notices that follow from a step by themselves, in its own transaction: nobody can take the step and
forget to tell. Result, contract and acceptance say more than the purchase knows; their rooms call.

A mirrored purchase has its notices on the official system; here its steps link to them.
"""

from match.foundation import clock
from match.foundation.actor import Actor
from match.tenders.facts import TenderFacts
from match.tenders.notices.commands import publish_notice
from match.tenders.notices.rules import money
from match.tenders.notices.states import NoticeKind
from match.tenders.states import Mode, TenderStatus
from match.tenders.timetable import first_day_for


async def tell_step(actor: Actor, before: TenderFacts, verb: str, reason: str) -> None:
    """The notice of *verb*, if it has one. *before*: the purchase as it stood, for its state."""
    if before.mode is Mode.mirror:
        return
    if verb == "announce_intent":
        expected = first_day_for("PROC.INTENT", clock.today(), before.calendar)
        await publish_notice(
            actor, before.id, NoticeKind.intent, {"expected_on": expected.isoformat()}
        )
    elif verb == "publish":
        facts = {"official_url": before.official_notice_url}
        await publish_notice(actor, before.id, NoticeKind.tender, facts)
    elif verb in ("fail", "withdraw") and before.status is not TenderStatus.draft:
        told = {"reason": reason.strip(), "failed": verb == "fail"}
        await publish_notice(actor, before.id, NoticeKind.termination, told)


async def tell_change(actor: Actor, before: TenderFacts, after: TenderFacts, reason: str) -> None:
    """The notice of a new version: every point that is different, as it was and as it is."""
    if before.mode is Mode.mirror:
        return
    changes = changes_of(before, after)
    if changes:
        told = {"changes": changes, "reason": reason.strip()}
        await publish_notice(actor, after.id, NoticeKind.change, told)


def changes_of(before: TenderFacts, after: TenderFacts) -> list[dict[str, str]]:
    """Point by point, in the words of a notice, which is Chinese whatever its writer speaks."""
    found = [
        (item, was, now)
        for (item, was), (_same, now) in zip(_points(before), _points(after), strict=True)
        if was != now
    ]
    return [{"item": item, "before": was, "after": now} for item, was, now in found]


def _points(facts: TenderFacts) -> list[tuple[str, str]]:
    closes = facts.closes_at.astimezone(clock.HERE)
    return [
        ("服务要求", facts.requirements),
        ("验收办法", facts.acceptance),
        ("服务期限", f"{facts.service_days}天"),
        ("响应截止时间", f"{closes:%Y-%m-%d %H:%M}"),
        ("确定结果日期", facts.decides_on.isoformat()),
        ("评审办法", _criteria(facts)),
        ("采购文件附件", f"{len(facts.documents)}份，编号 {_numbers(facts.documents)}"),
        ("投标保证金", money(facts.bond_fen)),
    ]


def _numbers(files: tuple[int, ...]) -> str:
    return "、".join(str(each) for each in files) or "无"


def _criteria(facts: TenderFacts) -> str:
    return "；".join(
        f"{each.title} {each.points // 100}.{each.points % 100:02d}分（{each.indicator}）"
        for each in facts.criteria
    )
