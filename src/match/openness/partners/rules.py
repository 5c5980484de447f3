"""What a key and an address must look like, which addresses are called, when it is tried again."""

import base64
import hashlib
import hmac
import ipaddress
import re
import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from match.foundation.language import _

MARK = "xth_"
BEGINNING = 12
SECRET_BYTES = 32
DELAYS = tuple(
    timedelta(seconds=seconds)
    for seconds in (60, 300, 900, 1800, 2 * 3600, 6 * 3600, 12 * 3600, 24 * 3600)
)
"""Between the tries of one message: about two days in all. The minute's sweep is the grain."""
FAILURES_MOST = 5
"""Messages lost in a row after which an address is left alone until its owner looks at it."""
PORTS = (443, 8443)
UNICAST = ipaddress.ip_network("2000::/3")
"""The only IPv6 the internet routes (RFC 4291 §2.4): others embed or translate other networks."""
CLOSED = tuple(
    ipaddress.ip_network(each)
    for each in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "3fff::/20")
)
"""
What looks like the open internet to some versions of Python and is not: the inside of a machine's
host (Azure); protocol assignments, with Oracle's metadata service among them (RFC 6890); the old
6to4 relays (RFC 7526); documentation (RFC 9637).
"""
NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?")


def new_key() -> str:
    """A key that nobody can guess; its mark lets scanners of published code find it."""
    return MARK + secrets.token_urlsafe(32)


def new_secret() -> str:
    """What messages are signed with, written as Standard Webhooks write it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signature(secret: str, key: str, at: int, body: str) -> str:
    """``v1,…`` of Standard Webhooks 1.0: HMAC-SHA256 of id, time and body."""
    shared = base64.b64decode(secret.removeprefix("whsec_"))
    made = hmac.new(shared, f"{key}.{at}.{body}".encode(), hashlib.sha256).digest()
    return "v1," + base64.b64encode(made).decode()


def url_complaint(url: str, *, local: bool = False) -> str:
    """What is wrong with an address, empty if nothing is. *local* lets this machine be called."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return _("地址写得不对，请填写完整的 https:// 网址。")
    host = parts.hostname or ""
    if not host or parts.scheme not in ("https", "http"):
        return _("地址写得不对，请填写完整的 https:// 网址。")
    plain = url.isascii() and url.isprintable() and " " not in url
    if parts.username or parts.password or parts.fragment or not plain:
        return _("地址里不能有账号、密码、# 或中文，请填写普通的 https:// 网址。")
    if local:
        return ""
    if parts.scheme != "https":
        return _("只能填写 https:// 开头的网址，消息才不会在路上被改。")
    if port is not None and port not in PORTS:
        return _("只能用 443 或 8443 端口。")
    if _is_number(host) or not NAME.fullmatch(host):
        return _("请填写域名，不能直接填 IP 地址。")
    return ""


def may_call(address: str, *, local: bool = False) -> bool:
    """
    Whether a resolved address lies in the open internet. Whoever names our own network, this
    machine or a cloud's metadata service by a harmless name gets nothing there.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if inner:
            return may_call(str(inner), local=local)
        if not found.is_loopback and found not in UNICAST:
            return False
    if found.is_loopback:
        return local
    closed = found.is_multicast or any(found in network for network in CLOSED)
    return found.is_global and not closed


def next_delay(attempts: int) -> timedelta | None:
    """How long to wait after so many tries; None when there is none left."""
    return DELAYS[attempts - 1] if attempts <= len(DELAYS) else None


def _is_number(host: str) -> bool:
    """Also 0x7f.1, 2130706433 and the like, which resolvers read as addresses."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        last = host.rstrip(".").rpartition(".")[2]
        return last[:1].isdigit()
    return True
