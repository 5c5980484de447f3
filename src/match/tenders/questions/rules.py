"""Pure decisions about questions: the asker's name, when one may ask, when the clock looks."""

from datetime import date, datetime, time, timedelta

from match.foundation import clock
from match.foundation.keys import keys
from match.foundation.language import _
from match.tenders.states import Mode, TenderStatus

REPLY = "PROC.ASK.REPLY"
PURPOSE = "tender_question.asked_by"
WAITING_MOST = 10
"""Questions of one asker that may wait at a time: a bound on floods, above what anybody asks."""

DAILY = timedelta(days=1)
"""How often a late answer is asked for again."""

# No 0, 1, I, O: the name is read aloud and copied from paper.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def pseudonym(tender_id: int, asker: str) -> str:
    """
    Five letters for *asker* (an organisation or account) in one purchase: the same each time, and
    without the master key nobody can compute it from a list of organisations.
    """
    hashed = keys().fingerprint(f"{tender_id}:{asker}", "tender_question.pseudonym")
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in hashed[:5])


def asker_of(account_id: int, organisations: frozenset[int]) -> str:
    """Who asks: the one organisation a person acts for, so that colleagues ask as one; else she."""
    if len(organisations) == 1:
        return f"organisation:{next(iter(organisations))}"
    return f"account:{account_id}"


def asking_complaint(
    status: TenderStatus, mode: Mode, closes_at: datetime, now: datetime
) -> str | None:
    """Questions are taken from the notice to the deadline; afterwards the way is an objection."""
    if mode is Mode.mirror:
        return _("这个项目在官方系统办理，请按官方公告写明的方式提问。")
    if status is not TenderStatus.published or now >= closes_at:
        return _("提问时间已过。认为权益受到损害的，可以提出质疑。")
    return None


def naming_complaint(text: str, names: list[str]) -> str | None:
    """An asker who writes their own name undoes the pseudonym."""
    if any(name and name in text for name in names):
        return _("请不要写本单位的名称：提问会原文公开，署名由系统编号代替。")
    return None


def look_at(due_on: date) -> datetime:
    """When the clock reminds: the morning of the last day to answer, in Hunan."""
    return datetime.combine(due_on, time(8), clock.HERE)


def late_at(due_on: date) -> datetime:
    """The first instant that is too late to answer."""
    return datetime.combine(due_on + timedelta(days=1), time(), clock.HERE)
