"""A fingerprint of an index that costs one pass, so that index and database can be compared every
ten minutes.

256 buckets by id: when two digests differ, only the differing buckets are sent again. The bucket of
a row is `id % 256` so that SQL can select it without our code.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import msgspec

BUCKETS = 256
_MASK = 2**64 - 1


class Digest(msgspec.Struct, frozen=True):
    count: int
    version_sum: int
    buckets: tuple[int, ...]

    def differing(self, other: Digest) -> tuple[int, ...]:
        """The buckets to send again."""
        pairs = zip(self.buckets, other.buckets, strict=True)
        return tuple(bucket for bucket, (mine, theirs) in enumerate(pairs) if mine != theirs)


def bucket_of(id: int) -> int:
    return id % BUCKETS


def digest_of(pairs: Iterable[tuple[int, int]]) -> Digest:
    """The digest of (id, version) pairs, in any order. A sum, not a xor: a row listed twice must
    not vanish.
    """
    buckets = [0] * BUCKETS
    count = version_sum = 0
    for id, version in pairs:
        count += 1
        version_sum += version
        word = blake2b(b"%d %d" % (id, version), digest_size=8).digest()
        buckets[bucket_of(id)] = (buckets[bucket_of(id)] + int.from_bytes(word, "big")) & _MASK
    return Digest(count, version_sum, tuple(buckets))
