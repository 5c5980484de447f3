"""Who is acting: made once per request or task, and the first parameter of every command."""

import msgspec

from match.foundation.permissions import ROLES, STAFF, Permission, Role


class Grant(msgspec.Struct, frozen=True):
    """One role within a division (a prefix of the 12 digits), or for an organisation or home."""

    role: Role
    division: str
    organisation: int | None = None
    home: int | None = None

    def covers(self, division: str) -> bool:
        """Whether a thing at *division* (12 digits) lies within this grant."""
        return bool(self.division) and division.startswith(self.division)


class Actor(msgspec.Struct, frozen=True):
    """
    A person with their grants. ``covering`` names whom a delegate stands in for; ``withheld``
    says that there are staff roles which the session shows only after a second factor.
    ``waiting`` are roles of posts not taken up yet: they let her read, never act (notice 4.4d).
    """

    id: int | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    covering: int | None = None
    second_factor: bool = False
    withheld: bool = False
    system: bool = False
    waiting: tuple[Grant, ...] = ()

    @property
    def signed_in(self) -> bool:
        """Whether a person, or one of our own tasks, is acting."""
        return self.id is not None or self.system

    @property
    def staff(self) -> bool:
        """Whether any role of this person decides over other people's requests."""
        return any(grant.role in STAFF for grant in self.grants)

    @property
    def organisations(self) -> frozenset[int]:
        """The organisations this person may act for; a panel member only belongs to theirs."""
        return frozenset(
            g.organisation
            for g in self.grants
            if g.organisation is not None and g.role in (Role.manager, Role.purchaser)
        )

    @property
    def belongs_to(self) -> frozenset[int]:
        """Every organisation this person has any tie with: what a conflict of interest asks."""
        return frozenset(g.organisation for g in self.grants if g.organisation is not None)

    @property
    def homes(self) -> frozenset[int]:
        """The homes this person directs; a helper on the rota decides nothing for the home."""
        return frozenset(
            g.home for g in self.grants if g.home is not None and g.role is Role.director
        )

    @property
    def homes_in_sight(self) -> frozenset[int]:
        """The homes this person may look into: those she directs, and those she waits to."""
        return self.homes | {g.home for g in self.waiting if g.home is not None}

    def may(self, permission: Permission, division: str | None = None) -> bool:
        """
        Whether some grant holds *permission*, and covers *division* where one is named.

        Grants for one home or organisation cover their division's things only as far as the
        room's policy checks the home or organisation as well.
        """
        return self.system or any(
            permission in ROLES[grant.role] and (division is None or grant.covers(division))
            for grant in self.grants
        )

    def scope(self, permission: Permission) -> tuple[str, ...]:
        """The division prefixes in which this person holds *permission*, shortest first."""
        if self.system:
            return ("43",)
        held = {g.division for g in self.grants if permission in ROLES[g.role] and g.division}
        return tuple(sorted(held, key=lambda code: (len(code), code)))


ANONYMOUS = Actor()
SYSTEM = Actor(name="system", system=True)
