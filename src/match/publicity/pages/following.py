"""Following topics: what I want to hear of, and leaving in one step."""

from litestar import Controller, get, post

from match.foundation.forms import read
from match.publicity.commands import follow_publicity, leave_publicity
from match.publicity.forms import FollowForm
from match.publicity.pages.common import Answer, AnyRequest, topic_options
from match.publicity.queries import followed_topics
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission

BASE = "/me/topics"


class FollowingPages(Controller):
    """Messages come through the notices room, at the pace that the person chose there."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who) -> Page:
        """What this person follows."""
        followed = await followed_topics(actor)
        return page(
            "publicity/following.html",
            request=request,
            form=Entry({"topics": [str(each) for each in followed or ()]}),
            followed=followed is not None,
            topics=topic_options(),
        )

    @post("/")
    async def follow(self, request: AnyRequest, actor: Who) -> Answer:
        """Follow these topics; none ticked: everything."""
        form = read(FollowForm, await submission(request, FollowForm))
        await follow_publicity(actor, form.topics)
        return see(BASE)

    @post("/end")
    async def leave(self, actor: Who) -> Answer:
        """Hear of nothing any more."""
        await leave_publicity(actor)
        return see(BASE)
