"""The desk of the policy library: registering, putting right, relations, attachments."""

from collections.abc import Awaitable
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath

from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.publicity import commands, policy
from match.publicity.forms import PolicyForm, RelationForm
from match.publicity.pages.common import (
    WORDS,
    Answer,
    AnyRequest,
    department_words,
    level_options,
    numbered,
    sent_file,
    topic_options,
)
from match.publicity.queries import PolicyFile, kept_policies, policy_file
from match.publicity.states import relation_words
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission

BASE = "/desk/policies"


class PolicyDesk(Controller):
    """Records of documents, for those who keep the library."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page:
        """Every record, what was taken out too."""
        return page(
            "publicity/records.html", request=request, records=await kept_policies(actor), **WORDS
        )

    @get("/new")
    async def new(self, request: AnyRequest, actor: Who) -> Page:
        """An empty record."""
        return _sheet(request, actor, Entry({"level": "county"}))

    @post("/")
    async def register(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Enter a document; what was typed stands again where it is refused."""
        sent = await submission(request, PolicyForm)
        try:
            policy_id = await commands.register_policy(actor, read(PolicyForm, sent))
        except (Conflict, Invalid) as refusal:
            return _sheet(request, actor, Entry(sent, refusal.at("number")), refusal.status)
        return see(f"{BASE}/{policy_id}")

    @get("/{policy_id:int}")
    async def show(self, request: AnyRequest, actor: Who, policy_id: FromPath[int]) -> Page:
        """One record, to be put right."""
        return await _show(request, actor, policy_id)

    @post("/{policy_id:int}")
    async def save(
        self, request: AnyRequest, actor: Who, policy_id: FromPath[int]
    ) -> Answer | Page:
        """Put it right."""
        sent = await submission(request, PolicyForm)
        try:
            await _kept(actor, policy_id)
            await commands.save_policy(actor, policy_id, read(PolicyForm, sent))
        except (Conflict, Invalid) as refusal:
            entry = Entry(sent, refusal.at("number"))
            return await _show(request, actor, policy_id, entry, refusal.status)
        return see(f"{BASE}/{policy_id}?saved=1")

    @post("/{policy_id:int}/relations")
    async def relate(
        self, request: AnyRequest, actor: Who, policy_id: FromPath[int]
    ) -> Answer | Page:
        """Note what it does to another document."""
        return await _relation(request, actor, policy_id, commands.relate_policies)

    @post("/{policy_id:int}/relations/removal")
    async def unrelate(
        self, request: AnyRequest, actor: Who, policy_id: FromPath[int]
    ) -> Answer | Page:
        """Take that back."""
        return await _relation(request, actor, policy_id, commands.unrelate_policies)

    @post("/{policy_id:int}/attachments")
    async def attach(
        self, request: AnyRequest, actor: Who, policy_id: FromPath[int]
    ) -> Answer | Page:
        """A PDF or picture that everybody may download."""
        await _kept(actor, policy_id)
        title = str((await request.form()).get("attachment_title", ""))
        try:
            file_id = await keep_document(actor, await sent_file(request, "document"))
            await commands.attach_file(actor, policy_id, file_id, title)
        except Invalid as refusal:
            fields = {
                ("attachment_title" if k == "title" else k): v for k, v in refusal.fields.items()
            }
            return await _refused(
                request, actor, policy_id, {"attachment_title": title}, Invalid(fields), "document"
            )
        return see(f"{BASE}/{policy_id}#attachments")

    @post("/{policy_id:int}/attachments/{file_id:int}/removal")
    async def detach(self, actor: Who, policy_id: FromPath[int], file_id: FromPath[int]) -> Answer:
        """An attachment goes."""
        await _kept(actor, policy_id)
        await commands.detach_file(actor, policy_id, file_id)
        return see(f"{BASE}/{policy_id}#attachments")

    @post("/{policy_id:int}/removal")
    async def remove(
        self, request: AnyRequest, actor: Who, policy_id: FromPath[int]
    ) -> Answer | Page:
        """Take a record made by mistake out of the library."""
        await _kept(actor, policy_id)
        reason = str((await request.form()).get("reason", ""))
        deed = commands.remove_policy(actor, policy_id, reason)
        return await _done(request, actor, policy_id, deed, "reason", {"reason": reason})

    @post("/{policy_id:int}/restoration")
    async def restore(
        self, request: AnyRequest, actor: Who, policy_id: FromPath[int]
    ) -> Answer | Page:
        """Put it back."""
        await _kept(actor, policy_id)
        deed = commands.restore_policy(actor, policy_id)
        return await _done(request, actor, policy_id, deed, "reason", {})


async def _relation(request: AnyRequest, actor: Actor, policy_id: int, verb: Any) -> Answer | Page:
    await _kept(actor, policy_id)
    sent = await submission(request, RelationForm)
    try:
        await verb(actor, policy_id, read(RelationForm, sent))
    except (Conflict, Invalid) as refusal:
        return await _refused(request, actor, policy_id, dict(sent), refusal, "other_id")
    except NotFound as refusal:
        gone = Invalid({"other_id": refusal.message})
        return await _refused(request, actor, policy_id, dict(sent), gone, "other_id")
    return see(f"{BASE}/{policy_id}#relations")


async def _done(
    request: AnyRequest,
    actor: Actor,
    policy_id: int,
    deed: Awaitable[Any],
    field: str,
    sent: dict[str, Any],
) -> Answer | Page:
    try:
        await deed
    except (Conflict, Invalid) as refusal:
        return await _refused(request, actor, policy_id, sent, refusal, field)
    return see(f"{BASE}/{policy_id}")


async def _refused(
    request: AnyRequest,
    actor: Actor,
    policy_id: int,
    sent: dict[str, Any],
    refusal: Conflict | Invalid,
    field: str,
) -> Page:
    file = await _kept(actor, policy_id)
    entry = Entry({**_boxes(file), **sent}, refusal.at(field))
    return await _show(request, actor, policy_id, entry, refusal.status)


async def _kept(actor: Actor, policy_id: int) -> PolicyFile:
    """The record, for who keeps it. Raises NotFound, Denied."""
    file = await policy_file(actor, policy_id)
    if not file.may_keep:
        raise Denied(str(policy.can_keep(actor, "43")))
    return file


def _sheet(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    if not actor.may(P.publicity_library):
        raise Denied(str(policy.can_keep(actor, "43")))
    return page(
        "publicity/record_new.html", request=request, status=status, form=form, **_choices()
    )


async def _show(
    request: AnyRequest, actor: Actor, policy_id: int, form: Entry | None = None, status: int = 200
) -> Page:
    file = await _kept(actor, policy_id)
    others = [
        (str(each.id), numbered(each))
        for each in await kept_policies(actor)
        if each.id != policy_id
    ]
    return page(
        "publicity/record.html",
        request=request,
        status=status,
        file=file,
        form=form or Entry(_boxes(file)),
        others=others,
        saved=request.query_params.get("saved") == "1",
        relations=[(each.value, word) for each, word in relation_words().items()],
        **_choices(),
        **WORDS,
    )


def _boxes(file: PolicyFile) -> dict[str, Any]:
    """What stands in the boxes of a record."""
    view = file.view
    return {
        "title": view.title,
        "number": view.number or "",
        "issuers": "\n".join(view.issuers),
        "level": view.level.value,
        "topics": [each.value for each in view.topics],
        "issued_on": view.issued_on,
        "valid_from": view.valid_from,
        "valid_until": view.valid_until,
        "targets": [each.value for each in view.targets],
        "target_levels": [each.value for each in view.target_levels],
        "summary": view.summary,
        "body": view.body,
        "original_url": view.original_url,
        "provenance": view.provenance,
    }


def _choices() -> dict[str, Any]:
    return {
        "levels": level_options(),
        "topics": topic_options(),
        "departments": [(each.value, word) for each, word in department_words().items()],
        "placeholder_number": _("例如 国发〔2016〕13号"),
    }
