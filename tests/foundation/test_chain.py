"""A chain's links: one definition, three witnesses (by hand, in Python, in the database)."""

import hashlib

import pytest

from match.foundation.chain import START, link
from match.foundation.db import value

FIELDS = [
    [],
    [""],
    [None],
    ["a", "", "b"],
    ["12", "-5"],
    ["湘西土家族苗族自治州", "𠮷野家", "e\u0301"],
    ["1:a,", ",", ":"],
    ["a" * 10_000],
]


def by_hand(domain: str, before: bytes, fields: list[str | None]) -> bytes:
    """The definition, letter by letter."""
    text = ""
    for field in fields:
        text += "-," if field is None else str(len(field)) + ":" + field + ","
    return hashlib.sha256(domain.encode("utf-8") + bytes([0]) + before + text.encode()).digest()


@pytest.mark.parametrize("fields", FIELDS, ids=str)
async def test_the_database_and_we_make_the_same_link(db: None, fields: list[str | None]):
    before = hashlib.sha256(b"before").digest()
    made = await value("SELECT chain_link('test', $1, VARIADIC $2::text[])", before, fields)

    assert made == link("test", before, fields) == by_hand("test", before, fields)


def test_a_link_is_what_it_always_was():
    """Worked out with sha256sum; a change would orphan every chain there is."""
    # printf 'test\0' ; 32 NULs ; printf '1:a,-,2:10,' | sha256sum
    assert link("test", START, ["a", None, 10]).hex() == (
        "dbff7bccb283fcdc578eafc3ee6600469a02ae6d2318dd1d4f23d93bcb623e62"
    )


def test_different_fields_never_look_alike():
    made = {
        link(domain, before, fields)
        for domain in ("a", "b")
        for before in (START, b"\1" * 32)
        for fields in (["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["abc", None], ["3:abc,"])
    }

    assert len(made) == 2 * 2 * 6
