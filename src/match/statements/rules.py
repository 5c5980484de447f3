"""Pure rules of statements: which receipt a row is, who may have paid, what a difference means."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from match.foundation.language import _
from match.statements.forms import StatementLine
from match.statements.states import CaseKind

# Money comes from organisations only (domain.md §3.2): a payer who does not look like one is taken
# for a person, of whom neither name nor number is kept.
_ORGANISATION = re.compile(
    r"(?:公司|基金会|协会|学会|商会|促进会|联合会|研究会|慈善会|总会|分会|工会|妇联|团委|红十字会"
    r"|集团|企业|工厂|厂|银行|支行|分行|信用社|合作社|事务所|中心|医院|学校|小学|中学|大学|学院|幼儿园"
    r"|委员会|村委会|居委会|办事处|政府|民政局|财政局|局|机构|服务站|工作站|社会组织|俱乐部|酒店|商行"
    r"|超市|商店|经营部|门市部|店)(?:[（(][^）)]*[）)])?$"
)
_NUMBER = re.compile(r"(?<![A-Z0-9])XTH[-_ ]?([DP]?)[-_ ]?(20[0-9]{2})[-_ ]?([0-9]{6})(?![0-9])")
MAY_MOVE = frozenset({"agreed", "paid", "receipted", "allocated", "used", "answered", "returned"})
"""A money donation's states in which rows may be its money: in force, and not called off before."""
SHORTEST_ORGANISATION = 5
"""Characters: 李银行 and 欧阳中心 are persons."""
OPENING_DAY = date(2016, 9, 1)
"""慈善法 came into force: no receipt of a donation under it can be older."""


def looks_like_organisation(name: str) -> bool:
    """Whether a payer's name ends as organisations' names end, and is longer than a person's."""
    plain = plain_name(name)
    return len(plain) >= SHORTEST_ORGANISATION and bool(_ORGANISATION.search(plain))


def plain_name(name: str) -> str:
    """A name as two writers of it agree: half-width, without spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


def tail(account: str) -> str:
    """The last four digits of an account number; empty where there are fewer than eight."""
    digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", account))
    return digits[-4:] if len(digits) >= 8 else ""


def numbers_in(remark: str) -> list[str]:
    """
    Numbers of donations (XTH-D-2026-000123), pledges (XTH-P-…) and agreements (XTH-…) that a
    remark names, as we print them.
    """
    text = re.sub("[\u2010-\u2015]", "-", unicodedata.normalize("NFKC", remark).upper())
    found = ("-".join(part for part in ("XTH", *parts) if part) for parts in _NUMBER.findall(text))
    return list(dict.fromkeys(found))


def date_trouble(booked_on: date, today: date, days_back: int) -> str | None:
    """Why a receipt cannot be of this day, or None."""
    if booked_on > today:
        return _("日期还没有到，请核对。")
    if booked_on < max(OPENING_DAY, today - timedelta(days=days_back)):
        return _("日期太早，只接受最近 %(days)s 天的记录，请核对年份。") % {"days": days_back}
    return None


def identity(charity_id: int, account_tail: str, line: StatementLine) -> str:
    """
    Which receipt a line is, whatever file says it: account, day, amount, and the bank's serial.

    Without a serial, payer, remark and the count among its likes of that day stand in for it.
    """
    which = (
        ("serial", line.serial)
        if line.serial
        else ("alike", plain_name(line.payer), line.payer_tail, line.remark, str(line.repeat))
    )
    fen = -line.amount_fen if line.outgoing else line.amount_fen
    told = (str(charity_id), account_tail, line.booked_on.isoformat(), str(fen), *which)
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()


def counted(lines: Iterable[StatementLine]) -> list[int]:
    """For each line, how many before it are alike in all that the bank says."""
    seen: dict[tuple[object, ...], int] = {}
    places: list[int] = []
    for line in lines:
        key = (line.booked_on, line.amount_fen, line.outgoing, plain_name(line.payer),
               line.payer_tail, line.remark, line.serial)  # fmt: skip
        places.append(seen.get(key, 0))
        seen[key] = places[-1] + 1
    return places


def parts_trouble(amount_fen: int, parts: Sequence[int]) -> str | None:
    """A row is matched whole: why these parts are not the row, or None."""
    if not parts:
        return _("请至少选择一笔捐赠。")
    if any(part <= 0 for part in parts):
        return _("每一笔的金额都要大于零。")
    if sum(parts) != amount_fen:
        return _("各笔金额相加必须等于这一行的到账金额。")
    return None


def row_case(payer: str) -> CaseKind:
    """What is the matter with a row that waited too long."""
    return CaseKind.unmatched_row if payer else CaseKind.unknown_payer


def donation_case(open_fen: int, matched_fen: int, to_send_back: int) -> CaseKind:
    """
    What is the matter with a donation whose clearing did not return to zero. *matched_fen* came in
    by rows; *to_send_back* was entered as returned, and no row shows it leaving.
    """
    assert open_fen != 0, "nothing is the matter"
    if to_send_back > 0 and open_fen == to_send_back:
        return CaseKind.not_sent_back
    if matched_fen == 0:
        return CaseKind.no_row
    if open_fen == matched_fen:
        return CaseKind.not_confirmed
    return CaseKind.amount_differs
