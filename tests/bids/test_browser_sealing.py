"""What the browser seals opens elsewhere with any k officials, and in no other way."""

import base64
import copy
import itertools
import json
from typing import Any

import pyrage
import pytest
from playwright.sync_api import Page

from tests.bids.browsing import PLAN, browser, sealed_offline, tab
from tests.bids.independent import Shut, key_pair, opened, shares_of, terms

__all__ = ["browser", "tab"]
pytestmark = [pytest.mark.browser, pytest.mark.sealed]

OFFICIALS = [key_pair() for _ in range(5)]
IDENTITIES = [identity for identity, _ in OFFICIALS]
TERMS = terms([recipient for _, recipient in OFFICIALS])
TECHNICAL = {
    "answers": {"11": "两名社工，\t常驻。", "12": "三个项目"},
    "plan": PLAN.replace("\u2028", "\u2028"),
    "attachments": [],
    "consortium": None,
    "declarations": {"article22": True, "independent": True, "true": True},
}
# 3 × 1,234.56 + 2 × 10.05 = 3,723.78 yuan.
PRICE = {
    "price_fen": 372378,
    "lines": [
        {"item": "课后辅导", "units": 3, "unit_price_fen": 123456},
        {"item": "耗材", "units": 2, "unit_price_fen": 1005},
    ],
    "valid_days": 90,
}
KEPT: dict[str, Any] = {}


@pytest.fixture
def sealed(tab: Page) -> dict[str, Any]:
    """One bid, sealed once by the real bundle for all tests of this file."""
    if "one" not in KEPT:
        KEPT["one"] = sealed_offline(tab, TERMS)
        KEPT["two"] = sealed_offline(tab, TERMS, price="99.99")
    return KEPT["one"]


def opens(envelope: dict[str, Any], shares: list[bytes]) -> bool:
    try:
        opened(envelope, shares)
    except Shut:
        return False
    return True


@pytest.mark.parametrize(("name", "bid"), [("technical", TECHNICAL), ("price", PRICE)])
def test_any_three_of_five_officials_open_it(sealed, name, bid):
    shares = shares_of(sealed[name], IDENTITIES)
    subsets = list(itertools.combinations(shares, 3))

    assert len(subsets) == 10
    for chosen in subsets:
        assert opened(sealed[name], list(chosen)) == bid
        assert opened(sealed[name], list(reversed(chosen))) == bid


@pytest.mark.parametrize("name", ["technical", "price"])
def test_no_two_of_five_officials_open_it(sealed, name):
    shares = shares_of(sealed[name], IDENTITIES)
    subsets = list(itertools.combinations(shares, 2))

    assert len(subsets) == 10
    assert [chosen for chosen in subsets if opens(sealed[name], list(chosen))] == []
    assert not any(opens(sealed[name], [one, one, other]) for one, other in subsets)


def test_no_official_reads_the_share_of_another(sealed):
    wrong = 0
    for number, share in enumerate(sealed["price"]["shares"]):
        for other, identity in enumerate(IDENTITIES):
            if number != other:
                with pytest.raises(pyrage.DecryptError):
                    pyrage.decrypt(base64.b64decode(share["sealed"]), [identity])
                wrong += 1

    assert wrong == 20


def flips(envelope: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The envelope with one thing changed, for each thing that must not change."""
    made: list[tuple[str, dict[str, Any]]] = []

    def add(about: str, **change: Any) -> None:
        made.append((about, copy.deepcopy(envelope) | change))

    for name in ("tender", "bidder", "n", "k", "document"):
        add(name, **{name: envelope[name] + 1})
    add("envelope", envelope="price" if envelope["envelope"] == "technical" else "technical")
    for name in ("keyset", "dek_commitment", "bid_commitment"):
        digits = envelope[name]
        for place in (0, 31, 63):
            changed = f"{digits[:place]}{int(digits[place], 16) ^ 1:x}{digits[place + 1 :]}"
            add(f"{name}[{place}]", **{name: changed})
    for name in ("nonce", "ciphertext"):
        raw = base64.b64decode(envelope[name])
        for place in (0, 1, len(raw) // 2, len(raw) - 17, len(raw) - 1):
            for bit in (1, 128):
                flipped = bytearray(raw)
                flipped[place] ^= bit
                add(f"{name}[{place}]^{bit}", **{name: base64.b64encode(flipped).decode()})
    return made


@pytest.mark.parametrize("name", ["technical", "price"])
def test_a_flipped_bit_anywhere_never_opens(sealed, name):
    shares = shares_of(sealed[name], IDENTITIES)[:3]
    changed = flips(sealed[name])

    assert len(changed) == 35
    assert [about for about, envelope in changed if opens(envelope, shares)] == []
    assert opens(sealed[name], shares)  # the twin: unchanged it does


def test_a_flipped_bit_in_a_share_never_opens(sealed):
    envelope = sealed["price"]
    shares = shares_of(envelope, IDENTITIES)[:3]
    for place in range(33):
        for bit in (1, 128):
            flipped = bytearray(shares[0])
            flipped[place] ^= bit
            assert not opens(envelope, [bytes(flipped), *shares[1:]]), place


def test_a_flipped_bit_in_a_sealed_share_never_decrypts(sealed):
    closed = base64.b64decode(sealed["price"]["shares"][0]["sealed"])
    for place in range(0, len(closed), 7):
        flipped = bytearray(closed)
        flipped[place] ^= 1
        with pytest.raises((pyrage.DecryptError, ValueError)):
            pyrage.decrypt(bytes(flipped), [IDENTITIES[0]])


def test_a_share_of_another_bid_never_opens(sealed):
    mine = shares_of(sealed["price"], IDENTITIES)
    others = shares_of(KEPT["two"]["price"], IDENTITIES)
    for swapped in range(3):
        mixed = [others[at] if at == swapped else mine[at] for at in range(3)]

        assert not opens(sealed["price"], mixed)
    assert not opens(sealed["price"], others[:3])
    assert not opens(sealed["price"], shares_of(sealed["technical"], IDENTITIES)[:3])


def test_two_sealings_of_one_bid_have_nothing_in_common(tab: Page):
    one, other = sealed_offline(tab, TERMS), sealed_offline(tab, TERMS)
    for name in ("technical", "price"):
        for field in ("nonce", "ciphertext", "dek_commitment", "bid_commitment"):
            assert one[name][field] != other[name][field]


def test_the_length_tells_nothing_of_the_price(sealed):
    lengths = {len(held["price"]["ciphertext"]) for held in (sealed, KEPT["two"])}

    assert lengths == {4 * -(-(64 * 1024 + 16) // 3)}


def test_what_is_uploaded_holds_no_word_of_the_bid(sealed):
    text = json.dumps(sealed, ensure_ascii=False)

    assert "课后辅导" not in text
    assert "372378" not in text.replace(sealed["price"]["ciphertext"], "").replace(
        sealed["technical"]["ciphertext"], ""
    )
    assert base64.b64encode("课后辅导".encode()).decode()[:-4] not in text
