"""Known answers: what others seal opens in the bundle, and what the bundle makes is foretold."""

import base64
import hashlib
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from playwright.sync_api import Page

from tests.bids.browsing import browser, tab
from tests.bids.independent import opened, shares_of, terms
from tests.bids.trial import sealing_pages

__all__ = ["browser", "tab"]
pytestmark = [pytest.mark.browser, pytest.mark.sealed]

VECTOR = json.loads((Path(__file__).parent / "vectors" / "envelope.json").read_text("utf-8"))
ENVELOPE = VECTOR["envelope"]
RECIPIENTS = [share["recipient"] for share in ENVELOPE["shares"]]
SEALED = [
    {"bid": 1, "envelope": "price", "sealed": share["sealed"]} for share in ENVELOPE["shares"]
]

# Written by hand from RFC 8259 and docs/sealed-bids.md: names by code point, no spaces, raw UTF-8.
CANONICAL = [
    ("{b: 1, a: 2, A: 3}", '{"A":3,"a":2,"b":1}'),
    ("{'\\u{1F600}': 1, '\\uFF5E': 2}", '{"～":2,"😀":1}'),  # UTF-16 would sort the other way
    ("['\\u2028', '\"', '\\\\', '/', '\\x7f']", '["\u2028","\\"","\\\\","/","\x7f"]'),
    ("'\\b\\f\\n\\r\\t\\x00\\x1f'", '"\\b\\f\\n\\r\\t\\u0000\\u001f"'),
    ("[true, false, null, 0, -1, 9007199254740991]", "[true,false,null,0,-1,9007199254740991]"),
    ("{a: undefined, b: [{}], c: []}", '{"b":[{}],"c":[]}'),
    ("'\\ud83d'", '"\ufffd"'),
]


@pytest.fixture(scope="module")
def pages() -> Iterator[str]:
    with sealing_pages(terms(RECIPIENTS)) as url:
        yield url


@pytest.fixture
def bundle(tab: Page, pages: str) -> Page:
    """A page in which the bundle has run."""
    tab.goto(f"{pages}/bid")
    tab.get_by_role("button", name="加密封存并提交").wait_for()
    return tab


@pytest.mark.parametrize(("value", "text"), CANONICAL)
def test_canonical_json_has_the_spelling_on_record(bundle: Page, value: str, text: str):
    written = bundle.evaluate(f"Array.from(sealing.canonical({value}))")

    assert bytes(written).decode() == text


@pytest.mark.parametrize("value", ["0.5", "9007199254740992", "NaN", "() => 1", "1n"])
def test_what_languages_spell_differently_is_refused(bundle: Page, value: str):
    attempt = f"() => {{ try {{ sealing.canonical({value}) }} catch (e) {{ return 'refused' }} }}"

    assert bundle.evaluate(attempt) == "refused"


def test_the_key_set_has_the_hash_of_its_sorted_names(bundle: Page):
    # printf 'age1a\nage1b' | sha256sum
    known = "7889df2cb9b8edc166c58d7cf18fe90e428dc41829b670e6f4847d650d3f526d"

    assert bundle.evaluate("sealing.keyset(['age1b', 'age1a'])") == known
    assert bundle.evaluate("sealing.keyset(['age1b', 'age1c'])") != known


def test_an_outsider_opens_the_vector():
    identities = [pyrage.x25519.Identity.from_str(each) for each in VECTOR["identities"]]
    shares = shares_of(ENVELOPE, identities)

    assert len(shares) == 5
    for chosen in itertools.combinations(shares, 3):
        assert opened(ENVELOPE, list(chosen)) == json.loads(VECTOR["canonical_bid"])


def test_the_bundle_opens_what_was_sealed_elsewhere(bundle: Page):
    opening = """async ([identities, sealed, envelope, subsets]) => {
        const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
        const shares = []
        for (const [at, identity] of identities.entries()) {
          const [one] = await sealing.openShares(identity, [sealed[at]])
          shares.push(bytes(one.share))
        }
        const told = []
        for (const chosen of subsets) {
          const { bytes } = await sealing.open(envelope, chosen.map((at) => shares[at]))
          told.push(new TextDecoder().decode(bytes))
        }
        return told
    }"""
    subsets = [list(chosen) for chosen in itertools.combinations(range(5), 3)]
    told = bundle.evaluate(opening, [VECTOR["identities"], SEALED, ENVELOPE, subsets])

    assert told == [VECTOR["canonical_bid"]] * 10


def test_the_product_opens_the_vector():
    from match.bids.envelope import parsed
    from match.bids.opening import combined, opened

    identities = [pyrage.x25519.Identity.from_str(each) for each in VECTOR["identities"]]
    shares = dict(enumerate(shares_of(ENVELOPE, identities)))
    file = parsed(json.dumps(ENVELOPE).encode())
    for chosen in itertools.combinations(shares, 3):
        found = combined({who: shares[who] for who in chosen}, 3, file.dek_commitment)
        assert found
        assert found.dek.hex() == VECTOR["dek"]
        assert opened(file, found.dek).said == VECTOR["canonical_bid"]


COUNTED = """
let next = 0
crypto.getRandomValues = (array) => {
  for (let at = 0; at < array.length; at++) array[at] = next++ % 251 + 1
  return array
}
"""


def test_with_known_chance_the_bundle_makes_the_known_envelope(tab: Page, pages: str):
    """Salt, key and nonce are the first 76 bytes of a counter; all else follows from them."""
    tab.add_init_script(COUNTED)
    tab.goto(f"{pages}/bid")
    tab.get_by_role("button", name="加密封存并提交").wait_for()
    given: dict[str, Any] = {
        "tender": 41, "bidder": 7, "document": 2, "k": 3, "recipients": RECIPIENTS,
    }  # fmt: skip
    # Opening the page may draw from the counter; say where it stands.
    start = tab.evaluate("crypto.getRandomValues(new Uint8Array(1))[0]")
    made = tab.evaluate(
        "([terms, bid]) => sealing.seal(terms, 'price', bid)",
        [given, json.loads(VECTOR["canonical_bid"])],
    )["envelope"]
    counter = bytes((start + at) % 251 + 1 for at in range(76))
    salt, key, nonce = counter[:32], counter[32:64], counter[64:]
    text = b'{"bid":%b,"salt":"%b"}' % (VECTOR["canonical_bid"].encode(), base64.b64encode(salt))
    plain = (len(text).to_bytes(4, "big") + text).ljust(65536, b"\0")
    bound = f"xth-bid-1|41|7|price|5|3|2|{ENVELOPE['keyset']}".encode()

    assert base64.b64decode(made["ciphertext"]) == AESGCM(key).encrypt(nonce, plain, bound)
    assert made["dek_commitment"] == hashlib.sha256(b"dek" + key).hexdigest()
    assert (
        made["bid_commitment"]
        == hashlib.sha256(salt + VECTOR["canonical_bid"].encode()).hexdigest()
    )
    assert made["keyset"] == ENVELOPE["keyset"]
    assert [share["recipient"] for share in made["shares"]] == RECIPIENTS
