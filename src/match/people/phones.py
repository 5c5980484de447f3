"""Phone numbers: tidied, sealed, and found again by a keyed hash."""

import re
import unicodedata

from match.foundation.errors import Invalid
from match.foundation.keys import keys
from match.foundation.language import _

PURPOSE = "account.phone"
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def tidy_phone(text: str, field: str = "phone") -> str:
    """The eleven digits of a mainland mobile number, or Invalid for *field*."""
    digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text)).removeprefix("+86")
    if not _MOBILE.fullmatch(digits):
        raise Invalid({field: _("请填写 11 位手机号，例如 13812345678。")})
    return digits


def phone_key(phone: str) -> bytes:
    """The hash under which an account with this number is found."""
    return keys().fingerprint(phone, PURPOSE)


def sealed_phone(phone: str) -> bytes:
    """The number as it is stored."""
    return keys().seal(phone, PURPOSE)


def opened_phone(sealed: bytes | None) -> str:
    """The number again; an empty string where none is kept."""
    return keys().open(sealed, PURPOSE) if sealed else ""


def masked_phone(phone: str) -> str:
    """138****5678: enough for its owner to know it."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) == 11 else ""
