"""Which addresses may be registered, and which of them are called."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from match.openness.partners import carrying, rules

pytestmark = pytest.mark.openness

# From the registries of IANA (special-purpose addresses, RFC 6890 and its successors) by hand.
CLOSED_4 = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4", "100.100.100.200/32",
    "168.63.129.16/32",
)  # fmt: skip
CLOSED_6 = (
    "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "fc00::/7", "fe80::/10", "fec0::/10",
    "ff00::/8", "2001:db8::/32", "3fff::/20",
)  # fmt: skip


def within(network: str) -> st.SearchStrategy[str]:
    """Any address of it, its first and last one more often."""
    whole = ipaddress.ip_network(network)
    first, last = int(whole.network_address), int(whole.broadcast_address)
    made = type(whole.network_address)
    return st.one_of(st.sampled_from([first, last]), st.integers(first, last)).map(
        lambda number: str(made(number))
    )


closed_4 = st.sampled_from(CLOSED_4).flatmap(within)


def embedded(four: str, how: str) -> str:
    """An IPv4 address inside an IPv6 one: mapped, 6to4, Teredo."""
    number = int(ipaddress.IPv4Address(four))
    if how == "mapped":
        return str(ipaddress.IPv6Address((0xFFFF << 32) | number))
    if how == "6to4":
        return str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80) | 1))
    teredo = (0x20010000 << 96) | (0x08080808 << 64) | (number ^ 0xFFFFFFFF)
    return str(ipaddress.IPv6Address(teredo))


closed = st.one_of(
    closed_4,
    st.sampled_from(CLOSED_6).flatmap(within),
    st.builds(embedded, closed_4, st.sampled_from(["mapped", "6to4", "teredo"])),
)


def careless(address: str) -> bool:
    """The twin: the usual list of private networks, and nothing else."""
    return not ipaddress.ip_address(address).is_private


@given(closed)
def test_no_closed_address_is_ever_called(address: str):
    assert not rules.may_call(address)


def test_the_usual_list_would_call_some_of_them():
    missed = [
        one
        for one in ("100.100.100.200", "224.0.0.1", embedded("10.0.0.1", "6to4"), "168.63.129.16")
        if careless(one)
    ]
    assert missed
    assert not any(rules.may_call(one) for one in missed)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "223.5.5.5", "2400:3200::1", "2606:4700:4700::1111", "::ffff:1.1.1.1"]
)
def test_the_open_internet_is_called(address):
    assert rules.may_call(address)


def test_this_machine_only_where_a_test_says_so():
    assert rules.may_call("127.0.0.1", local=True)
    assert rules.may_call("::1", local=True)
    for other in ("10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1"):
        assert not rules.may_call(other, local=True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "partner.example.org",
        "ftp://partner.example.org/",
        "http://partner.example.org/",
        "javascript:alert(1)",
        "https://user:pass@partner.example.org/",
        "https://partner.example.org/#here",
        "https://partner.example.org:6379/",
        "https://partner.example.org:99999/",
        "https://partner.example.org:x/",
        "https://partner.example.org/a b",
        "https://partner.example.org/\x7f",
        "https://伙伴.example.org/",
        "https://[::1]/",
        "https://[::1/",
        "https://localhost/",
        "https://intranet/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.0x1/",
        "https://017700000001/",
        "https://127.0.0.1./",
        "https://partner.example.org%00.example/",
        "https://partner..example.org/",
    ],
)
def test_what_is_no_public_https_address_is_complained_about(url):
    assert rules.url_complaint(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://partner.example.org/hook?token=1",
        "https://partner.example.org:8443/",
        "https://xn--fsqu00a.xn--0zwm56d/",
    ],
)
def test_a_public_https_address_is_taken(url):
    assert rules.url_complaint(url) == ""


def answering(*addresses: str):
    """A name server, in the shape of getaddrinfo."""

    async def look_up(host: str, port: int):
        del host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    return look_up


async def test_a_name_with_one_closed_address_is_not_called(monkeypatch):
    """Whichever comes first."""
    for addresses in (("1.1.1.1", "10.0.0.1"), ("169.254.169.254", "1.1.1.1"), ()):
        monkeypatch.setattr(carrying, "look_up", answering(*addresses))
        with pytest.raises(carrying.Unreachable):
            await carrying.resolved("https://partner.example.org/x", local=False)


async def test_the_address_that_was_looked_at_is_the_one_that_is_called(monkeypatch):
    """A name that leads elsewhere a moment later leads nobody there: it is not asked again."""
    monkeypatch.setattr(carrying, "look_up", answering("1.1.1.1"))
    target = await carrying.resolved("https://partner.example.org/x?y=1", local=False)
    assert target.url == "https://1.1.1.1:443/x?y=1"
    assert (target.host, target.headers) == (
        "partner.example.org",
        {"Host": "partner.example.org"},
    )
    monkeypatch.setattr(carrying, "look_up", answering("2400:3200::1"))
    six = await carrying.resolved("https://partner.example.org:8443", local=False)
    assert six.url == "https://[2400:3200::1]:8443/"
    assert six.headers == {"Host": "partner.example.org:8443"}


@pytest.mark.parametrize("host", ["localhost", "localhost.", "127.1", "2130706433", "0x7f.1"])
async def test_the_systems_own_resolver_leads_nobody_home(host):
    with pytest.raises(carrying.Unreachable):
        await carrying.resolved(f"https://{host}/", local=False)


@pytest.mark.parametrize("host", ["a..b", "x" * 70 + ".org"])
async def test_a_name_that_is_none_is_said_to_be_unknown(host):
    with pytest.raises(carrying.Unreachable):
        await carrying.resolved(f"https://{host}/", local=False)
