"""Numbers the state gives out: unified social credit codes and citizen IDs, checked digit by digit.
Of codes that we give out ourselves (`spaced`): how they are shown, and how they come back.

The functions want codes as they are stored; `tidy_code` brings what a person typed into that form.
"""

import re
import unicodedata
from datetime import date

from match.foundation.language import _

# GB 32100-2015: no I, O, S, V, Z, which are too easily read as digits or as each other.
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
_USCC_REGISTRIES = "123456789ANY"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS = "10X98765432"
_CITIZEN_SHAPE = re.compile(r"[1-9][0-9]{5}(?:18|19|20)[0-9]{9}[0-9X]")


def tidy_code(text: str) -> str:
    """The stored form of a typed code: half-width, upper case, without spaces and hyphens."""
    return re.sub(r"[\s\-‐-―]", "", unicodedata.normalize("NFKC", text)).upper()


def spaced(code: str, between: str = "-") -> str:
    """In groups of four, to be read out and typed; `tidy_code` takes the hyphens out again."""
    return between.join(code[at : at + 4] for at in range(0, len(code), 4))


def uscc_valid(code: str) -> bool:
    """Whether `code` is a well-formed unified social credit code (GB 32100-2015)."""
    return uscc_problem(code) is None


def uscc_problem(code: str) -> str | None:
    """What is wrong with a unified social credit code, for the person typing it; None if nothing
    is.

    Registry codes N, A and Y are valid, and kinds 54 and 55 (committees) are seen in practice
    though the standard's table lacks them: so nothing is inferred from the second character.
    """
    if len(code) != 18:
        return _("统一社会信用代码应为 18 位，现在是 %(count)s 位。") % {"count": len(code)}
    for position, character in enumerate(code, start=1):
        if character not in _USCC_ALPHABET:
            return _(
                "第 %(position)s 位“%(character)s”不能用在统一社会信用代码里，请对照证书核对。"
            ) % {"position": position, "character": character}
    if code[0] not in _USCC_REGISTRIES:
        return _("统一社会信用代码的第 1 位（登记部门）不对，请对照证书核对。")
    if not code[2:8].isdigit():
        return _("统一社会信用代码的第 3 至 8 位应为数字，请对照证书核对。")
    if _uscc_check(code[:17]) != code[17]:
        return _("统一社会信用代码的校验位不对，可能有一位输错了，请对照证书核对。")
    return None


def organisation_code_warning(code: str) -> str | None:
    """A hint when characters 9–17 of a valid credit code fail their own check (GB 11714).

    Only a hint: genuine certificates that break the older standard exist, so it never refuses.
    """
    inner = code[8:17]
    remainder = (
        11
        - sum(
            int(character, 36) * weight
            for character, weight in zip(inner[:8], _ORGANISATION_WEIGHTS, strict=True)
        )
        % 11
    )
    expected = {10: "X", 11: "0"}.get(remainder, str(remainder))
    if inner[8] == expected:
        return None
    return _("代码第 9 至 17 位（组织机构代码）的校验位不常见，请再核对一次证书。")


def citizen_id_valid(code: str, *, today: date) -> bool:
    """Whether `code` is an 18-character citizen ID (GB 11643), birth date by `today`."""
    if not _CITIZEN_SHAPE.fullmatch(code):
        return False
    try:
        born = date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        return False
    return born <= today and citizen_check_holds(code)


def citizen_check_holds(code: str) -> bool:
    """Whether the last of 18 characters is the check that GB 11643 asks for."""
    total = sum(
        int(digit) * weight for digit, weight in zip(code[:17], _CITIZEN_WEIGHTS, strict=True)
    )
    return _CITIZEN_CHECKS[total % 11] == code[17]


def _uscc_check(first_seventeen: str) -> str:
    total = sum(
        _USCC_ALPHABET.index(character) * weight
        for character, weight in zip(first_seventeen, _USCC_WEIGHTS, strict=True)
    )
    return _USCC_ALPHABET[(31 - total) % 31]
