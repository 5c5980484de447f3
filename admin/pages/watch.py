"""The outbox with its dead letters, and the trail."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from admin import trail_words, words
from admin.exporting import outbox_export, trail_export
from admin.pages.common import Answer, AnyRequest
from admin.queries import redrive, trail, undelivered
from match.foundation.actor import Actor
from match.foundation.permissions import Permission
from match.people.queries.people import recorded_names
from match.site.exporting import MOST, send, wanted
from match.site.htmx import page
from match.site.steps import see


class OutboxPages(Controller):
    """What has not reached all its listeners."""

    path = "/admin/outbox"
    include_in_schema = False

    @get("/", opt={"permission": Permission.outbox_read})
    async def show(self, request: AnyRequest) -> Answer:
        """Facts that wait, and those that were given up."""
        if wanted(request):
            found = await undelivered(dead=True, limit=MOST)
            found += await undelivered(dead=False, limit=MOST)
            return await send(request, outbox_export(found))
        return page(
            "admin/outbox.html",
            request=request,
            waiting=await undelivered(dead=False),
            dead=await undelivered(dead=True),
        )

    @post("/{fact_id:int}/redrive", opt={"permission": Permission.outbox_redrive})
    async def again(self, actor: NamedDependency[Actor], fact_id: FromPath[int]) -> Answer:
        """Another five tries for one dead fact."""
        await redrive(actor, fact_id)
        return see("/admin/outbox")


class AuditPages(Controller):
    """Who did what, when and why; never a personal value."""

    path = "/admin/audit"
    include_in_schema = False

    @get("/", opt={"permission": Permission.audit_read})
    async def show(
        self,
        request: AnyRequest,
        actor: NamedDependency[Actor],
        kind: FromQuery[str] = "",
        subject: FromQuery[int | None] = None,
        before: FromQuery[int | None] = None,
    ) -> Answer:
        """Fifty lines, newest first; by kind of thing, or of one thing."""
        if wanted(request):
            return await send(request, trail_export(actor, kind, subject))
        lines = await trail(actor, kind=kind, subject=subject, before=before)
        people = {line.actor_id for line in lines} | {line.covering_id for line in lines}
        return page(
            "admin/audit.html",
            block="results",
            request=request,
            lines=lines,
            kind=kind,
            subject=subject,
            names=await recorded_names([person for person in people if person is not None]),
            say=words,
            trail=trail_words,
        )
