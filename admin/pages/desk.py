"""A desk of the staff door: a queue with one case open, and the decision on it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, ClassVar

from litestar import Controller, get, post
from litestar.params import FromPath

from admin import words
from admin.pages.common import Answer, AnyRequest
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.site.dependencies import Who
from match.site.exporting import MOST, Export, send, wanted
from match.site.htmx import page
from match.site.steps import see

SHOWN = 100
"""Of a queue on its page; nobody decides more in a day."""

Verbs = Mapping[str, Callable[[], Awaitable[Any]]]


class Desk(Controller):
    """What all desks do. Each says its address and who sits there, its queue, case and verbs."""

    include_in_schema = False
    template: ClassVar[str]

    def admit(self, actor: Actor) -> None:
        """Raises Denied for whom this desk is not, where ``opt`` cannot say it."""

    async def lines(self, actor: Actor, queue: str, most: int = SHOWN) -> Sequence[Any]:
        """What waits, first things first, *most* at most; *queue* names one of several."""
        raise NotImplementedError

    def told(self, lines: Sequence[Any], queue: str) -> Export:
        """The queue as a file."""
        raise NotImplementedError

    async def facts(
        self, actor: Actor, case_id: int | None, lines: Sequence[Any], queue: str
    ) -> dict[str, Any]:
        """What the page says beside its *lines*; no case is open where nothing waits."""
        raise NotImplementedError

    def verbs(self, actor: Actor, case_id: int, said: dict[str, str]) -> Verbs:
        """What each button does, by the value of ``act``."""
        raise NotImplementedError

    @get("/")
    async def queue(self, request: AnyRequest, actor: Who) -> Answer:
        """The queue, with its first case open on a wide screen; as a file, the whole of it."""
        if wanted(request):
            self.admit(actor)
            queue = request.query_params.get("queue", "")
            return await send(request, self.told(await self.lines(actor, queue, MOST), queue))
        return await self.shown(request, actor, None)

    @get("/{case_id:int}")
    async def case(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer:
        """One case in full."""
        return await self.shown(request, actor, case_id)

    @post("/{case_id:int}/decision")
    async def decide(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer:
        """One of the buttons: ``act`` names it, ``reason`` says why."""
        return await self.decided(request, actor, case_id)

    async def decided(self, request: AnyRequest, actor: Actor, case_id: int) -> Answer:
        """
        Carry a decision out and go to the next case; or show the case again with what was wrong.

        A case that somebody else decided meanwhile is shown as it is now, with that sentence.
        """
        self.admit(actor)
        sent = await request.form()
        said = {name: str(text).strip() for name, text in sent.items() if isinstance(text, str)}
        act = self.verbs(actor, case_id, said).get(said.get("act", ""))
        if act is None:
            wrong = {"act": _("请选择一种处理方式。")}
            return await self.shown(request, actor, case_id, wrong, said)
        try:
            await act()
        except Invalid as invalid:
            # The form has one box, whatever the verb calls what is written there.
            fields = {"reason" if k == "question" else k: why for k, why in invalid.fields.items()}
            wrong = fields or {"act": invalid.message}
            return await self.shown(request, actor, case_id, wrong, said)
        except Conflict as conflict:
            return await self.shown(request, actor, case_id, {"act": conflict.message}, said)
        return see(self._following(await self.lines(actor, ""), case_id))

    async def shown(
        self,
        request: AnyRequest,
        actor: Actor,
        case_id: int | None,
        errors: dict[str, str] | None = None,
        said: dict[str, str] | None = None,
    ) -> Answer:
        """The whole page for a browser, the open case alone for htmx; 422 with *errors*."""
        self.admit(actor)
        queue = request.query_params.get("queue", "")
        lines = await self.lines(actor, queue)
        chosen = case_id if case_id is not None else (lines[0].id if lines else None)
        return page(
            self.template,
            block="case_body",
            request=request,
            status=422 if errors else 200,
            say=words,
            desk=self.path,
            lines=lines,
            chosen=chosen,
            alone=case_id is not None,
            errors=errors or {},
            said=said or {},
            **await self.facts(actor, chosen, lines, queue),
        )

    def _following(self, lines: Sequence[Any], current: int) -> str:
        """Where to go after a decision: the next case of the queue, or the queue."""
        rest = [line.id for line in lines if line.id != current]
        later = [case for case in rest if case > current] or rest
        return f"{self.path}/{later[0]}" if later else self.path
