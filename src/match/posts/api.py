"""Posts as JSON: who directs a home, and where a post is vacant."""

from datetime import date

import msgspec
from litestar import Controller, get
from litestar.params import FromPath

from match.foundation.errors import Denied
from match.foundation.language import _
from match.posts.queries import Post, areas_of, home_posts, vacant
from match.posts.states import PostStatus
from match.site.api import problems
from match.site.dependencies import Who


class PostAnswer(msgspec.Struct, frozen=True):
    """
    A post without its person: ``kind`` DK-*, ``status``, since when; ``may_act`` is false before
    the county's exam (notice 4.4d).
    """

    id: int
    kind: str | None
    status: PostStatus
    since: date | None
    exam_passed_on: date | None
    may_act: bool


class HomePostsAnswer(msgspec.Struct, frozen=True):
    """Who directs a home, and who is to; null where nobody is."""

    home_id: int
    holder: PostAnswer | None
    coming: PostAnswer | None


class VacantAnswer(msgspec.Struct, frozen=True):
    """How many townships lack a supervisor and homes a director, in the reader's areas."""

    areas: tuple[str, ...]
    townships: int
    homes: int


class PostApi(Controller):
    """For those who look after homes."""

    path = "/api/v1/posts"
    tags = ("posts",)
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict

    @get("/homes/{home_id:int}", summary="Who directs a home", responses=problems(401, 404, 503))
    async def home(self, actor: Who, home_id: FromPath[int]) -> HomePostsAnswer:
        """The holder and the successor of one home."""
        file = await home_posts(actor, home_id)
        return HomePostsAnswer(home_id, _answer(file.holder), _answer(file.coming))

    @get("/vacant", summary="Vacant posts", responses=problems(401, 403, 503))
    async def vacant(self, actor: Who) -> VacantAnswer:
        """Counts of one's own areas."""
        areas = areas_of(actor)
        if not areas:
            raise Denied(_("只有儿童主任、督导员、社工站和民政部门可以查看岗位。"))
        return VacantAnswer(areas, *await vacant(areas))


def _answer(post: Post | None) -> PostAnswer | None:
    if post is None:
        return None
    return PostAnswer(
        post.id,
        post.kind,
        post.status,
        post.since,
        post.exam_passed_on,
        post.status is PostStatus.active,
    )
