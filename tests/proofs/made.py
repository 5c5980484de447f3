"""
A whole board made from the published definition alone: nothing of the product's rooms or proofs.

Three bidders (one replaces, one withdraws), five officials, three of whom come.
"""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pyshamir
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CLOSES = datetime(2026, 12, 20, 1, 0, 0, 250_001, tzinfo=UTC)
TENDER = 41
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()
RECIPIENTS = [f"age1official{number}" for number in range(1, 6)]
KEYSET = hashlib.sha256("\n".join(sorted(RECIPIENTS)).encode()).hexdigest()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def spelt(words: Any) -> str:
    """The one spelling of JSON."""
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def micros(moment: str | None) -> str | None:
    if moment is None:
        return None
    return str((datetime.fromisoformat(moment) - EPOCH) // timedelta(microseconds=1))


def linked(before: str, fields: list[Any]) -> str:
    """sha256(domain NUL before netstrings); an absent field is "-,"."""
    body = "".join("-," if f is None else f"{len(str(f))}:{f}," for f in fields)
    return hashlib.sha256(b"bids.board\0" + bytes.fromhex(before) + body.encode()).hexdigest()


def relinked(file: dict[str, Any], start: int = 0) -> None:
    """Compute the chain anew from a line on, as an insider who edits the table would."""
    lines = file["lines"]
    for at in range(start, len(lines)):
        line = lines[at]
        before = lines[at - 1] if at else None
        line["number"] = at + 1
        line["prev"] = before["hash"] if before else "00" * 32
        line["prev_at"] = before["at"] if before else None
        moments = [micros(line["at"]), micros(line["prev_at"])]
        line["hash"] = linked(
            line["prev"], [TENDER, line["number"], line["kind"], *moments, line["said"]]
        )


class Envelope:
    """One sealed envelope of a bidder."""

    def __init__(self, seed: int, name: str, bidder: int, bid: dict[str, Any]) -> None:
        mark = hashlib.sha256(f"{seed}{name}".encode()).digest()
        self.dek, self.salt = mark, hashlib.sha256(mark).digest()
        self.said = spelt(bid)
        text = spelt({"bid": bid, "salt": base64.b64encode(self.salt).decode()}).encode()
        plain = (len(text).to_bytes(4, "big") + text).ljust(65536, b"\0")
        bound = f"xth-bid-1|{TENDER}|{bidder}|{name}|5|3|1|{KEYSET}"
        sealed = AESGCM(self.dek).encrypt(mark[:12], plain, bound.encode())
        self.bid_commitment = hashlib.sha256(self.salt + self.said.encode()).hexdigest()
        self.dek_commitment = hashlib.sha256(b"dek" + self.dek).hexdigest()
        self.body = json.dumps(
            {
                "tender": TENDER, "bidder": bidder, "envelope": name, "n": 5, "k": 3,
                "document": 1, "keyset": KEYSET,
                "nonce": base64.b64encode(mark[:12]).decode(),
                "ciphertext": base64.b64encode(sealed).decode(),
            }
        )  # fmt: skip
        self.shares = [bytes(share) for share in pyshamir.split(bytearray(self.dek), 5, 3)]

    def committed(self) -> dict[str, Any]:
        return {
            "sha256": hashlib.sha256(self.body.encode()).hexdigest(),
            "size": len(self.body),
            "dek_commitment": self.dek_commitment,
            "bid_commitment": self.bid_commitment,
        }


def bids() -> dict[int, tuple[str, int, dict[str, Envelope]]]:
    """bid → alias, organisation, envelopes. Bid 3 replaces bid 1; bid 4 is withdrawn."""
    made: dict[int, tuple[str, int, dict[str, Envelope]]] = {}
    for bid, organisation in ((1, 71), (2, 72), (3, 71), (4, 73), (5, 74)):
        technical = {"answers": {"11": f"方案{bid}"}, "plan": "计划"}
        price = {"price_fen": bid * 100_000, "lines": [], "valid_days": 90}
        made[bid] = (
            hashlib.sha256(f"alias{organisation}".encode()).hexdigest()[:16],
            organisation,
            {
                "technical": Envelope(bid, "technical", organisation, technical),
                "price": Envelope(bid, "price", organisation, price),
            },
        )
    return made


def board() -> dict[str, Any]:
    """The file after the opening, all published, with every receipt."""
    held = bids()
    lines: list[dict[str, Any]] = []
    receipts: list[dict[str, Any]] = []

    def post(kind: str, minutes: float, **words: Any) -> dict[str, Any]:
        moment = CLOSES + timedelta(minutes=minutes, microseconds=len(lines))
        line = {"kind": kind, "at": moment.isoformat(), "said": spelt(words)}
        lines.append(line)
        relinked({"lines": lines}, len(lines) - 1)
        return line

    def receipt(line: dict[str, Any], kind: str, bid: int, **words: Any) -> None:
        said = spelt(
            {"v": 1, "tender": TENDER, "bid": bid, "bidder": held[bid][1], "alias": held[bid][0],
             "kind": kind, "board": line["number"], "board_hash": line["hash"], "level": "A",
             **words}
        )  # fmt: skip
        signature = KEY.sign(b"bid receipt\0" + said.encode()).hex()
        receipts.append({"said": said, "signature": signature, "public_key": PUBLIC})

    officials = [
        {"position": at, "body": f"body:{at}", "recipient": each}
        for at, each in enumerate(RECIPIENTS, 1)
    ]
    post("keys", -9000, n=5, k=3, keyset=KEYSET, receipt_key=PUBLIC, officials=officials)
    for bid, minutes in ((1, -500), (2, -400), (3, -300), (4, -200), (5, -0.001)):
        alias, _, envelopes = held[bid]
        words: dict[str, Any] = {"replaces": 1} if bid == 3 else {}
        committed = {name: each.committed() for name, each in envelopes.items()}
        kind = "replaced" if bid == 3 else "sealed"
        line = post(kind, minutes, bid=bid, bidder=alias, document=1, envelopes=committed, **words)
        receipt(line, kind, bid, document=1, envelopes=committed)
        if bid == 4:
            receipt(post("withdrawn", -150, bid=4, bidder=alias), "withdrawn", 4)
    open_ = [2, 3, 5]
    post("opening", 0.1, bids=open_, least=3)
    brought = [[bid, name] for bid in open_ for name in ("technical", "price")]
    for official in (1, 3, 5):
        post("shares", official, official=official, body=f"body:{official}", shares=brought)
    told = [
        {
            "bid": bid, "bidder": held[bid][0], "organisation": held[bid][1],
            "name": f"机构{held[bid][1]}", "valid": True,
            "envelopes": {
                name: {
                    "content_sha256": hashlib.sha256(each.said.encode()).hexdigest(),
                    **({"price_fen": bid * 100_000} if name == "price" else {}),
                }
                for name, each in held[bid][2].items()
            },
        }
        for bid in open_
    ]  # fmt: skip
    post("opened", 6, bids=told)
    flat = [(bid, name, held[bid][2][name]) for bid, name in brought]
    return {
        "v": 1,
        "tender": TENDER,
        "closes_at": CLOSES.isoformat(),
        "document": 1,
        "min_bids": 3,
        "published": "all",
        "lines": lines,
        "contents": [
            {"bid": bid, "envelope": name, "said": e.said, "salt": e.salt.hex(), "dek": e.dek.hex()}
            for bid, name, e in flat
        ],
        "shares": [
            {"bid": bid, "envelope": name, "official": at, "share": e.shares[at - 1].hex()}
            for bid, name, e in flat
            for at in (1, 3, 5)
        ],
        "sealed": [{"bid": bid, "envelope": name, "body": e.body} for bid, name, e in flat],
        "receipts": receipts,
    }  # fmt: skip
