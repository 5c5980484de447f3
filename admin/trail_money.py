"""The trail of gifts, statements and the ledger in words."""

from match.foundation.language import pgettext


def done(verb: str) -> str:
    """``pledge.kept`` → 兑现; an empty string where the act alone says as much."""
    return {
        "pledge.agreed": pgettext("trail", "批准"),
        "pledge.kept": pgettext("trail", "兑现"),
        "donation.agreed": pgettext("trail", "生效"),
        "statement.imported": pgettext("trail", "导入"),
        "statement_row.matched": pgettext("trail", "对应捐赠"),
        "statement_row.unmatched": pgettext("trail", "撤销对应"),
        "clearing_case.opened": pgettext("trail", "列为待清算事项"),
        "clearing_case.explained": pgettext("trail", "说明"),
        "clearing_case.corrected": pgettext("trail", "更正"),
        "clearing_case.closed": pgettext("trail", "结案"),
        "reversal.proposed": pgettext("trail", "提出冲正"),
        "reversal.done": pgettext("trail", "冲正"),
        "ledger.differs": pgettext("trail", "核对发现差异"),
        "ledger.sealed": pgettext("trail", "封存账本"),
        "ledger.halted": pgettext("trail", "暂停记账"),
        "ledger.resumed": pgettext("trail", "恢复记账"),
    }.get(verb, "")
