"""Mail addresses and WeChat ids: tidied, sealed, and found again by a keyed hash."""

import re
import unicodedata

from match.foundation.errors import Invalid
from match.foundation.keys import keys
from match.foundation.language import _

PURPOSE = "contact.address"
LONGEST = 254
"""RFC 5321 4.5.3.1.3: a path has 256 characters, two of which are its brackets."""
# The dot-atom of RFC 5322 3.2.3 and a domain of at least two labels: nothing that would need
# quoting, so nothing that could smuggle a second header or recipient.
_MAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
)
LOCAL_LONGEST = 64
_OPENID = re.compile(r"[A-Za-z0-9_-]{6,64}")


def tidy_mail(text: str, field: str = "mail") -> str:
    """One plain address, its domain in small letters (punycode where it is not ASCII), or Invalid
    for *field*."""
    local, at, domain = unicodedata.normalize("NFKC", text).strip().rpartition("@")
    try:
        address = f"{local}{at}{domain.lower().encode('idna').decode()}"
    except UnicodeError:
        address = ""
    good = len(address) <= LONGEST and len(local) <= LOCAL_LONGEST and _MAIL.fullmatch(address)
    if not good:
        raise Invalid({field: _("请填写一个邮箱地址，例如 name@example.cn。")})
    return address


def known_openid(text: str) -> bool:
    """Whether this can be a WeChat openid."""
    return _OPENID.fullmatch(text) is not None


def address_key(address: str) -> bytes:
    """The hash under which an address is found: letters of either size are the same mailbox."""
    return keys().fingerprint(address if "@" not in address else address.lower(), PURPOSE)


def sealed_address(address: str) -> bytes:
    """The address as it is stored."""
    return keys().seal(address, PURPOSE)


def opened_address(sealed: bytes | None) -> str:
    """The address again; an empty string where none is kept."""
    return keys().open(sealed, PURPOSE) if sealed else ""


def masked_mail(address: str) -> str:
    """n***@example.cn: enough for its owner to know it."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}***@{domain}" if local else ""
