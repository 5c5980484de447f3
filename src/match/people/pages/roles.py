"""The roles desk: who holds which role in one's divisions, proposals, and freeing a colleague."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from match.foundation.actor import Actor
from match.foundation.errors import Denied, Invalid, MatchError
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import STAFF, Permission
from match.people.commands.factor import forget_factor
from match.people.commands.leaving import disable_account
from match.people.commands.roles import approve_role, end_role, propose_role, refuse_role
from match.people.door import require_fresh
from match.people.forms import ProposalForm, ReasonForm
from match.people.pages.common import Answer, AnyRequest
from match.people.pages.exporting import holders_export
from match.people.queries.roles import account_of_phone, holders, open_proposals
from match.people.words import role_label
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission


class RolePages(Controller):
    """For whoever invites, verifies or grants; the commands decide about each person."""

    path = "/roles"
    opt = {"staff": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(
        self, request: AnyRequest, actor: NamedDependency[Actor], after: FromQuery[int] = 0
    ) -> Answer:
        """Proposals that wait, and who holds what."""
        if wanted(request):
            _refuse_strangers(actor)
            return await send(request, holders_export(actor))
        return await self._show(request, actor, Entry(), after=after)

    async def _show(
        self, request: AnyRequest, actor: Actor, form: Entry, *, status: int = 200, after: int = 0
    ) -> Answer:
        _refuse_strangers(actor)
        found = await holders(actor, after=after)
        return page(
            "people/roles.html",
            request=request,
            status=status,
            form=form,
            proposals=await open_proposals(actor),
            holders=found,
            more=found[-1].id if len(found) == 100 else 0,
            proposes=actor.may(Permission.people_grant),
            roles=[(role, role_label(role)) for role in sorted(STAFF)],
            role_label=role_label,
        )

    @post("/proposals")
    async def propose(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Propose a role; two persons from two other bodies decide."""
        raw = await submission(request, ProposalForm)
        try:
            form = read(ProposalForm, raw)
            account = await account_of_phone(actor, form.phone)
            await propose_role(
                actor,
                account,
                role=form.role,
                division=form.division,
                reason=form.reason,
                valid_until=form.valid_until,
            )
        except Invalid as wrong:
            return await self._show(request, actor, Entry(raw, wrong.fields), status=422)
        except MatchError as refusal:
            entry = Entry(raw, {"role": refusal.message})
            return await self._show(request, actor, entry, status=refusal.status)
        return see("/roles")

    @post("/proposals/{proposal:int}/approval")
    async def approve(
        self, request: AnyRequest, actor: NamedDependency[Actor], proposal: FromPath[int]
    ) -> Answer:
        """Approve, with both factors just shown."""
        require_fresh(request)
        await approve_role(actor, proposal)
        return see("/roles")

    @post("/proposals/{proposal:int}/refusal")
    async def refuse(
        self, request: AnyRequest, actor: NamedDependency[Actor], proposal: FromPath[int]
    ) -> Answer:
        """Refuse with a reason; the proposer withdraws the same way, without one."""
        sent = await request.form()
        await refuse_role(actor, proposal, reason=str(sent.get("reason") or ""))
        return see("/roles")

    @post("/holders/{membership:int}/end")
    async def end(
        self, request: AnyRequest, actor: NamedDependency[Actor], membership: FromPath[int]
    ) -> Answer:
        """End somebody's role."""
        await end_role(actor, membership, reason=await _reason(request))
        return see("/roles")

    @post("/people/{account:int}/factor-reset")
    async def free(
        self, request: AnyRequest, actor: NamedDependency[Actor], account: FromPath[int]
    ) -> Answer:
        """Let a colleague who lost phone and recovery codes enrol anew."""
        require_fresh(request)
        await forget_factor(actor, account, reason=await _reason(request))
        return see("/roles")

    @post("/people/{account:int}/closure")
    async def close(
        self, request: AnyRequest, actor: NamedDependency[Actor], account: FromPath[int]
    ) -> Answer:
        """Close an account at once."""
        require_fresh(request)
        await disable_account(actor, account, reason=await _reason(request))
        return see("/roles")


_KEEPERS = (Permission.people_invite, Permission.people_verify)


async def _reason(request: AnyRequest) -> str:
    return read(ReasonForm, await submission(request, ReasonForm)).reason


def _refuse_strangers(actor: Actor) -> None:
    if not any(actor.may(held) for held in (*_KEEPERS, Permission.people_grant)):
        raise Denied(_("您的账号没有这项权限。如果工作需要，请联系上一级管理员。"))
