"""Handing a need in, and what its writers do with it afterwards. Actions are nouns."""

from collections.abc import Mapping

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid, MatchError
from match.foundation.language import _
from match.needs.commands import (
    answer_question,
    confirm_need,
    discard_draft,
    submit_need,
    withdraw_need,
)
from match.needs.commands.writing import LikelyDuplicate
from match.needs.pages.common import Answer, AnyRequest, number_of, steps_of, writable_file
from match.needs.pages.desk import show_need
from match.needs.queries import NeedFile, like_needs, need_file
from match.needs.states import NeedStatus, inside
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see


class NeedHanding(Controller):
    """Check answers, declare, submit; answer, withdraw, confirm, discard."""

    path = "/desk/needs/{need_id:int}"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/check")
    async def check(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Everything once more, each part with its way back."""
        return await _check(request, await writable_file(actor, need_id), Entry())

    @post("/submission")
    async def submit(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Hand it in. A likely duplicate wants a reason first."""
        file = await writable_file(actor, need_id)
        sent = await _texts(request)
        if sent.get("declared") != "true":
            wrong = {"declared": _("请先确认声明，再提交。")}
            return await _check(request, file, Entry(sent, wrong), 422)
        try:
            await submit_need(actor, need_id, duplicate_reason=sent.get("duplicate_reason", ""))
        except LikelyDuplicate as refusal:
            entry = Entry(sent, {"duplicate_reason": refusal.message})
            return await _check(request, file, entry, 422)
        except Invalid as refusal:
            return await _check(request, file, Entry(sent, _by_step(refusal.fields)), 422)
        except Conflict as refusal:
            return await _check(request, file, Entry(sent, {"declared": refusal.message}), 409)
        return see(f"/desk/needs/{need_id}/receipt")

    @get("/receipt")
    async def receipt(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Its number, who acts next and by when."""
        file = await need_file(actor, need_id)
        if file.submitted_at is None:
            raise Conflict(_("这条需求还没有提交。"))
        return page(
            "needs/receipt.html",
            request=request,
            need=file.view,
            file=file,
            number=number_of(need_id),
            standing=inside(file.view.status),
            privacy=file.view.status is NeedStatus.privacy,
        )

    @post("/answer")
    async def answer(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Answer the reviewer's question; the need is handed in again with it."""
        sent = await _texts(request)
        try:
            await answer_question(actor, need_id, sent.get("answer", ""))
        except (Invalid, Conflict) as refusal:
            return await _again(request, actor, need_id, sent, refusal, "answer")
        return see(f"/desk/needs/{need_id}/receipt")

    @post("/withdrawal")
    async def withdraw(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Answer:
        """Take it back, with the reason."""
        sent = await _texts(request)
        try:
            await withdraw_need(actor, need_id, sent.get("reason", ""))
        except (Invalid, Conflict) as refusal:
            return await _again(request, actor, need_id, sent, refusal, "reason")
        return see(f"/desk/needs/{need_id}")

    @post("/confirmation")
    async def confirm(self, actor: NamedDependency[Actor], need_id: FromPath[int]) -> Answer:
        """What was received is what was asked."""
        await confirm_need(actor, need_id)
        return see(f"/desk/needs/{need_id}")

    @post("/removal")
    async def discard(self, actor: NamedDependency[Actor], need_id: FromPath[int]) -> Answer:
        """Throw away a draft that was never handed in."""
        await discard_draft(actor, need_id)
        return see("/desk/needs")


async def _check(request: AnyRequest, file: NeedFile, form: Entry, status: int = 200) -> Answer:
    view = file.view
    steps = steps_of(file)
    alike = await like_needs(file.home_id, view.id, view.title, view.category) if view.title else []
    return page(
        "needs/check.html",
        request=request,
        status=status,
        need=view,
        file=file,
        steps=steps,
        ready=all(step.done for step in steps if step.required),
        alike=alike,
        form=form,
        asked=view.status is NeedStatus.information,
    )


async def _again(
    request: AnyRequest,
    actor: Actor,
    need_id: int,
    sent: Mapping[str, str],
    refusal: MatchError,
    field: str,
) -> Answer:
    wrong = refusal.fields if isinstance(refusal, Invalid) else {field: refusal.message}
    file = await need_file(actor, need_id)
    entry = Entry(sent, _by_step(wrong))
    return await show_need(request, actor, file, entry, status=refusal.status)


def _by_step(fields: Mapping[str, str]) -> dict[str, str]:
    """Complaints about texts, under the step where they are changed."""
    moved = {"title": "kind", "purpose": "kind"}
    told: dict[str, list[str]] = {}
    for name, message in fields.items():
        step = moved.get(name, "lines" if name.startswith("line") else name)
        told.setdefault(step, []).append(message)
    return {step: " ".join(messages) for step, messages in told.items()}


async def _texts(request: AnyRequest) -> dict[str, str]:
    sent = await request.form()
    return {name: str(sent.get(name, "")).strip() for name in dict.fromkeys(sent)}
