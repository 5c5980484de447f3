"""
Who stands where while every route is tried: one person per role and relation, one thing per room.

A room that has routes with parameters adds `tests/<room>/objects.py` with

    async def objects(scene: Scene) -> dict[str, str]

which makes its things at `scene.village` (or its township, or county) and returns the concrete
path for each of its parameterised routes: {"/needs/{need:int}": "/needs/7"}. Rooms are asked in
the order of their names, so a room may look at what an earlier one left in the scene.
"""

import importlib
import importlib.util
from pathlib import Path

from match.foundation.actor import Actor
from match.foundation.permissions import Role
from tests.people import make

TESTS = Path(__file__).parents[1]

# By the length of the division a role is held for: the division of the things, one beside it
# (same parent), and one further away.
RELATED: dict[int, dict[str, str]] = {
    2: {"own": "43"},
    4: {"own": "4331", "sibling": "4330"},
    6: {"own": "433101", "sibling": "433122", "cousin": "430102"},
    9: {"own": "433101001", "sibling": "433101002", "cousin": "433122100"},
    12: {"own": "433101001201", "sibling": "433101001202", "cousin": "433122100201"},
}
LEVEL: dict[Role, int] = {
    Role.director: 12,
    Role.rota: 12,
    Role.supervisor: 9,
    Role.station: 9,
    Role.county: 6,
    Role.protection: 6,
    Role.prefecture: 4,
    Role.province: 2,
    Role.education: 6,
    Role.federation: 6,
    Role.finance: 6,
    Role.party: 6,
    Role.purchaser: 6,
    Role.panel: 6,
    Role.auditor: 2,
    Role.editor: 2,
    Role.administrator: 2,
}
PERSONAL = (Role.manager, Role.donor, Role.volunteer, Role.expert)
ANONYMOUS = "anonymous"
CITIZEN = "citizen"


class Scene:
    """One village with its things, and everybody who might knock."""

    village = "433101001201"
    township = "433101001000"
    county = "433101000000"

    def __init__(self) -> None:
        self.home: int | None = None
        self.organisation: int | None = None
        self.other_organisation: int | None = None
        self.people: dict[tuple[str, str], Actor | None] = {}
        self.paths: dict[str, str] = {
            "/schema/{path:str}": "/schema/nothing-here",
            "/api/v1/search": "/api/v1/search?index=needs",
            "/api/v1/places/{code:str}": f"/api/v1/places/{self.county}",
            "/api/v1/places/{code:str}/children": f"/api/v1/places/{self.county}/children",
        }

    async def set_up(self) -> None:
        """Make the things of every room, then the people around them."""
        for divisions in RELATED.values():
            for code in divisions.values():
                await make.place(code.ljust(12, "0"))
        self.organisation = await make.organisation()
        self.other_organisation = await make.organisation()
        from tests.architecture.things import things  # which knows the scene in turn

        self.paths |= await things(self)
        # A large room is divided: its parts come after it, with objects of their own.
        for room in [*sorted(TESTS.glob("*/objects.py")), *sorted(TESTS.glob("*/*/objects.py"))]:
            part = ".".join(room.parent.relative_to(TESTS).parts)
            found = importlib.import_module(f"tests.{part}.objects")
            self.paths |= await found.objects(self)
        await self._gather()

    async def _gather(self) -> None:
        self.people[ANONYMOUS, "own"] = None
        self.people[CITIZEN, "own"] = await make.account()
        for role, level in LEVEL.items():
            for relation, division in RELATED[level].items():
                home = self.home if relation == "own" else 10**9
                self.people[role, relation] = await make.account(
                    role, division, home=home if role in (Role.director, Role.rota) else None
                )
        for role in PERSONAL:
            self.people[role, "own"] = await make.account(
                role, organisation=self.organisation if role == Role.manager else None
            )
        self.people[Role.manager, "sibling"] = await make.account(
            Role.manager, organisation=self.other_organisation
        )


def standing() -> dict[str, list[str]]:
    """In which relations to the things each name of the role column stands, the nearest first."""
    held = {str(role): list(RELATED[level]) for role, level in LEVEL.items()}
    held |= {str(role): ["own"] for role in (ANONYMOUS, CITIZEN, *PERSONAL)}
    return held | {str(Role.manager): ["own", "sibling"]}


def who() -> list[str]:
    """Every name of the role column."""
    return [ANONYMOUS, CITIZEN, *LEVEL, *PERSONAL]
