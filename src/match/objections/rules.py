"""Pure decisions about objections and complaints: may it be raised, does it stop the signing."""

from collections.abc import Collection
from datetime import date

from match.foundation.language import _
from match.objections.clocks import Window
from match.objections.states import Decision, Ground, Outcome, Remedy, Subject
from match.tenders.states import TenderStatus as S

# Where an answer is still possible, a wrong document is mended and the time put off.
_ANSWERING = frozenset({S.draft, S.intent, S.published})
_JUDGED = frozenset({S.reported, S.decided, S.awarded})
_OVER = frozenset({S.archived, S.failed, S.withdrawn})


def raise_complaint(
    window: Window | None, day: date, *, took_part: bool, may_supply: bool
) -> str | None:
    """
    Why one may not object, or None. The document: whoever could have supplied; process and result:
    who took part (94号令11). In time: not before it is there, not after the last day.
    """
    if window is None or day < window.opens_on:
        return _("这个环节还没有发生，现在不能质疑。")
    if day > window.last.on:
        return _("质疑期限已过：最晚 %(last)s。%(why)s") % {
            "last": window.last.on.isoformat(),
            "why": window.last.why,
        }
    if window.subject is Subject.document and not (may_supply or took_part):
        return _("只有能够承接本项目的供应商可以对采购文件提出质疑。")
    if window.subject is not Subject.document and not took_part:
        return _("只有参加了本项目的供应商可以对采购过程和结果提出质疑。")
    return None


def may_change_result(status: S, grounds: Collection[Ground], remedy: Remedy) -> bool:
    """
    Whether signing must wait (实施条例54). While answers are taken nothing is signed, and a wrong
    document is mended; wrong words of a notice, or a wish for reasons, change no result.
    """
    if status in _ANSWERING or status in _OVER:
        return False
    return remedy is not Remedy.explain and set(grounds) != {Ground.notice_wrong}


def outcomes(status: S, subject: Subject) -> tuple[Outcome, ...]:
    """What a reply may say where the purchase stands (94号令16)."""
    found = [Outcome.unfounded, Outcome.no_effect]
    if status is S.published and subject is Subject.document:
        found.append(Outcome.correct)
    if status in _JUDGED and subject is not Subject.document:
        found.append(Outcome.rejudge)
    if status in (S.closed, S.opened, *_JUDGED):
        found.append(Outcome.fail)
    if status is S.contracted:
        found.append(Outcome.finance)
    return tuple(found)


def decisions(status: S, subject: Subject) -> tuple[Decision, ...]:
    """What finance may decide where the purchase stands (94号令29–32)."""
    known = {
        Outcome.unfounded: Decision.dismissed,
        Outcome.no_effect: Decision.no_effect,
        Outcome.correct: Decision.correct,
        Outcome.rejudge: Decision.rejudge,
        Outcome.fail: Decision.fail,
        Outcome.finance: Decision.contract,
    }
    return tuple(known[outcome] for outcome in outcomes(status, subject))


def same_matters(grounds: Collection[str], objected: Collection[str]) -> bool:
    """A complaint stays within what was objected to (实施条例55)."""
    return bool(grounds) and set(grounds) <= set(objected)
