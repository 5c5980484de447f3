"""
The log's own key, and a day's head signed with it.

The key is a file beside the master keys. To change it, `match log --new-key` puts the old one aside
as `<file>.retired` and makes another; the next head is signed with the new one, for which the old
one vouches, and the retired file can then be destroyed. Public keys are kept and told for ever.
"""

import os
from datetime import timedelta
from pathlib import Path

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import value
from match.foundation.keys import KeyTrouble
from match.foundation.settings import Settings
from match.foundation.signing import Signer, create, signer
from match.openness.publiclog import queries, rules
from match.openness.publiclog.commands.heads import Signature, keep_head, keep_key

NAME = "public-log-heads.jsonl"


def key_file(settings: Settings) -> Path:
    """Where the private key lies."""
    return settings.keys.with_name(settings.keys.name + ".log")


async def sign_day(actor: Actor, settings: Settings) -> Signature | None:
    """
    Sign how far the log is, as the head of the day that ended; None where that day has
    its head, and for an empty log.

    The head is also added to a file beside the ledger's seals, to be carried off the host. Raises
    KeyTrouble where the key cannot be read, or is gone although it has signed before.
    """
    day = clock.today() - timedelta(days=1)
    place, link = await queries.end()
    if not place or await value("SELECT id FROM public_log_head WHERE day >= $1", day):
        return None
    hand = await _hand(actor, settings)
    at = clock.now().replace(microsecond=0)
    said = rules.head_text(day, place, link, at)
    head = Signature(day, place, link, at, hand.public.hex(), hand.sign(said).hex())
    if not await keep_head(actor, head):
        return None
    await export(settings)
    return head


def new_key(settings: Settings) -> None:
    """Put the key aside and make another. Raises KeyTrouble where one waits aside already."""
    path = key_file(settings)
    aside = _retired(path)
    if aside.exists():
        raise KeyTrouble(f"{aside} waits for the next head: `match log`, then destroy it.")
    if path.exists():
        os.replace(path, aside)
    create(path)


async def export(settings: Settings) -> int:
    """Add to the file of heads what it lacks; returns how many. One line a day, only added to."""
    path = settings.seals / NAME
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    have = path.read_bytes().count(b"\n") if path.exists() else 0
    missing = (await queries.heads())[::-1][have:]
    with path.open("ab") as file:
        file.write(b"".join(msgspec.json.encode(head) + b"\n" for head in missing))
        file.flush()
        os.fsync(file.fileno())
    return len(missing)


async def _hand(actor: Actor, settings: Settings) -> Signer:
    """The key at hand, remembered with the word of the one before. The very first one is made."""
    path = key_file(settings)
    known = [key.key for key in await queries.keys()]
    if not known and not path.exists():
        create(path)
    hand = signer(path, rules.HEAD_PURPOSE)
    if hand is None:
        raise KeyTrouble(
            f"{path} is gone: put back your copy, or make another with `match log --new-key`; "
            "readers are then told that no older key vouches for it."
        )
    if hand.public.hex() not in known:
        old = signer(_retired(path), rules.KEY_PURPOSE)
        await keep_key(
            actor,
            hand.public.hex(),
            clock.now().replace(microsecond=0),
            old.public.hex() if old else None,
            old.sign(hand.public).hex() if old else None,
        )
    return hand


def _retired(path: Path) -> Path:
    return path.with_name(path.name + ".retired")
