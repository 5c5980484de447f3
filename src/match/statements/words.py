"""The ledger in words: kinds of account, kinds of posting, whose an account is, amounts."""

from match.catalogue import codes
from match.foundation.language import _, pgettext
from match.foundation.money import yuan
from match.giving.outcome.words import account_word, posting_words
from match.ledger.kinds import MONEY, AccountKind
from match.statements.queries.statements import RowView


def account_kinds() -> list[tuple[str, str]]:
    """Every kind of account, to choose from."""
    return [(kind.value, account_word(kind)) for kind in AccountKind]


def what_word(what: str) -> str:
    """A kind of posting; one that we do not know is named as it is."""
    return posting_words().get(what, what)


def whats() -> list[tuple[str, str]]:
    """Every kind of posting, to choose from."""
    return list(posting_words().items())


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
    return (
        _("%(name)s（%(tail)s）") % {"name": name, "tail": row.payer_tail}
        if row.payer_tail
        else name
    )


__all__ = [
    "account_kinds",
    "account_word",
    "amount",
    "owner",
    "payer",
    "unit_word",
    "what_word",
    "whats",
]
