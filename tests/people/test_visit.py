"""Whom a request is held against: forged headers change nothing."""

import itertools

import pytest

from match.people.visit import Visit, client_address, from_this_machine

PEER = "203.0.113.9"
FORGED = ("127.0.0.1", "10.0.0.1", "198.51.100.7, 127.0.0.1", "", "not an address", "unknown")


@pytest.mark.parametrize("value", FORGED)
@pytest.mark.parametrize("name", ["x-forwarded-for", "x-real-ip", "forwarded", "via"])
def test_a_strangers_headers_are_their_own_word(name: str, value: str) -> None:
    assert client_address(PEER, {name: value}, ()) == PEER
    assert client_address(PEER, {name: value}, ("10.0.0.0/8",)) == PEER
    assert not from_this_machine(PEER, {name: value})
    assert not from_this_machine("127.0.0.1", {name: value})


def test_our_proxy_names_the_client_and_the_client_cannot_add_to_it() -> None:
    trusted = ("10.0.0.0/8",)

    for chain, address in (
        ("198.51.100.7", "198.51.100.7"),
        ("127.0.0.1, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1, 198.51.100.7, 10.0.0.9", "198.51.100.7"),
        ("nonsense", "10.0.0.5"),
        ("198.51.100.7, nonsense", "10.0.0.5"),
        ("", "10.0.0.5"),
    ):
        assert client_address("10.0.0.5", {"x-forwarded-for": chain}, trusted) == address


def test_neighbours_share_a_network_and_strangers_do_not() -> None:
    for one, other, shared in (
        ("203.0.113.9", "203.0.113.200", True),
        ("203.0.113.9", "203.0.114.9", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", True),
        ("2001:db8:0:100::1", "2001:db8:1::1", False),
    ):
        assert (Visit(one).network == Visit(other).network) is shared


def test_devices_are_told_in_two_words() -> None:
    wechat = "Mozilla/5.0 (iPhone; CPU iPhone OS 17) MicroMessenger/8.0"
    edge = "Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537.36 Edg/130"

    assert Visit(agent=wechat).device == "微信 · iOS"
    assert Visit(agent=edge).device == "Edge · Windows"
    assert Visit(agent="curl/8").device == ""


def test_this_machine_is_loopback_alone() -> None:
    for peer, headers in itertools.product(("127.0.0.1", "::1", "127.9.9.9"), ({}, {"x": "y"})):
        assert from_this_machine(peer, headers)
    for peer in ("10.0.0.1", "0.0.0.0", "testclient", None, ""):
        assert not from_this_machine(peer, {})
