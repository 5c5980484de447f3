"""Where a request comes from: the network for throttling, the device for the session list."""

import ipaddress
import re
from collections.abc import Mapping

import msgspec

from match.foundation.keys import keys
from match.foundation.language import _

LOOPBACK_ONLY = "127.0.0.1"


class Visit(msgspec.Struct, frozen=True):
    """The client's address as far as we believe it, and what its browser calls itself."""

    address: str = LOOPBACK_ONLY
    agent: str = ""

    @property
    def network(self) -> str:
        """The /24 (or /56) the address belongs to: who changes address within it is the same."""
        address = ipaddress.ip_address(self.address)
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        bits = 24 if address.version == 4 else 56
        return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))

    @property
    def address_key(self) -> bytes:
        """A keyed hash: tells whether two sessions share an address, never which."""
        return keys().fingerprint(self.address, "session.ip")

    @property
    def agent_key(self) -> bytes:
        """The same for the browser's name."""
        return keys().fingerprint(self.agent, "session.ua")

    @property
    def device(self) -> str:
        """Browser and system in two words, by which people know their own devices."""
        browser = _first(
            self.agent,
            ("MicroMessenger", _("微信")),
            ("Edg", "Edge"),
            ("Firefox", "Firefox"),
            ("Chrome", "Chrome"),
            ("Safari", "Safari"),
        )
        system = _first(
            self.agent,
            ("HarmonyOS", "HarmonyOS"),
            ("Android", "Android"),
            ("iPhone|iPad", "iOS"),
            ("Windows", "Windows"),
            ("Mac OS", "macOS"),
            ("Linux", "Linux"),
        )
        return " · ".join(part for part in (browser, system) if part)


def client_address(peer: str | None, headers: Mapping[str, str], trusted: tuple[str, ...]) -> str:
    """
    The address to hold a request against.

    X-Forwarded-For is the client's own word unless the peer is one of our proxies; then the
    right-most address that is not a proxy of ours counts.
    """
    address = peer or LOOPBACK_ONLY
    if not _within(address, trusted):
        return address if _is_address(address) else LOOPBACK_ONLY
    for hop in reversed(headers.get("x-forwarded-for", "").split(",")):
        hop = hop.strip()
        if not _is_address(hop):
            break
        address = hop
        if not _within(hop, trusted):
            break
    return address


def from_this_machine(peer: str | None, headers: Mapping[str, str]) -> bool:
    """Whether somebody sits at this machine: a loopback peer that forwards for nobody."""
    forwards = any(name in headers for name in ("x-forwarded-for", "forwarded", "x-real-ip", "via"))
    return (
        not forwards
        and peer is not None
        and _is_address(peer)
        and ipaddress.ip_address(peer).is_loopback
    )


def _within(address: str, networks: tuple[str, ...]) -> bool:
    return _is_address(address) and any(
        ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)
        for network in networks
    )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _first(text: str, *known: tuple[str, str]) -> str:
    return next((word for pattern, word in known if re.search(pattern, text)), "")
