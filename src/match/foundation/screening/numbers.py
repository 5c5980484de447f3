"""Numbers that lead to a person: IDs, phones, bank cards.

Each pattern allows separators between digits, since “138-7412 3456” and “一三八.七四一二” are the
same number. Separated digits also occur in honest lists (130、140、150), so a separated match must
be grouped the way people group phone numbers, or stand after a word such as 电话.
"""

import re
from collections.abc import Iterator
from datetime import date

from match.foundation.identifiers import uscc_valid
from match.foundation.screening.findings import Finding, Kind, Severity
from match.foundation.screening.folding import Folded, Views

# Anything that is neither digit, letter nor Chinese, and a few characters people use as dashes.
_LOOSE = r"(?:[^0-9a-z\u3400-\u9fff]|[点杠横]){0,3}"
_CLOSE = r"[\s\-\u2010-\u2015_.·*/]{0,2}"

_MOBILE = re.compile(
    rf"(?<![0-9])(?:(?:\+|00)?86{_LOOSE})?(?P<number>1{_LOOSE}[3-9](?:{_LOOSE}[0-9]){{9}})(?![0-9])"
)
_LANDLINE = re.compile(
    r"(?<![0-9])[(]?0(?:10|2[0-9]|[3-9][0-9]{2}(?<!00))[)]?"
    r"[\s\-\u2010-\u2015._·/]{0,3}[1-9](?:[\s\-\u2010-\u2015._·]?[0-9]){6,7}(?![0-9])"
)
_ANNOUNCED = re.compile(
    r"(?:电话|手机号码?|联系方式|联系号码|致电|拨打|打给|座机|热线|短信|tel|phone|mobile|[☎☏✆📞📱])"
    r"[^0-9\n]{0,8}?(?P<number>[0-9](?:[\s\-\u2010-\u2015.·]{0,2}[0-9]){6,12})(?![0-9])"
)
# Service numbers belong to no person.
_PUBLIC_LINE = re.compile(r"[48]00[0-9]{7}|95[0-9]{5,6}")
_LONG_ID = re.compile(rf"(?<![0-9])[1-9](?:{_CLOSE}[0-9]){{16}}{_CLOSE}[0-9x×](?![0-9a-z])")
_SHORT_ID = re.compile(rf"(?<![0-9])[1-9](?:{_CLOSE}[0-9]){{14}}(?![0-9a-z])")
_MASKED_ID = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{0,3}[*x×#●]{1,4}"
)
_ANNOUNCED_ID = re.compile(
    r"(?:身份证|身分证|公民身份号码|户口本号|sfz|shenfenzheng)[^0-9\n]{0,8}(?P<number>[0-9](?:[\s\-.]{0,2}[0-9]){5,16}x?)"
    r"|(?:身份证|身分证|证件)(?:号码?)?(?:尾号|[后末][四六4-8][位码])[^0-9\n]{0,4}(?P<tail>[0-9]{3,8}x?)"
)
_DOCUMENT = re.compile(
    r"(?:护照|学籍|残疾证|残疾人证|社保|医保|准考证|出生证|出生医学证明|户口|低保证)(?:号码?|编号|卡号|证号)[^0-9a-z\n]{0,4}"
    r"(?P<number>[a-z]{0,2}[0-9](?:[\s-]?[0-9x]){6,21})"
)
_CARD = re.compile(
    r"(?<![0-9])(?:62|4[0-9]|5[1-5]|3[47]|9[0-9])(?:[\s\-.·]{0,2}[0-9]){14,17}(?![0-9])"
)
_ANNOUNCED_ACCOUNT = re.compile(
    r"(?:卡号|账号|帐号|账户|帐户|银行卡|存折|一卡通|一折通|社保卡|打款|转账|汇款|收款)[^0-9\n]{0,10}"
    r"(?P<number>[0-9](?:[\s\-.·]{0,2}[0-9]){9,20})(?![0-9])"
)
_PHONE_WORD = re.compile(
    r"(?:电话|手机|联系|号码|致电|拨打|打给|短信|微信|加我|热线|tel|phone|call|vx|wx|[☎☏✆📞📱])[^\n]{0,10}$"
)
_PHONE_GROUPS = {
    (11,),
    (3, 4, 4),
    (4, 3, 4),
    (3, 8),
    (7, 4),
    (3, 3, 5),
    (5, 6),
    (3, 5, 3),
    (4, 4, 3),
    (3, 2, 2, 2, 2),
}
_LISTING = set(",，、;；")


def find_numbers(seen: Views) -> Iterator[Finding]:
    """IDs, phones, cards and account numbers of a text, as findings that block."""
    # Numerals become digits in one view; the other keeps 统一138… from gluing a 1 to the number.
    for view in (seen.plain, seen.digits):
        yield from _ids(view)
        yield from _phones(view)
        yield from _accounts(view)


def _ids(view: Folded) -> Iterator[Finding]:
    for found in _overlapping(_LONG_ID, view.text):
        digits = _bare(found[0]).replace("×", "x").upper()
        if _is_long_id(digits):
            yield _block(Kind.id_card18, view, found.start(), found.end())
    for found in _overlapping(_SHORT_ID, view.text):
        digits = _bare(found[0])
        if _dates("19" + digits[6:12]) and _is_province(digits):
            yield _block(Kind.id_card15, view, found.start(), found.end())
    for found in _MASKED_ID.finditer(view.text):
        yield _block(Kind.id_card18, view, found.start(), found.end())
    for pattern, kind in ((_ANNOUNCED_ID, Kind.id_card18), (_DOCUMENT, Kind.document)):
        for found in pattern.finditer(view.text):
            part = found.lastgroup or "number"
            yield _block(kind, view, found.start(part), found.end(part))


def _phones(view: Folded) -> Iterator[Finding]:
    for found in _overlapping(_MOBILE, view.text):
        if _grouped_like_a_phone(view.text, found):
            yield _block(Kind.mobile, view, found.start("number"), found.end("number"))
    for found in _LANDLINE.finditer(view.text):
        yield _block(Kind.landline, view, found.start(), found.end())
    for found in _ANNOUNCED.finditer(view.text):
        digits = _bare(found["number"])
        if not _PUBLIC_LINE.fullmatch(digits):
            kind = Kind.mobile if digits.startswith("1") else Kind.landline
            yield _block(kind, view, found.start("number"), found.end("number"))


def _accounts(view: Folded) -> Iterator[Finding]:
    for found in _CARD.finditer(view.text):
        digits = _bare(found[0])
        if (
            (_luhn(digits) or digits.startswith("62"))
            and not uscc_valid(digits)
            and not _is_long_id(digits)
        ):
            yield _block(Kind.bank_card, view, found.start(), found.end())
    for found in _ANNOUNCED_ACCOUNT.finditer(view.text):
        yield _block(Kind.bank_card, view, found.start("number"), found.end("number"))


def _grouped_like_a_phone(text: str, found: re.Match[str]) -> bool:
    number = found["number"]
    groups = tuple(len(group) for group in re.findall(r"[0-9]+", number))
    if groups == (11,) or max(groups) == 1:
        return True
    if _PHONE_WORD.search(text[max(0, found.start() - 16) : found.start()]):
        return True
    return not _LISTING & set(number) and (groups in _PHONE_GROUPS or max(groups) <= 2)


def _is_long_id(code: str) -> bool:
    # A wrong check digit is no excuse: a mistyped ID still shows birth date and place.
    # All-digit credit codes of organisations look alike; their own check tells them apart.
    organisation = code[:2] in _REGISTERED and uscc_valid(code)
    return _is_province(code) and _dates(code[6:14]) and not organisation


# Registries and kinds of GB 32100 that begin with two digits; 43, Hunan's own, is none.
_REGISTERED = frozenset(
    ["11", "12", "13", "31", "51", "52", "53", "54", "55", "71", "81", "91", "92", "93"]
)


def _is_province(code: str) -> bool:
    return code[:2] in _PROVINCES


_PROVINCES = frozenset(
    str(number)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81,
    83), (91, 91)) for number in range(first, last + 1) )  # fmt: skip


def _dates(digits: str) -> bool:
    if digits[:2] not in ("18", "19", "20"):
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _bare(text: str) -> str:
    return re.sub(r"[^0-9x×]", "", text)


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Like finditer, but a refused match does not swallow one that starts inside it."""
    position = 0
    while found := pattern.search(text, position):
        yield found
        position = found.start() + 1


def _block(kind: Kind, view: Folded, start: int, end: int) -> Finding:
    return Finding(kind, *view.span(start, end), Severity.block)
