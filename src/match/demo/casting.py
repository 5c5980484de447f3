"""The people come first: staff of every desk in the prefecture, and one of each other role."""

from collections.abc import Sequence

from match.demo.cast import Part, county_parts, other_parts, township_parts
from match.demo.steps import Progress, Stage, Troupe
from match.foundation.actor import Actor
from match.foundation.permissions import Role

PREFECTURE = "4331"


class Staff:
    """Who sits at which desk: accounts by role and division prefix, in the order of the seats."""

    def __init__(self, troupe: Troupe) -> None:
        self._troupe = troupe
        self._seats: dict[tuple[Role, str], list[int]] = {}
        self.played: list[tuple[Part, int]] = []

    async def take(self, part: Part) -> None:
        """Seat one person."""
        account = await self._troupe.join(part)
        self._seats.setdefault((part.role, part.division), []).append(account)
        self.played.append((part, account))

    async def at(self, role: Role, division: str, seat: int = 0) -> Actor:
        """The person at a desk. *division* is the desk's own prefix."""
        return await self._troupe.actor(self._seats[role, division][seat])

    async def decider(self, division: str) -> Actor:
        """Who decides about what lies at *division*: its county's desk, or the next above."""
        for role, length in ((Role.county, 6), (Role.prefecture, 4), (Role.province, 2)):
            seats = self._seats.get((role, division[:length]))
            if seats:
                return await self._troupe.actor(seats[0])
        raise AssertionError("the province decides about all of it")


async def seat_staff(
    troupe: Troupe, counties: Sequence[str], townships: Sequence[str], progress: Progress
) -> Staff:
    """Make every staff person of the demo, or find them. Codes of twelve digits, in order."""
    parts = [
        *other_parts(PREFECTURE),
        *county_parts(counties),
        *township_parts(townships),
    ]
    stage = Stage(progress, "people", len(parts))
    staff = Staff(troupe)
    for part in parts:
        await staff.take(part)
        stage.step()
    return staff
