"""Posters: one home's for everybody, a township's all at once for officials."""

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery

from match.foundation.decisions import require
from match.foundation.language import speak
from match.foundation.permissions import Permission
from match.insight.policy import can_read
from match.insight.posters import home_poster, township_posters
from match.places.queries import path
from match.site.dependencies import Who


class HomePosters(Controller):
    """For whoever wants to hang one up."""

    path = "/homes/{home_id:int}/poster.pdf"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def one(self, home_id: FromPath[int], paper: FromQuery[str] = "a4") -> Response[bytes]:
        """A4, or A3 by ``?paper=a3``; in Chinese whatever the visitor reads."""
        speak("zh")
        return _pdf(await home_poster(home_id, paper), f"poster-{home_id}.pdf")


class TownshipPosters(Controller):
    """For officials: every open home of a township, a page each."""

    path = "/gauges/{code:str}/posters.pdf"
    opt = {"permission": Permission.insight_read}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def all_of_them(
        self, actor: Who, code: FromPath[str], paper: FromQuery[str] = "a4"
    ) -> Response[bytes]:
        """A4, or A3 by ``?paper=a3``."""
        await path(code)
        require(can_read(actor, code))
        speak("zh")
        return _pdf(await township_posters(code, paper), f"posters-{code}.pdf")


def _pdf(data: bytes, name: str) -> Response[bytes]:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(data, media_type="application/pdf", headers=headers)
