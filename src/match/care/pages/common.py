"""What the room's pages share: words, choices, and the file shown again with complaints."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from litestar import Request, Response

from match.care import words
from match.care.commands.children import GROUPS, RISKS
from match.care.queries import child_file
from match.care.states import (
    Channel,
    Decision,
    GuardianKind,
    Leaving,
    Purpose,
    RequestKind,
)
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.parameters import whole
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import Shape, step

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/children"
WORDS: dict[str, Any] = {
    name: getattr(words, name) for name in dir(words) if name.endswith("_word")
}


def choices() -> dict[str, Any]:
    """What the forms offer, each as (code, words)."""
    return {
        "groups": [(code, words.group_word(code)) for code in GROUPS],
        "risks": [(code, words.risk_word(code)) for code in RISKS],
        "kinds": [(kind.value, words.guardian_word(kind)) for kind in GuardianKind],
        "channels": [(one.value, words.channel_word(one)) for one in Channel],
        "decisions": [(one.value, words.decision_word(one)) for one in Decision],
        "requests": [(one.value, words.request_word(one)) for one in RequestKind],
        "leavings": [(one.value, words.leaving_word(one)) for one in Leaving],
        "purposes": [(one.value, words.purpose_word(one)) for one in Purpose],
        "reasons": [(one, words.erasure_word(one)) for one in ("request", "mistake", "grown")],
    }


async def show_child(
    request: AnyRequest,
    actor: Actor,
    child_id: int,
    form: Entry | None = None,
    *,
    opened: str = "",
    status: int = 200,
) -> Page:
    """One child's page; *opened* names the part whose form has complaints."""
    file = await child_file(actor, child_id)
    return page(
        "care/child.html",
        request=request,
        status=status,
        file=file,
        form=form or Entry(),
        part=opened,
        today=clock.today(),
        year_on=clock.today() + timedelta(days=await whole("care.agreement_days") - 1),
        **choices(),
        **WORDS,
    )


async def carry_out(
    request: AnyRequest,
    actor: Actor,
    child_id: int,
    part: str,
    shape: type[Shape],
    act: Callable[[Shape], Awaitable[object]],
) -> Answer | Page:
    """Read a form of the child's page and carry it out; or show the page with what was wrong."""

    async def again(form: Entry, status: int) -> Page:
        return await show_child(request, actor, child_id, form, opened=part, status=status)

    return await step(request, shape, act, again, to=f"{BASE}/{child_id}#{part}", at="")
