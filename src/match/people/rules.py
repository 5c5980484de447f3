"""Pure decisions about organisations: what a kind must show, and when to look again."""

from datetime import date, datetime, time, timedelta

from match.catalogue.codes import org_kind
from match.catalogue.lists import organisation_kinds
from match.foundation import clock
from match.foundation.identifiers import organisation_code_warning, uscc_problem
from match.foundation.language import _

# A home has no legal person, its host signs (domain.md §4.5); a person has an account.
NOT_REGISTERED = frozenset({"HOME", "PERSON"})
# Bodies that may have no credit code of their own: the list says "none".
WITHOUT_CODE = frozenset({"SWSTN", "VOLTEAM", "INCUB"})


def registrable_kinds() -> list[str]:
    """The kinds that can register, in the order of the list."""
    return [code for code in organisation_kinds() if code not in NOT_REGISTERED]


def code_complaint(code: str | None, kind: str) -> str | None:
    """What is wrong with a credit code (tidied), or with its absence; None if nothing."""
    if code is None:
        return None if kind in WITHOUT_CODE else _("请填写 18 位统一社会信用代码。")
    return uscc_problem(code)


def code_hints(code: str | None, kind: str) -> list[str]:
    """
    What the verifier should look at. Hints only: the law's table lacks kinds that exist
    (committees with 54 or 55), so nothing is refused for its first two characters.
    """
    if code is None:
        return []
    hints: list[str] = []
    usual = org_kind(kind).credit_code_prefixes
    if usual and not code.startswith(usual):
        hints.append(
            _("这类机构的代码通常以 %(prefixes)s 开头，请核对证书。")
            % {"prefixes": _("、").join(usual)}
        )
    warning = organisation_code_warning(code)
    return [*hints, warning] if warning else hints


def verified_until(today: date, years: int, certificate_until: date | None) -> date:
    """A verification lasts *years*, and not longer than a certificate it rests on."""
    try:
        until = today.replace(year=today.year + years)
    except ValueError:  # 29 February
        until = today.replace(year=today.year + years, day=28)
    return min(until, certificate_until) if certificate_until is not None else until


def check_moment(until: date) -> datetime:
    """The first instant of the day after *until*, in Hunan: then it has run out."""
    return datetime.combine(until + timedelta(days=1), time(), tzinfo=clock.HERE)
