"""The verification desk: who an organisation is, what it shares with others, and the decision."""

from typing import Any

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from admin.pages.common import Answer, AnyRequest, decided, following, queue_page, words
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.people.commands.organisations import refuse_organisation, verify_organisation
from match.people.queries.organisations import verification_case, verification_queue
from match.places.queries import divisions

BASE = "/admin/organisations"


class OrganisationDesk(Controller):
    """Organisations that applied, the oldest first."""

    path = BASE
    include_in_schema = False
    opt = {"permission": Permission.people_verify}  # noqa: RUF012 # litestar reads it from the class

    @get("/")
    async def queue(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """The queue, with its first case open on a wide screen."""
        return await self._show(request, actor, None)

    @get("/{organisation_id:int}")
    async def case(
        self, request: AnyRequest, actor: NamedDependency[Actor], organisation_id: FromPath[int]
    ) -> Answer:
        """One application in full."""
        return await self._show(request, actor, organisation_id)

    @post("/{organisation_id:int}/decision")
    async def decide(
        self, request: AnyRequest, actor: NamedDependency[Actor], organisation_id: FromPath[int]
    ) -> Answer:
        """Verify what was seen, or refuse with a reason."""
        said = await words(request)
        seen = int(said["seen_version"]) if said.get("seen_version", "").isdecimal() else 0
        verbs: dict[str, Any] = {
            "verify": lambda: verify_organisation(actor, organisation_id, seen_version=seen),
            "refuse": lambda: refuse_organisation(
                actor, organisation_id, reason=said.get("reason", "")
            ),
        }
        act = verbs.get(said.get("act", ""))

        async def again(fields: dict[str, str], message: str) -> Answer:
            errors = fields or {"act": message}
            return await self._show(request, actor, organisation_id, errors, said, 422)

        async def onward() -> str:
            return following(await verification_queue(actor), organisation_id, BASE)

        if act is None:
            return await again({"act": _("请选择一种处理方式。")}, "")
        return await decided(request, act, onward=onward, again=again)

    async def _show(
        self,
        request: AnyRequest,
        actor: Actor,
        organisation_id: int | None,
        errors: dict[str, str] | None = None,
        said: dict[str, str] | None = None,
        status: int = 200,
    ) -> Answer:
        lines = await verification_queue(actor)
        first = lines[0].id if lines else None
        chosen = organisation_id if organisation_id is not None else first
        case = await verification_case(actor, chosen) if chosen is not None else None
        places = await divisions({line.division for line in lines})
        return queue_page(
            "admin/organisations.html",
            request,
            status=status,
            lines=lines,
            chosen=chosen,
            alone=organisation_id is not None,
            case=case,
            places=places,
            errors=errors or {},
            said=said or {},
        )
