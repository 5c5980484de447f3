"""The official account at the staff door: the token's times, calls, quotas, failures."""

from litestar import Controller, get

from admin.pages.common import Answer, AnyRequest
from match.foundation.permissions import Permission
from match.foundation.settings import settings
from match.foundation.wechat.wording import words
from match.publicity.wechat.queries import wechat_state
from match.site.htmx import page


class WechatStatePages(Controller):
    """For who looks after the running house."""

    path = "/admin/wechat"
    opt = {"permission": Permission.outbox_read}  # noqa: RUF012 # litestar reads it from the class
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest) -> Answer:
        """How the connection stands."""
        return page(
            "admin/wechat.html",
            request=request,
            state=await wechat_state(),
            push_url=f"{settings().base_url}/wechat/push",
            words=words,
        )
