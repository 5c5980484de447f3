"""
Which officials open a bid, and what no number of them opens. Bids are sealed by a second sealer
(`tests/bids/sealer.py`), or by the real bundle where the bidder's browser is tested.
"""

import base64
import itertools
import json
import random
from typing import Any

import pyrage
import pytest

from match.bids.envelope import EnvelopeFile, parsed
from match.bids.opening import Fault, Unreadable, combined, committed_key, opened, sealed_so
from match.foundation.errors import Invalid
from tests.bids import sealer

pytestmark = pytest.mark.sealed

IDENTITIES = [pyrage.x25519.Identity.generate() for _ in range(5)]
RECIPIENTS = [str(each.to_public()) for each in IDENTITIES]


def sealed(k: int = 3, n: int = 5, bid: Any = None, **other: Any) -> EnvelopeFile:
    place = {"tender": 7, "bidder": 11, "envelope": "price", "k": k, **other}
    return parsed(sealer.seal(bid or sealer.price(), recipients=RECIPIENTS[:n], **place))


def shares_of(file: EnvelopeFile) -> dict[int, bytes]:
    return {
        at: sealer.decrypted(each.sealed, IDENTITIES[at]) for at, each in enumerate(file.shares)
    }


@pytest.mark.parametrize(("k", "n"), [(3, 5), (2, 3), (2, 5), (5, 5)])
def test_every_k_open_and_no_fewer_do(k: int, n: int) -> None:
    """All C(n, k) subsets open, all smaller ones do not; the answer is the bid that was sealed."""
    file = sealed(k, n)
    shares = shares_of(file)
    for size in range(1, n + 1):
        for chosen in itertools.combinations(shares, size):
            made = combined({at: shares[at] for at in chosen}, k, file.dek_commitment)
            if size < k:
                assert made is None
                # Nor by joining what is there: fewer points make some other key.
                assert (
                    combined({at: shares[at] for at in chosen}, size, file.dek_commitment) is None
                )
            else:
                assert made is not None
                assert made.wrong == ()
                said = opened(file, made.dek)
                assert json.loads(said.said) == sealer.price()
                assert said.price_fen == 17_000_000


def test_a_lower_threshold_would_be_seen() -> None:
    """The broken twin of the test above: a key that two officials make opens with two."""
    file = sealed(2, 5)
    shares = shares_of(file)

    assert combined(dict(itertools.islice(shares.items(), 2)), 2, file.dek_commitment) is not None


def test_one_wrong_share_is_named_and_stops_nobody() -> None:
    file = sealed()
    shares = shares_of(file)
    lie = bytes([shares[2][0] ^ 1]) + shares[2][1:]

    for others in itertools.combinations([0, 1, 3, 4], 3):
        made = combined({2: lie} | {at: shares[at] for at in others}, 3, file.dek_commitment)
        assert made is not None
        assert made.wrong == (2,)
    assert combined({2: lie, 0: shares[0], 1: shares[1]}, 3, file.dek_commitment) is None


@pytest.mark.parametrize(
    "junk", [b"", b"\0" * 33, b"x" * 32, b"x" * 34, b"\0" * 32 + b"\1"], ids=range(5)
)
def test_a_share_that_is_none_is_named(junk: bytes) -> None:
    file = sealed()
    shares = shares_of(file)

    made = combined(shares | {4: junk}, 3, file.dek_commitment)

    assert made is not None
    assert made.wrong == (4,)


def test_a_share_twice_is_one_share() -> None:
    """Two officials who hand in the same share are one, and both are looked at."""
    file = sealed()
    shares = shares_of(file)

    assert combined({0: shares[0], 1: shares[0], 2: shares[2]}, 3, file.dek_commitment) is None


def test_shares_of_another_bid_open_nothing() -> None:
    file, other = sealed(), sealed()

    assert combined(shares_of(other), 3, file.dek_commitment) is None


def test_the_proof_tells_whose_doing_a_share_astray_is() -> None:
    """The age file's own key shows what the bidder sealed; for another share there is no proof."""
    file = sealed()
    share, box = shares_of(file)[1], file.shares[1].sealed
    proof = sealer.file_key(box, IDENTITIES[1])

    assert sealed_so(box, share, proof)
    assert not sealed_so(box, bytes([share[0] ^ 1]) + share[1:], proof)
    assert not sealed_so(box, share, bytes(16))
    assert not sealed_so(file.shares[0].sealed, share, proof)
    assert not sealed_so(base64.b64encode(b"nothing of age").decode(), share, proof)


def test_sealed_to_another_place_opens_nowhere() -> None:
    """Tender, bidder, envelope, threshold, document and keys are bound to the text."""
    file = sealed()
    made = combined(shares_of(file), 3, file.dek_commitment)
    assert made is not None
    moved = {"tender": 8, "bidder": 12, "envelope": "technical", "k": 2, "document": 2}
    for name, other in moved.items():
        words = json.loads(sealer.text_of({name: other}))
        twin = parsed(json.dumps(_plain(file) | words).encode())
        with pytest.raises(Unreadable) as refused:
            opened(twin, made.dek)
        assert refused.value.fault is Fault.cipher


def test_bit_flips_never_open() -> None:
    """Every field, and 400 places of the ciphertext: refused at the door, or void later."""
    file = sealed()
    plain = _plain(file)
    made = combined(shares_of(file), 3, file.dek_commitment)
    assert made is not None
    rng = random.Random(20260101)
    opens = 0
    for name in ("nonce", "ciphertext", "dek_commitment", "bid_commitment", "keyset", "suite", "v"):
        for _ in range(400 if name == "ciphertext" else 24):
            twin = json.dumps(plain | {name: _flipped(plain[name], rng)}).encode()
            opens += _opens(twin, made.dek)
    for name in ("tender", "bidder", "envelope", "n", "k", "document"):
        for other in (0, 1, 2, 9, 10**6, "price", "technical", "prices", -1, None):
            if plain[name] != other:
                opens += _opens(json.dumps(plain | {name: other}).encode(), made.dek)

    assert opens == 0
    assert _opens(json.dumps(plain).encode(), made.dek), "and unflipped it does open"


def _opens(body: bytes, dek: bytes) -> bool:
    try:
        file = parsed(body)
        if committed_key(dek) != file.dek_commitment:
            return False
        opened(file, dek)
    except (Invalid, Unreadable):
        return False
    return True


def _flipped(value: Any, rng: random.Random) -> Any:
    if isinstance(value, int):
        return value ^ (1 << rng.randrange(8))
    raw = bytearray(base64.b64decode(value) if value.endswith("=") else value.encode())
    raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(7)
    if value.endswith("="):
        return base64.b64encode(bytes(raw)).decode()
    return raw.decode("utf-8", "replace")


def _plain(file: EnvelopeFile) -> dict[str, Any]:
    return {
        name: getattr(file, name)
        if name != "shares"
        else [{"recipient": each.recipient, "sealed": each.sealed} for each in file.shares]
        for name in file.__struct_fields__
    } | {"envelope": str(file.envelope)}


# What a bidder can do wrong so that the envelope opens and says nothing that counts.
SPOILT: dict[Fault, dict[str, Any]] = {
    Fault.commitment: {"bid_commitment": "0" * 64},
    Fault.cipher: {"aad": b"xth-bid-1|another|place"},
    Fault.padding: {"plain": b"\0\0\0\2{}" + b"x" * (2**16 - 6)},
    Fault.text: {"plain": sealer.padded(b'{"salt": "", "bid": {}}')},
}


@pytest.mark.parametrize("fault", SPOILT)
def test_a_bid_that_is_not_what_it_should_be_is_void(fault: Fault) -> None:
    file = sealed(**SPOILT[fault])
    made = combined(shares_of(file), 3, file.dek_commitment)
    assert made is not None

    with pytest.raises(Unreadable) as refused:
        opened(file, made.dek)

    assert refused.value.fault is fault


@pytest.mark.parametrize(
    "bid",
    [
        {"price_fen": 0, "lines": [], "valid_days": 90},
        {"price_fen": 1.5, "lines": [], "valid_days": 90},
        {"price_fen": "17000000", "lines": [], "valid_days": 90},
        {"price_fen": 5, "lines": [], "valid_days": 90, "also": 1},
        {"price_fen": 10**14, "lines": [], "valid_days": 90},
        {"lines": [], "valid_days": 90},
        ["nothing"],
    ],
    ids=range(7),
)
def test_a_price_that_is_no_price_is_void(bid: Any) -> None:
    file = sealed(bid=bid)
    made = combined(shares_of(file), 3, file.dek_commitment)
    assert made is not None

    with pytest.raises(Unreadable) as refused:
        opened(file, made.dek)

    assert refused.value.fault is Fault.shape


def test_an_attachment_that_is_another_file_is_void() -> None:
    good = {"name": "a.pdf", "sha256": sealer.sha(b"pdf"), "b64": sealer.b64(b"pdf")}
    for file_said, fine in ((good, True), (good | {"sha256": sealer.sha(b"another")}, False)):
        file = sealed(bid=sealer.technical(attachments=[file_said]), envelope="technical")
        made = combined(shares_of(file), 3, file.dek_commitment)
        assert made is not None
        assert _opens(json.dumps(_plain(file)).encode(), made.dek) is fine


def test_the_key_commitment_stops_one_text_that_opens_two_ways() -> None:
    """Shares that make another key with other officials: only the committed one is a key."""
    file = sealed()
    first, second = shares_of(file), shares_of(sealed())
    mixed = {0: first[0], 1: first[1], 2: first[2], 3: second[3], 4: second[4]}

    made = combined(mixed, 3, file.dek_commitment)

    assert made is not None
    assert made.wrong == (3, 4)
