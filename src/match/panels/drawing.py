"""
The draw: made from what was fixed in public before anybody knew what it would give.

Before the opening the panel's page shows the pool under pseudonyms, its hash, and a commitment to
a secret nonce. The other half of the seed is the link of the first board entry that says the bids
are open: nobody knows it before, and whoever makes it does not know the nonce. Bids are sealed
before either is known, so no bid's content can bend the order. This module knows no database:
`recount` runs on the public JSON alone.

    commitment = sha256("xth-draw-1|commit|" tender "|" nonce)
    pseudonym  = first 16 hex of sha256("xth-draw-1|candidate|" expert "|" salt)
    pool hash  = sha256 of the lines stage ":" pseudonym, sorted, joined by newline
    order      = by stage, then by sha256("xth-draw-1|order|" nonce "|" public value "|" pseudonym)

Honest limits: a server operator who knows the nonce, and an official who posts the last share for
them, could together try several moments of opening. And outsiders see the kind of each tie that
recused somebody, not the tie itself.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

ALGORITHM = "xth-draw-1"


def _hash(*parts: object) -> str:
    return hashlib.sha256("|".join((ALGORITHM, *map(str, parts))).encode()).hexdigest()


def commitment(tender_id: int, nonce: str) -> str:
    """What is published of *nonce* (64 hex) in advance."""
    return _hash("commit", tender_id, nonce)


def pseudonym(expert_id: int, salt: str) -> str:
    """An expert's name in one pool; the salt (32 hex) opens it once names are public."""
    return _hash("candidate", expert_id, salt)[:16]


def pool_hash(pool: Iterable[tuple[int, str]]) -> str:
    """The hash of a pool of (stage, pseudonym)."""
    lines = sorted(f"{stage}:{name}" for stage, name in pool)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def order(nonce: str, public_value: str, pool: Iterable[tuple[int, str]]) -> list[str]:
    """The pseudonyms of a pool of (stage, pseudonym), first drawn first."""
    return [
        name
        for _stage, _key, name in sorted(
            (stage, _hash("order", nonce, public_value, name), name) for stage, name in pool
        )
    ]


def lot(nonce: str, public_value: str, bid_id: int) -> str:
    """The lot of a bid where law leaves a tie to chance: the smaller one goes first."""
    return _hash("lot", nonce, public_value, bid_id)


def seated(
    drawn: Sequence[str], recused: frozenset[str], left: frozenset[str], wanted: int
) -> list[str]:
    """Who sits: the first *wanted* of the order without those recused and those who left."""
    return [name for name in drawn if name not in recused and name not in left][:wanted]


def recount(said: dict[str, Any]) -> list[str]:
    """
    What is wrong with the public JSON of a draw, in English sentences; empty if it holds.

    Reads algorithm, tender, nonce, public_value, commitment, pool_hash, candidates
    ({pseudonym, stage}), order, recused ({pseudonym}), left ({pseudonym}), seats, experts, and
    once names are public opened ({pseudonym, expert, salt}). Anybody may run it.
    """
    if said.get("algorithm") != ALGORITHM:
        return [f"The algorithm is not {ALGORITHM}."]
    pool = [(each["stage"], each["pseudonym"]) for each in said["candidates"]]
    recused = frozenset(each["pseudonym"] for each in said["recused"])
    left = frozenset(each["pseudonym"] for each in said["left"])
    drawn = order(said["nonce"], said["public_value"], pool)
    checks = [
        (
            commitment(said["tender"], said["nonce"]) == said["commitment"],
            "The nonce is not the one that was committed to.",
        ),
        (pool_hash(pool) == said["pool_hash"], "The pool is not the one that was announced."),
        (len({name for _stage, name in pool}) == len(pool), "A pseudonym stands twice."),
        (drawn == said["order"], "The order does not follow from nonce and public value."),
        (recused <= set(drawn) and left <= set(drawn), "Somebody left who was not in the pool."),
        (
            seated(drawn, recused, left, said["experts"]) == said["seats"],
            "The seats are not the first of the order.",
        ),
        (
            all(
                pseudonym(each["expert"], each["salt"]) == each["pseudonym"]
                for each in said.get("opened", [])
            ),
            "A name does not belong to its pseudonym.",
        ),
    ]
    return [words for holds, words in checks if not holds]
