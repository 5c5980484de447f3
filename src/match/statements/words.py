"""The ledger in words: kinds of account, kinds of posting, whose an account is, amounts."""

from match.catalogue import codes
from match.foundation.language import _, pgettext
from match.foundation.money import yuan
from match.ledger.kinds import MONEY, AccountKind
from match.statements.queries.statements import RowView

K = AccountKind


def account_word(kind: str) -> str:
    """A kind of account."""
    return {
        K.giver: pgettext("account", "捐赠方"),
        K.promised: pgettext("account", "已承诺"),
        K.clearing: pgettext("account", "待清算"),
        K.bank: pgettext("account", "银行"),
        K.earmark: pgettext("account", "专项（慈善组织）"),
        K.home_fund: pgettext("account", "专项（儿童之家）"),
        K.used: pgettext("account", "已使用"),
        K.payable: pgettext("account", "应付"),
        K.paid: pgettext("account", "已付"),
        K.transit: pgettext("account", "在途"),
        K.shelf: pgettext("account", "在库"),
        K.broken: pgettext("account", "破损"),
        K.lost: pgettext("account", "短少"),
        K.surplus: pgettext("account", "多出"),
    }.get(AccountKind(kind), kind)


def account_kinds() -> list[tuple[str, str]]:
    """Every kind of account, to choose from."""
    return [(kind.value, account_word(kind)) for kind in AccountKind]


def what_word(what: str) -> str:
    """A kind of posting; one that we do not know is named as it is."""
    return _whats().get(what, what)


def whats() -> list[tuple[str, str]]:
    """Every kind of posting, to choose from."""
    return list(_whats().items())


def _whats() -> dict[str, str]:
    return {
        "donation.promised": pgettext("posting", "承诺"),
        "donation.released": pgettext("posting", "解除承诺"),
        "donation.paid": pgettext("posting", "慈善组织确认到账"),
        "donation.fund_allocated": pgettext("posting", "资金分配"),
        "donation.fund_used": pgettext("posting", "资金使用"),
        "donation.fund_returned": pgettext("posting", "资金退回"),
        "donation.dispatched": pgettext("posting", "物资发出"),
        "donation.recalled": pgettext("posting", "物资撤回"),
        "donation.counted": pgettext("posting", "清点"),
        "donation.allocated": pgettext("posting", "物资分配"),
        "donation.used": pgettext("posting", "物资使用"),
        "donation.returned": pgettext("posting", "物资退回"),
        "statement.matched": pgettext("posting", "到账流水对应"),
        "reversal": pgettext("posting", "冲正"),
    }


def owner(owner_kind: str, name: str) -> str:
    """Whose an account is; a person is never named here."""
    if name:
        return name
    return _("个人") if owner_kind == "account" else owner_kind


def unit_word(unit: str) -> str:
    """The unit of an account: yuan, or that of its lot."""
    return pgettext("unit", "元") if unit == MONEY else codes.label(unit.split(":", 2)[-1])


def amount(unit: str, units: int) -> str:
    """So much of a unit: 1,234.50 元, or −3 册."""
    said = yuan(units) if unit == MONEY else f"{units:,}"
    return f"{said} {unit_word(unit)}"


def payer(row: RowView) -> str:
    """Who paid: an organisation's name, or that a person did, of whom nothing is kept."""
    if row.personal:
        return _("个人（不保存姓名）")
    name = row.payer or _("未注明")
    return f"{name}（{row.payer_tail}）" if row.payer_tail else name
