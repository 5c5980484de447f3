"""The draw can be made again by anybody from what is public, and every change of it is found."""

import copy
import hashlib
from collections import Counter
from typing import Any

import pytest

from match.panels import drawing

NONCE = "ab" * 32
PUBLIC = "cd" * 32


def sha(*parts: object) -> str:
    """Written from the description in the guide, not from the module."""
    return hashlib.sha256("|".join(["xth-draw-1", *map(str, parts)]).encode()).hexdigest()


def record() -> dict[str, Any]:
    """A drawn panel of two experts from six, one recused, one gone; by an independent hand."""
    salts = {number: f"{number:032x}" for number in range(1, 7)}
    names = {number: sha("candidate", number, salt)[:16] for number, salt in salts.items()}
    pool = [{"stage": 1 if number < 5 else 2, "pseudonym": names[number]} for number in names]
    order = [
        each["pseudonym"]
        for each in sorted(
            pool, key=lambda each: (each["stage"], sha("order", NONCE, PUBLIC, each["pseudonym"]))
        )
    ]
    lines = "\n".join(sorted(f"{each['stage']}:{each['pseudonym']}" for each in pool))
    sits = [order[1], order[3]]
    numbers = {name: number for number, name in names.items()}
    return {
        "algorithm": "xth-draw-1",
        "tender": 9,
        "experts": 2,
        "nonce": NONCE,
        "public_value": PUBLIC,
        "commitment": sha("commit", 9, NONCE),
        "pool_hash": hashlib.sha256(lines.encode()).hexdigest(),
        "candidates": pool,
        "order": order,
        "recused": [{"pseudonym": order[0], "ties": ["employer"]}],
        "left": [{"pseudonym": order[2]}],
        "seats": sits,
        "opened": [
            {"pseudonym": name, "expert": numbers[name], "salt": salts[numbers[name]]}
            for name in sits
        ],
    }


def test_an_honest_draw_is_recounted_without_a_complaint():
    assert drawing.recount(record()) == []


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("nonce", lambda _held: "ac" * 32),
        ("public_value", lambda _held: "ce" * 32),
        ("tender", lambda _held: 10),
        ("experts", lambda _held: 3),
        ("candidates", lambda held: held[1:]),
        ("candidates", lambda held: [*held, held[0]]),
        ("order", lambda held: [held[1], held[0], *held[2:]]),
        ("recused", lambda _held: []),
        ("left", lambda _held: []),
        ("seats", lambda held: held[::-1]),
        ("seats", lambda held: held[:1]),
        ("opened", lambda held: [{**held[0], "expert": 77}]),
        ("algorithm", lambda _held: "xth-draw-0"),
    ],
)
def test_every_change_of_a_draw_is_found(field: str, change: Any) -> None:
    """The twin: whatever is bent, the recount says so."""
    bent = copy.deepcopy(record())
    bent[field] = change(bent[field])

    assert drawing.recount(bent) != []


def test_earlier_stages_are_asked_first():
    pool = [(stage, sha(stage, number)[:16]) for stage in (3, 2, 1) for number in range(20)]
    stages = {name: stage for stage, name in pool}
    drawn = [stages[name] for name in drawing.order(NONCE, PUBLIC, pool)]

    assert drawn == sorted(drawn)


def test_everybody_is_drawn_about_equally_often():
    """4,000 draws of one from ten: each near 400; seven standard deviations are 133."""
    pool = [(1, sha("person", number)[:16]) for number in range(10)]
    first = Counter(drawing.order(sha("nonce", turn), PUBLIC, pool)[0] for turn in range(4000))

    assert len(first) == 10
    assert all(abs(times - 400) < 133 for times in first.values())


def test_neither_half_of_the_seed_decides_alone():
    pool = [(1, sha("person", number)[:16]) for number in range(30)]
    drawn = drawing.order(NONCE, PUBLIC, pool)

    assert drawing.order("00" * 32, PUBLIC, pool) != drawn
    assert drawing.order(NONCE, "00" * 32, pool) != drawn
    assert drawing.order(NONCE, PUBLIC, pool[::-1]) == drawn
