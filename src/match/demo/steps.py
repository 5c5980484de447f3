"""How far the loader is, and the actors it lends to the commands."""

from collections.abc import Callable

from match.demo.cast import Part
from match.foundation.actor import SYSTEM, Actor
from match.people.commands.accounts import account_for_phone
from match.people.commands.roles import install_role
from match.people.sessions import actor_of_account

# What is being loaded (a word for the screen), how many are done, how many there are.
Progress = Callable[[str, int, int], None]


class Stage:
    """One part of the load, counted truly: each `step` is one thing that is really in place."""

    def __init__(self, progress: Progress, what: str, total: int) -> None:
        self._progress = progress
        self._what = what
        self._total = total
        self._done = 0
        progress(what, 0, total)

    def step(self) -> None:
        """One more thing is in place."""
        self._done += 1
        self._progress(self._what, self._done, self._total)


class Troupe:
    """The people of the demo. An actor is read once and then lent to every command."""

    def __init__(self) -> None:
        self._accounts: dict[str, int] = {}
        self._actors: dict[int, Actor] = {}

    async def join(
        self, part: Part, *, organisation: int | None = None, home: int | None = None
    ) -> int:
        """Make the person and give the role, or find both; returns the account's id."""
        account = await self.account(part.name, part.phone)
        await install_role(
            SYSTEM, account, part.role, part.division, organisation=organisation, home=home
        )
        self.forget(account)
        return account

    def forget(self, account: int) -> None:
        """The person's roles have changed: read them again before the next command."""
        self._actors.pop(account, None)

    async def account(self, name: str, phone: str) -> int:
        """The account of an invented number, made if there is none."""
        if phone not in self._accounts:
            self._accounts[phone] = await account_for_phone(SYSTEM, name=name, phone=phone)
        return self._accounts[phone]

    async def actor(self, account: int) -> Actor:
        """The person with all their roles."""
        if account not in self._actors:
            found = await actor_of_account(account)
            assert found is not None, "the account was made by this load"
            self._actors[account] = found
        return self._actors[account]
