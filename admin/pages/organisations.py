"""The verification desk: who an organisation is, what it shares with others, and the decision."""

from collections.abc import Sequence
from typing import Any, ClassVar

from admin.exporting import organisations_export
from admin.pages.desk import SHOWN, Desk, Verbs
from match.foundation.actor import Actor
from match.foundation.permissions import Permission
from match.people.commands.organisations import refuse_organisation, verify_organisation
from match.people.queries.organisations import Waiting, verification_case, verification_queue
from match.places.queries import divisions
from match.site.exporting import Export


class OrganisationDesk(Desk):
    """Organisations that applied."""

    path = "/admin/organisations"
    opt = {"permission": Permission.people_verify}  # noqa: RUF012 # litestar reads it from the class
    template: ClassVar[str] = "admin/organisations.html"

    async def lines(self, actor: Actor, queue: str, most: int = SHOWN) -> list[Waiting]:
        """The oldest first."""
        return await verification_queue(actor, limit=most)

    def told(self, lines: Sequence[Any], queue: str) -> Export:
        """The queue as a file."""
        return organisations_export(lines)

    async def facts(
        self, actor: Actor, case_id: int | None, lines: Sequence[Any], queue: str
    ) -> dict[str, Any]:
        """One application in full, and where all of them are."""
        return {
            "case": await verification_case(actor, case_id) if case_id is not None else None,
            "places": await divisions({line.division for line in lines}),
        }

    def verbs(self, actor: Actor, case_id: int, said: dict[str, str]) -> Verbs:
        """Verify what was seen, or refuse with a reason."""
        seen = int(said["seen_version"]) if said.get("seen_version", "").isdecimal() else 0
        reason = said.get("reason", "")
        return {
            "verify": lambda: verify_organisation(actor, case_id, seen_version=seen),
            "refuse": lambda: refuse_organisation(actor, case_id, reason=reason),
        }
