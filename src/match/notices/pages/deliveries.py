"""What could not be carried outside, for whoever keeps the installation running."""

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.foundation.permissions import Permission
from match.notices.commands import drive_again
from match.notices.groups import group_of, group_word
from match.notices.pages.common import Answer, AnyRequest, channel_word, error_word, pace_word
from match.notices.queries.deliveries import failed, standing
from match.site.dependencies import Who
from match.site.htmx import page
from match.site.steps import see

BASE = "/desk/deliveries"
PER_PAGE = 50


class DeliveryPages(Controller):
    """Kinds, channels and errors; nothing of whom it was for."""

    path = BASE
    include_in_schema = False

    @get("/", opt={"permission": Permission.outbox_read})
    async def listed(
        self, request: AnyRequest, actor: Who, before: FromQuery[int | None] = None
    ) -> Answer:
        """Newest first."""
        found = await failed(PER_PAGE + 1, before=before)
        shown = found[:PER_PAGE]
        return page(
            "notices/deliveries.html",
            request=request,
            failed=shown,
            more=shown[-1].id if len(found) > PER_PAGE else 0,
            standing=await standing(),
            drives=actor.may(Permission.outbox_redrive),
            channel_word=channel_word,
            pace_word=pace_word,
            error_word=error_word,
            kind_word=lambda kind: group_word(group_of(kind))[0],
        )

    @post("/{delivery_id:int}/redrive", opt={"permission": Permission.outbox_redrive})
    async def again(self, actor: Who, delivery_id: FromPath[int]) -> Answer:
        """Another hour of tries."""
        await drive_again(actor, delivery_id)
        return see(BASE)
