"""One door for each role, so that a visitor may look from every side. On loopback only."""

from collections.abc import Sequence

import msgspec

from match.demo.cast import Part
from match.demo.casting import Staff
from match.demo.content import organisations
from match.demo.steps import Troupe
from match.foundation.permissions import Role
from match.places.queries import divisions
from match.places.rules import code_from

# Managers of these organisations are shown: a charity, an enterprise, a social-work agency.
MANAGERS_SHOWN = ("nuanyang", "shuxiang", "shanquan")
DIRECTORS_SHOWN = 2


class SignIn(msgspec.Struct, frozen=True):
    """
    One demo account. ``place`` says in words where the role holds, or for whom; "" for roles
    that a person has for themselves. ``division`` is the prefix, "" likewise.
    """

    role: Role
    name: str
    phone: str
    account: int
    division: str
    place: str


async def sign_ins(
    staff: Staff, troupe: Troupe, directors: Sequence[tuple[Part, int, str]]
) -> tuple[SignIn, ...]:
    """
    The first person of each role, by how far the role reaches from the village upwards.

    *directors* are parts, accounts and home names, the busiest home's first.
    """
    shown: list[SignIn] = [
        SignIn(part.role, part.name, part.phone, account, part.division, home)
        for part, account, home in directors[:DIRECTORS_SHOWN]
    ]
    near = directors[0][0].division if directors else ""
    seen: set[Role] = set()
    for part, account in sorted(staff.played, key=lambda one: -len(one[0].division)):
        # Show the township and county above the shown director, so that her needs can be followed.
        if part.role in seen or not near.startswith(part.division):
            continue
        seen.add(part.role)
        shown.append(SignIn(part.role, part.name, part.phone, account, part.division, ""))
    for text in organisations():
        if text.key in MANAGERS_SHOWN:
            account = await troupe.account(text.person_in_charge, text.phone)
            shown.append(
                SignIn(Role.manager, text.person_in_charge, text.phone, account, "", text.name)
            )
    return await _with_places(shown)


async def _with_places(shown: Sequence[SignIn]) -> tuple[SignIn, ...]:
    wanted = {one.division: code_from(one.division) for one in shown if one.division}
    places = await divisions(wanted.values())
    return tuple(
        msgspec.structs.replace(one, place=places[wanted[one.division]].label)
        if one.division and not one.place
        else one
        for one in shown
    )
