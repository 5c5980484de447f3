"""Who plays in the demo: invented names, and numbers that nobody can be called at."""

from collections.abc import Sequence

import msgspec

from match.demo.content import wording
from match.demo.seed import pick
from match.foundation.permissions import Role

# One thousand block each of a range kept for the demo; the digits after it only count people.
DIRECTORS, MANAGERS, SUPERVISORS, CLERKS, COUNTIES, OTHERS, VOLUNTEERS, EXPERTS = range(8)


class Part(msgspec.Struct, frozen=True):
    """One person and the role they play. ``division`` is a prefix, "" for personal roles."""

    name: str
    phone: str
    role: Role
    division: str


def phone(block: int, number: int) -> str:
    """The *number*-th invented number of a block: valid in form, and given to nobody."""
    assert 0 <= number < 10_000, "a block holds ten thousand"
    return f"199000{block}{number:04d}"


def woman(*key: object) -> str:
    """An invented woman's name, the same for the same key."""
    words = wording()
    return pick(words.surnames, "surname", *key) + pick(words.women, "woman", *key)


def man(*key: object) -> str:
    """An invented man's name, the same for the same key."""
    words = wording()
    return pick(words.surnames, "surname", *key) + pick(words.men, "man", *key)


def township_parts(townships: Sequence[str]) -> list[Part]:
    """For each township (12 digits, in the tree's order) its supervisor and a clerk."""
    parts: list[Part] = []
    for number, code in enumerate(townships):
        place = code[:9]
        # The supervisor is a woman of the leadership, or the women's chair (notice 4.1c).
        parts.append(
            Part(woman("supervisor", code), phone(SUPERVISORS, number), Role.supervisor, place)
        )
        parts.append(Part(man("clerk", code), phone(CLERKS, number), Role.station, place))
    return parts


def county_parts(counties: Sequence[str]) -> list[Part]:
    """For each county two people who decide, so that nobody decides alone, and its other desks."""
    parts: list[Part] = []
    for number, code in enumerate(counties):
        place = code[:6]
        played = (Role.county, Role.county, Role.protection, Role.purchaser)
        for seat, role in enumerate(played):
            given = woman if seat % 2 == 0 else man
            parts.append(
                Part(given("county", code, seat), phone(COUNTIES, number * 10 + seat), role, place)
            )
    return parts


def other_parts(prefecture: str) -> list[Part]:
    """Prefecture, province and the people with one part only. *prefecture*: 4 digits."""
    played = (
        (Role.prefecture, prefecture),
        (Role.prefecture, prefecture),
        (Role.province, "43"),
        (Role.province, "43"),
        (Role.federation, prefecture),
        (Role.education, prefecture),
        (Role.finance, prefecture),
        (Role.auditor, prefecture),
        (Role.administrator, "43"),
        (Role.donor, ""),
        (Role.volunteer, ""),
        # Whoever approves a payment does not record it, and an opening needs five bodies.
        (Role.finance, prefecture),
        (Role.party, prefecture),
    )
    return [
        Part((woman if seat % 2 else man)("other", role, seat), phone(OTHERS, seat), role, division)
        for seat, (role, division) in enumerate(played)
    ]
