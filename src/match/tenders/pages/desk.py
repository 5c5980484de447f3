"""The purchaser's desk: what is due next in every purchase, by day, so that no date is missed."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.language import _
from match.site.formats import days_until
from match.tenders import timetable
from match.tenders.facts import TenderFacts
from match.tenders.notices.queries import notices_of
from match.tenders.notices.states import NoticeKind
from match.tenders.public import TenderView
from match.tenders.queries import department_tenders, facts
from match.tenders.questions.queries import Waiting, waiting
from match.tenders.states import PLANNED, TenderStatus
from match.tenders.timetable import Due

S = TenderStatus
ENDED = frozenset({S.archived, S.failed, S.withdrawn})


class Task(msgspec.Struct, frozen=True):
    """
    Something to do by a day, or that may be done from a day on (``first``). ``why`` is the rule.
    ``late``: the day is over.
    """

    on: date
    words: str
    title: str
    url: str
    why: str = ""
    first: bool = False
    late: bool = False


class Day(msgspec.Struct, frozen=True):
    """One day of the desk. ``left``: whole days from today, negative once over."""

    on: date
    left: int
    tasks: tuple[Task, ...]


class Desk(msgspec.Struct, frozen=True):
    """Days first to last, then every purchase, newest first."""

    days: tuple[Day, ...]
    plans: tuple[TenderView, ...]
    running: tuple[TenderView, ...]
    ended: tuple[TenderView, ...]


async def desk(actor: Actor) -> Desk:
    """The desk of the departments this person buys for."""
    views = await department_tenders(actor)
    tasks: list[Task] = []
    for view in views:
        if view.status in ENDED:
            continue
        published = frozenset(notice.kind for notice in await notices_of(view.id))
        tasks += tasks_of(await facts(view.id), await waiting(view.id), published)
    tasks.sort(key=lambda task: (task.on, task.title))
    return Desk(
        days=tuple(
            Day(on, days_until(on), tuple(same))
            for on, same in groupby(tasks, lambda each: each.on)
        ),
        plans=tuple(view for view in views if view.status in PLANNED),
        running=tuple(v for v in views if v.status not in PLANNED and v.status not in ENDED),
        ended=tuple(view for view in views if view.status in ENDED),
    )


def tasks_of(
    purchase: TenderFacts, questions: Waiting, published: frozenset[NoticeKind]
) -> list[Task]:
    """What its department has to do next. *published* are the kinds of notices that are out."""
    return [
        msgspec.structs.replace(task, late=not task.first and task.on < clock.today())
        for task in _tasks(purchase, questions, published)
    ]


def _tasks(
    purchase: TenderFacts, questions: Waiting, published: frozenset[NoticeKind]
) -> Iterator[Task]:
    page = f"/purchases/{purchase.id}"
    if questions.due_on is not None:
        yield Task(
            questions.due_on,
            _("答复 %(count)s 个提问") % {"count": questions.count},
            purchase.title,
            f"{page}/questions",
        )
    if purchase.suspended:
        return
    dues = timetable.dues(purchase)
    if purchase.status is S.intent:
        earliest = timetable.earliest_publication(purchase)
        if earliest is not None:
            yield Task(earliest, _("可以发布采购公告"), purchase.title, page, first=True)
    if purchase.status is S.published:
        yield from _of(dues, "CLARIFY", _("修改采购文件的最后一天（不顺延）"), purchase)
        yield Task(purchase.closes_on, _("停止接收响应，组织开标"), purchase.title, page)
    if purchase.status is S.closed:
        yield Task(purchase.closes_on, _("组织开标"), purchase.title, page)
    for status, key, words in _latest():
        if purchase.status is status:
            yield from _of(dues, key, words, purchase)
    if purchase.status is S.contracted and NoticeKind.contract not in published:
        yield from _of(dues, "PROC.CONTRACT.PUBLISH", _("公告合同"), purchase)


def _latest() -> Sequence[tuple[S, str, str]]:
    return (
        (S.reported, "PROC.DECIDE", _("确定供应商")),
        (S.decided, "PROC.AWARD", _("公告结果，发出成交通知书")),
        (S.awarded, "PROC.CONTRACT.SIGN", _("签订合同")),
        (S.contracted, "PROC.CONTRACT.FILE", _("合同副本报财政部门备案")),
    )


def _of(dues: Sequence[Due], key: str, words: str, purchase: TenderFacts) -> Iterator[Task]:
    """The task of one deadline: a whole key, or the last part of one."""
    for each in dues:
        if each.key == key or each.key.endswith(f".{key}"):
            yield Task(each.on, words, purchase.title, f"/purchases/{purchase.id}", each.why)
