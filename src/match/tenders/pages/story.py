"""A purchase as a story for its page: the stages, the days that count, what happened when."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from match.foundation import clock
from match.foundation.language import _, ngettext
from match.site.formats import day, days_until, deadline
from match.tenders import timetable
from match.tenders.facts import TenderFacts
from match.tenders.notices.queries import Notice
from match.tenders.notices.states import kind_word
from match.tenders.states import Mode
from match.tenders.states import TenderStatus as S
from match.tenders.timetable import Due

Stage = tuple[str, str, str]
"""(words, done | now | todo, note): what `ui.stepper` draws."""

_REACHED: dict[S, int] = {
    S.draft: 0,
    S.intent: 0,
    S.published: 2,
    S.closed: 3,
    S.opened: 4,
    S.reported: 5,
    S.decided: 5,
    S.awarded: 6,
    S.contracted: 7,
    S.archived: 8,
}
"""How many stages lie behind a purchase in this state."""


class KeyDay(msgspec.Struct, frozen=True):
    """
    One day of the timetable in words. ``text`` is the day, or the moment where an hour counts;
    ``why`` how it was counted and after which rule, "" where the department set it itself.
    """

    words: str
    text: str
    on: date
    why: str = ""
    provisional: bool = False
    at: datetime | None = None
    past: bool = False


class Happening(msgspec.Struct, frozen=True):
    """Something that happened. ``url`` leads to the document of it, "" where there is none."""

    words: str
    at: datetime
    url: str = ""


def stages(facts: TenderFacts, *, answered: int) -> list[Stage]:
    """公告 → 答疑 → 投标 → 开标 → 评审 → 结果 → 签约 → 履约, as far as it has come."""
    words = (
        _("公告"),
        _("答疑"),
        _("投标"),
        _("开标"),
        _("评审"),
        _("结果"),
        _("签约"),
        _("履约"),
    )
    ended = facts.ended_at is not None
    reached = _before_the_end(facts) if ended else _REACHED[facts.status]
    notes = {1: _answers(answered)} if ended else {1: _answers(answered), reached: _now(facts)}
    return [
        (
            word,
            "done" if at < reached else "now" if at == reached and not ended else "todo",
            notes.get(at, ""),
        )
        for at, word in enumerate(words)
    ]


def _before_the_end(facts: TenderFacts) -> int:
    """How far a purchase had come when it ended."""
    moments = (
        (facts.awarded_at, 6),
        (facts.reported_at, 5),
        (facts.opened_at, 4),
        (facts.closed_at, 3),
        (facts.published_at, 1),
    )
    return next((stage for moment, stage in moments if moment is not None), 0)


def _answers(count: int) -> str:
    return ngettext("%(num)s 条", "%(num)s 条", count) % {"num": count} if count else ""


def _now(facts: TenderFacts) -> str:
    if facts.suspended:
        return _("已暂停")
    if facts.status is S.published:
        return _left(facts.closes_at)
    if facts.status is S.intent:
        return _("意向公开中")
    return ""


def _left(closes_at: datetime) -> str:
    """剩 6 天, at last 剩 5 时 20 分, by the page's clock; the deadline goes by the database's."""
    rest = closes_at - clock.now()
    if rest.total_seconds() <= 0:
        return _("已截止")
    if rest.days > 1:
        return ngettext("剩 %(num)s 天", "剩 %(num)s 天", rest.days) % {"num": rest.days}
    hours = rest.days * 24 + rest.seconds // 3600
    return _("剩 %(hours)s 时 %(minutes)s 分") % {
        "hours": hours,
        "minutes": rest.seconds % 3600 // 60,
    }


def key_days(facts: TenderFacts, dues: Sequence[Due]) -> list[KeyDay]:
    """The days that the department set and those that follow from rules, in order."""
    own = [
        _moment(_("发布公告"), facts.published_at),
        _moment(_("响应截止"), facts.closes_at),
        _moment(_("开标"), facts.opens_at),
    ]
    held = [each for each in own if each is not None]
    held.append(_plain(_("确定结果"), facts.decides_on))
    seen_objection = False
    for each in dues:
        words = due_word(each, facts, again=seen_objection)
        seen_objection = seen_objection or each.key == "PROC.OBJ.RAISE"
        # The notice and the documents are posted for as long by two rules: one line says both.
        if words and not any((words, each.on) == (one.words, one.on) for one in held):
            held.append(
                KeyDay(words, day(each.on), each.on, each.why, each.provisional,
                       past=days_until(each.on) < 0)
            )  # fmt: skip
    return sorted(held, key=lambda key_day: (key_day.on, key_day.at is None))


def _moment(words: str, at: datetime | None) -> KeyDay | None:
    if at is None:
        return None
    last = at - timedelta(microseconds=1)
    on = last.astimezone(clock.HERE).date()
    return KeyDay(words, deadline(at), on, at=at, past=at < clock.now())


def _plain(words: str, on: date) -> KeyDay:
    return KeyDay(words, day(on), on, past=days_until(on) < 0)


_RESPONSES = frozenset(timetable.RESPONSE.values())
_POSTED = frozenset(key for keys in timetable.POSTED.values() for key in keys)
_CLARIFY = frozenset(timetable.CLARIFY.values())
_TERMS = frozenset({"SVCBUY.TERM", "SVCBUY.TERM.EXT", "FRAME.SVC"})


def due_word(due: Due, facts: TenderFacts, *, again: bool = False) -> str:
    """A deadline in words; "" for one that only the department needs. *again*: the second of two
    objections, which is about the result."""
    if due.key in _POSTED:
        return _("公告和采购文件至少公开到")
    if due.key in _RESPONSES:
        return _("法定最早截止")
    if due.key in _CLARIFY:
        return _("影响响应的修改最迟")
    if due.key == "PROC.OBJ.RAISE":
        return _("对过程和结果质疑最迟") if again else _("对采购文件质疑最迟")
    if due.key in _TERMS:
        return _("合同期限最长到")
    return {
        "PROC.INTENT": _("采购意向公开最迟"),
        "PROC.DECIDE": _("确定供应商最迟"),
        "PROC.AWARD": _("结果公告最迟"),
        "PROC.AWARD.POST": _("结果至少公告到"),
        "PROC.BOND.LOSER": _("退还未中标保证金最迟"),
        "PROC.BOND.WINNER": _("退还中标保证金最迟"),
        "PROC.CONTRACT.SIGN": _("签订合同最迟"),
        "PROC.CONTRACT.PUBLISH": _("合同公告最迟"),
        "PROC.CONTRACT.FILE": _("合同备案最迟"),
        "PROC.ARCHIVE": _("采购档案保存到"),
    }.get(due.key, "")


def happenings(facts: TenderFacts, notices: Sequence[Notice]) -> list[Happening]:
    """What happened, newest first. A step whose notice says it is told by the notice alone."""
    told = {notice.kind.value for notice in notices}
    steps = (
        (facts.intent_at, _("公开采购意向"), "intent"),
        (facts.published_at, _("发布采购公告"), "tender"),
        (facts.closed_at, _("停止接收响应"), ""),
        (facts.opened_at, _("开标，全部响应公开"), ""),
        (facts.reported_at, _("评审小组提交评审报告"), ""),
        (facts.decided_at, _("采购人确定供应商"), ""),
        (facts.awarded_at, _("发布结果公告"), "result"),
        (facts.contracted_at, _("签订合同"), ""),
        (facts.suspended_at, _("采购活动暂停"), ""),
        (facts.ended_at, _("采购活动终止"), "termination"),
        (facts.archived_at, _("归档"), ""),
    )
    held = [
        Happening(words, at)
        for at, words, kind in steps
        if at is not None and (not kind or kind not in told)
    ]
    held += [
        Happening(_("发布%(kind)s") % {"kind": kind_word(notice.kind)}, notice.published_at,
                  notice.url)
        for notice in notices
    ]  # fmt: skip
    # Of what happened at one moment, what was published first happened first.
    return sorted(held, key=lambda happening: happening.at)[::-1]


def official_word(step: str) -> str:
    """A step of the official system in words."""
    return {
        "intent": _("官方公开采购意向"),
        "notice": _("官方发布采购公告"),
        "change": _("官方发布变更公告"),
        "opening": _("官方开标"),
        "result": _("官方公告结果"),
        "contract": _("官方公告合同"),
        "acceptance": _("验收"),
        "failure": _("官方公告废标"),
        "termination": _("官方公告终止"),
    }[step]


def next_step(facts: TenderFacts) -> str:
    """Who acts next, in one sentence for everybody."""
    if facts.suspended:
        return _("采购活动已暂停：%(reason)s") % {"reason": facts.suspended_reason}
    if facts.status in (S.failed, S.withdrawn, S.archived):
        return ""
    if facts.mode is Mode.mirror:
        return _("这个项目在官方系统办理，本平台只登记日期、文件和结果，不接收响应。")
    return {
        S.draft: _("还没有发布。"),
        S.intent: _("采购单位准备采购公告。"),
        S.published: _("供应商提问、编写并密封响应，%(at)s 截止。")
        % {"at": deadline(facts.closes_at)},
        S.closed: _("等持钥人共同开标。截止前没有任何人能看到响应内容。"),
        S.opened: _("评审小组评审。"),
        S.reported: _("等采购单位确定供应商。"),
        S.decided: _("等采购单位发布结果公告。"),
        S.awarded: _("等采购单位和供应商签订合同。"),
        S.contracted: _("供应商履约，采购单位按合同验收。"),
    }.get(facts.status, "")
