"""
Shamir's sharing over GF(256) with the polynomial of AES, as the bids' envelopes use it.

Written for the verifier alone, in the plainest way: it shares no line and no table with the
packages that split and combine in the product.
"""

from collections.abc import Sequence
from functools import reduce

REDUCING = 0x11B
"""x⁸ + x⁴ + x³ + x + 1."""


def times(a: int, b: int) -> int:
    """The product of two elements, bit by bit."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0x100:
            a ^= REDUCING
        b >>= 1
    return product


def inverse(a: int) -> int:
    """The element by which *a* makes 1: a²⁵⁴. Raises ZeroDivisionError for nought."""
    if not a:
        raise ZeroDivisionError("nought has no inverse")
    return reduce(lambda made, _: times(made, a), range(254), 1)


def at(shares: Sequence[bytes], x: int) -> bytes:
    """
    The polynomials through *shares* (each its values, then its own x in the last byte) at *x*; the
    secret is at 0. Raises ValueError for shares that make no polynomial.
    """
    places = [share[-1] for share in shares]
    if len(set(places)) != len(places) or 0 in places or len({len(s) for s in shares}) != 1:
        raise ValueError("shares of different lengths, or of one official twice")
    weights = [
        reduce(
            times,
            (times(x ^ other, inverse(place ^ other)) for other in places if other != place),
            1,
        )
        for place in places
    ]
    return bytes(
        reduce(lambda sum_, one: sum_ ^ one, map(times, column, weights))
        for column in zip(*(share[:-1] for share in shares), strict=True)
    )
