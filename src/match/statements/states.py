"""The ways of a statement's row, a clearing case, a reversal and a difference."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class Source(StrEnum):
    """Whose list it is: the bank's own export, or the charity's book of receipts."""

    bank = "bank"
    charity = "charity"


class RowStatus(StrEnum):
    """``aside``: the row is no donation (interest, a transfer of the charity's own)."""

    waiting = "waiting"
    matched = "matched"
    aside = "aside"


class How(StrEnum):
    """How a row found its donation."""

    number = "number"
    suggestion = "suggestion"
    hand = "hand"


class CaseKind(StrEnum):
    """Why clearing did not return to zero (reliability.md §2.7)."""

    unmatched_row = "unmatched_row"
    unknown_payer = "unknown_payer"
    no_row = "no_row"
    not_confirmed = "not_confirmed"
    amount_differs = "amount_differs"
    not_sent_back = "not_sent_back"


class CaseStatus(StrEnum):
    """``corrected``: the books agree again; ``explained``: they do not, and here is why."""

    open = "open"
    explained = "explained"
    corrected = "corrected"
    closed = "closed"


class ReversalStatus(StrEnum):
    """A posting is only ever undone by a second one, and that takes two persons."""

    proposed = "proposed"
    done = "done"
    refused = "refused"
    withdrawn = "withdrawn"


class Fault(StrEnum):
    """How the ledger differs from what a thing's state must have posted."""

    missing = "missing"
    superfluous = "superfluous"


C = CaseStatus
CASE_MACHINE = Machine(
    {
        (C.open, "explain"): Move(C.explained, "clearing_case.explained"),
        (C.open, "correct"): Move(C.corrected, "clearing_case.corrected"),
        (C.explained, "correct"): Move(C.corrected, "clearing_case.corrected"),
        (C.explained, "close"): Move(C.closed, "clearing_case.closed"),
        (C.corrected, "close"): Move(C.closed, "clearing_case.closed"),
        (C.explained, "return"): Move(C.open, "clearing_case.returned"),
        (C.corrected, "return"): Move(C.open, "clearing_case.returned"),
    }
)
R = ReversalStatus
REVERSAL_MACHINE = Machine(
    {
        (R.proposed, "approve"): Move(R.done, "reversal.done"),
        (R.proposed, "refuse"): Move(R.refused, "reversal.refused"),
        (R.proposed, "withdraw"): Move(R.withdrawn, "reversal.withdrawn"),
    }
)


def row_word(status: RowStatus) -> str:
    """A row's state in words."""
    return {
        RowStatus.waiting: pgettext("statement", "待对应"),
        RowStatus.matched: pgettext("statement", "已对应"),
        RowStatus.aside: pgettext("statement", "不是捐赠"),
    }[status]


def source_word(source: Source) -> str:
    """Whose list it is, in words."""
    return {
        Source.bank: pgettext("statement", "银行流水"),
        Source.charity: pgettext("statement", "慈善组织收款表"),
    }[source]


def kind_word(kind: CaseKind) -> str:
    """Why a case is open, in words."""
    return {
        CaseKind.unmatched_row: pgettext("clearing", "到账没有对应的捐赠"),
        CaseKind.unknown_payer: pgettext("clearing", "付款方不明"),
        CaseKind.no_row: pgettext("clearing", "已确认收款，没有到账记录"),
        CaseKind.not_confirmed: pgettext("clearing", "已到账，慈善组织还没有确认"),
        CaseKind.amount_differs: pgettext("clearing", "到账与确认的金额不一致"),
        CaseKind.not_sent_back: pgettext("clearing", "已登记退回，没有转出记录"),
    }[kind]


def case_word(status: CaseStatus) -> str:
    """A case's state in words."""
    return {
        C.open: pgettext("clearing", "待处理"),
        C.explained: pgettext("clearing", "已说明，待复核"),
        C.corrected: pgettext("clearing", "已更正，待复核"),
        C.closed: pgettext("clearing", "已结案"),
    }[status]


def reversal_word(status: ReversalStatus) -> str:
    """A reversal's state in words."""
    return {
        R.proposed: pgettext("reversal", "待批准"),
        R.done: pgettext("reversal", "已冲正"),
        R.refused: pgettext("reversal", "未批准"),
        R.withdrawn: pgettext("reversal", "已撤回"),
    }[status]


def fault_word(fault: Fault) -> str:
    """A difference in words."""
    return {
        Fault.missing: pgettext("ledger", "应记未记"),
        Fault.superfluous: pgettext("ledger", "多记"),
    }[fault]
