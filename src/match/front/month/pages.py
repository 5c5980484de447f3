"""The month on one page, at a phone's width."""

from typing import Any

from litestar import Controller, Request, Response, get

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.front.month.gathering import may_see, month_of
from match.site.dependencies import Who
from match.site.htmx import page


class MonthPages(Controller):
    """For civil affairs of a county, a prefecture, the province; finance sees its part."""

    path = "/desk/month"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def month(self, request: Request[Any, Any, Any], actor: Who) -> Response[Any]:
        """What is due, what waits for approval, and the figures of the area."""
        if not may_see(actor):
            raise NotFound(_("本月工作只对民政和财政部门的工作人员开放。"))
        return page("front/month.html", request=request, month=await month_of(actor))
