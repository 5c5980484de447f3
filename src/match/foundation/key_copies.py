"""
Copies of the children's key store, apart from every other backup and only for a short time.

The time is the limit of an erasure: until the last copy from before it is deleted, whoever holds
the copy, a database backup and the master keys could still read the child.
"""

from datetime import datetime, timedelta
from pathlib import Path

from match.foundation import clock
from match.foundation.keyring import Keyring
from match.foundation.keys import KeyTrouble, keys
from match.foundation.settings import Settings

STAMP = "%Y%m%dT%H%M%SZ"


def copy_keys(settings: Settings) -> Path:
    """Write today's copy and delete those that are too old; the path of the new one."""
    folder = settings.child_key_copies
    target = folder / f"children-{clock.now():{STAMP}}.keys"
    if not target.exists():
        Keyring(settings.child_keys, keys()).copy_to(target)
    prune(settings)
    return target


def prune(settings: Settings) -> list[Path]:
    """Delete the copies older than MATCH_CHILD_KEY_BACKUP_DAYS; which they were."""
    oldest = clock.now() - timedelta(days=settings.child_key_backup_days)
    gone: list[Path] = []
    for path in sorted(settings.child_key_copies.glob("children-*.keys")):
        made = datetime.strptime(path.stem.removeprefix("children-"), STAMP).replace(
            tzinfo=clock.now().tzinfo
        )
        if made < oldest:
            path.unlink()
            gone.append(path)
    return gone


def put_back(settings: Settings, copy: Path) -> int:
    """
    Make the store hold what *copy* holds as well, but for keys that it knows to be destroyed; how
    many keys came back. Raises KeyTrouble where the copy is not one, or is not of these keys.
    """
    return Keyring(settings.child_keys, keys()).take_in(copy)


__all__ = ["KeyTrouble", "copy_keys", "prune", "put_back"]
