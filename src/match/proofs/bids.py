"""Of one board: what was published against what was committed to, shares, and receipts."""

import base64
import hashlib
import itertools
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from match.foundation.signing import verified
from match.proofs import shamir

if TYPE_CHECKING:
    from match.proofs.board import Board

RECEIPT = "bid receipt"
COMMITTED = ("sha256", "size", "dek_commitment", "bid_commitment")


def about_contents(board: "Board") -> Iterator[str]:
    """Is each published text the one that was committed to before anybody could read it?"""
    sealed = {
        (each["bid"], each["envelope"]): each["body"] for each in board.file.get("sealed", ())
    }
    told: dict[tuple[int, str], Any] = {}
    for line in board.of("opened"):
        for bid in line.words["bids"]:
            told |= {(bid["bid"], name): of for name, of in bid.get("envelopes", {}).items()}
            yield from _same_bidder(board, bid, line.number)
    shown = {(each["bid"], each["envelope"]): each for each in board.file["contents"]}
    # Technical envelopes are the panel's alone until the result is out; the file says when.
    due = {key for key in told if key[1] == "price" or board.file["published"] == "all"}
    for bid, name in sorted(due - shown.keys()):
        yield f"bid {bid}, {name}: the board says that it was opened, and it is not published"
    for bid, name in sorted(shown.keys() - told.keys()):
        yield f"bid {bid}, {name}: it is published, and no line says that it was opened"
    for (bid, name), content in sorted(shown.items()):
        line = board.standing.get(bid)
        if line is None:
            yield f"bid {bid}, {name}: it was published, and no line says that it was sealed"
            continue
        said = content["said"].encode()
        salt, key = bytes.fromhex(content["salt"]), bytes.fromhex(content["dek"])
        committed = line.words["envelopes"][name]
        if hashlib.sha256(salt + said).hexdigest() != committed["bid_commitment"]:
            yield f"bid {bid}, {name}: the text is not the one committed to in line {line.number}"
        if hashlib.sha256(b"dek" + key).hexdigest() != committed["dek_commitment"]:
            yield f"bid {bid}, {name}: the key is not the one committed to in line {line.number}"
        yield from _announced(bid, name, said, told.get((bid, name), {}))
        if (bid, name) in sealed:
            yield from _sealed_text(bid, name, sealed[bid, name], committed, content)


def _same_bidder(board: "Board", bid: dict[str, Any], number: int) -> Iterator[str]:
    line = board.standing.get(bid["bid"])
    if line is not None and line.words["bidder"] != bid["bidder"]:
        yield f"line {number}: bid {bid['bid']} was sealed by {line.words['bidder']}"


def _announced(bid: int, name: str, said: bytes, told: dict[str, Any]) -> Iterator[str]:
    if told and hashlib.sha256(said).hexdigest() != told["content_sha256"]:
        yield f"bid {bid}, {name}: the text is not the one whose hash the board gives"
    if told and name == "price" and json.loads(said)["price_fen"] != told["price_fen"]:
        yield f"bid {bid}: the board gives another price than the bid"


def _sealed_text(
    bid: int, name: str, body: str, committed: dict[str, Any], content: dict[str, Any]
) -> Iterator[str]:
    """The sealed text itself, opened again."""
    if hashlib.sha256(body.encode()).hexdigest() != committed["sha256"]:
        yield f"bid {bid}, {name}: the sealed text is not the one that was received"
        return
    file = json.loads(body)
    names = ("tender", "bidder", "envelope", "n", "k", "document", "keyset")
    bound = "|".join(["xth-bid-1", *(str(file[each]) for each in names)]).encode()
    try:
        plain = AESGCM(bytes.fromhex(content["dek"])).decrypt(
            base64.b64decode(file["nonce"]), base64.b64decode(file["ciphertext"]), bound
        )
    except (InvalidTag, ValueError):
        yield f"bid {bid}, {name}: the published key does not open the sealed text"
        return
    salt = base64.b64encode(bytes.fromhex(content["salt"])).decode()
    inside = f'{{"bid":{content["said"]},"salt":"{salt}"}}'.encode()
    if plain[4 : 4 + int.from_bytes(plain[:4], "big")] != inside:
        yield f"bid {bid}, {name}: the sealed text says something else than was published"


def about_shares(board: "Board") -> Iterator[str]:
    """Do the published shares lie on one polynomial whose value at nought is the key?"""
    opened = board.of("opened")
    keys = board.of("keys")
    if not opened or not keys:
        return
    k, n = keys[-1].words["k"], keys[-1].words["n"]
    brought_at = board.of("shares")
    came = {each.words["official"] for each in brought_at if each.number < opened[-1].number}
    if len(came) < k:
        yield f"{len(came)} officials brought shares, and {k} are needed"
    if any(not 1 <= each <= n for each in came):
        yield f"an official beyond the {n} of the key set brought shares"
    wrong = {
        (line.words["bid"], line.words["envelope"], line.words["official"])
        for line in board.of("wrong_share")
    }
    brought = {
        (line.words["official"], bid, name)
        for line in brought_at
        for bid, name in line.words["shares"]
    }
    for content in board.file["contents"]:
        bid, name = content["bid"], content["envelope"]
        mine = {
            each["official"]: bytes.fromhex(each["share"])
            for each in board.file["shares"]
            if (each["bid"], each["envelope"]) == (bid, name)
        }
        for official in mine:
            if (official, bid, name) not in brought:
                yield f"bid {bid}, {name}: no line says that official {official} brought a share"
        good = [mine[each] for each in sorted(mine) if (bid, name, each) not in wrong]
        yield from _polynomial(bid, name, k, good, bytes.fromhex(content["dek"]))


def _polynomial(bid: int, name: str, k: int, good: Sequence[bytes], key: bytes) -> Iterator[str]:
    if len(good) < k:
        yield f"bid {bid}, {name}: {len(good)} good shares were published, and {k} are needed"
        return
    try:
        off = [chosen for chosen in itertools.combinations(good, k) if shamir.at(chosen, 0) != key]
    except ValueError as error:
        yield f"bid {bid}, {name}: {error}"
        return
    if off:
        yield f"bid {bid}, {name}: the shares do not lie on one polynomial that makes the key"


def about_receipts(board: "Board", receipts: Sequence[Any]) -> Iterator[str]:
    """Is each receipt signed by the house, and does its line say the same?"""
    lines = {line.number: line for line in board.lines}
    keys = {line.words["receipt_key"] for line in board.of("keys")}
    for receipt in receipts:
        said = json.loads(receipt["said"])
        what = f"receipt of line {said.get('board')}"
        if said["tender"] != board.file["tender"]:
            yield f"{what}: it belongs to tender {said['tender']}"
            continue
        if receipt["public_key"] not in keys:
            yield f"{what}: it was signed with a key that the board does not name"
        if not verified(
            bytes.fromhex(receipt["public_key"]),
            RECEIPT,
            receipt["said"].encode(),
            bytes.fromhex(receipt["signature"]),
        ):
            yield f"{what}: the signature is not good"
        line = lines.get(said["board"])
        if line is None or line.raw["hash"] != said["board_hash"]:
            yield f"{what}: the board has no such line any more"
            continue
        same = {"kind": line.kind, "bid": line.words["bid"], "alias": line.words["bidder"]}
        if any(said[name] != value for name, value in same.items()):
            yield f"{what}: the line is about another bid"
        if said.get("envelopes", line.words.get("envelopes")) != line.words.get("envelopes"):
            yield f"{what}: the line has other commitments"
