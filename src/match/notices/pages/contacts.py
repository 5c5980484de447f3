"""Where one is told: the mailbox proven by a code, the WeChat account bound by one, what rests."""

from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation.actor import Actor
from match.foundation.errors import Invalid, MatchError, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.settings import settings
from match.notices.codes import CodesByMail
from match.notices.commands import resume_channel
from match.notices.forms import MailCodeForm, MailForm
from match.notices.pages.common import Answer, AnyRequest, channel_word, error_word
from match.notices.ports import mail_port, wechat_port
from match.notices.queries.choices import pauses_of
from match.notices.states import Channel
from match.people.addresses import tidy_mail
from match.people.commands.contacts import begin_wechat, claim_mail, confirm_mail, remove_contact
from match.people.door import visit_of
from match.people.phones import masked_phone
from match.people.queries.contacts import contacts
from match.people.queries.people import profile
from match.people.states import ContactKind
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission

BASE = "/me/notices/contacts"


class ContactPages(Controller):
    """One's own; nobody else's."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who) -> Answer:
        """Phone, mailbox, WeChat."""
        return await _show(request, actor)

    @post("/mail")
    async def claim(self, request: AnyRequest, actor: Who) -> Answer:
        """Send a code to a mailbox; the answer is the same whosever it is."""
        sent = await submission(request, MailForm)
        try:
            address = tidy_mail(read(MailForm, sent).mail)
            code = await claim_mail(actor, visit_of(request), address)
            shown = await CodesByMail(mail_port(settings())).send(address, code)
        except MatchError as refused:
            entry = Entry(sent, refused.at("mail"))
            return await _show(request, actor, entry, status=refused.status)
        if shown:
            return await _show(request, actor, demo_code=shown)
        return see(BASE)

    @post("/mail/code")
    async def confirm(self, request: AnyRequest, actor: Who) -> Answer:
        """Prove the mailbox."""
        sent = await submission(request, MailCodeForm)
        try:
            await confirm_mail(actor, read(MailCodeForm, sent).code)
        except Invalid as invalid:
            return await _show(request, actor, Entry(sent, invalid.fields), status=422)
        return see(BASE)

    @post("/{kind:str}/removal")
    async def remove(self, actor: Who, kind: FromPath[str]) -> Answer:
        """Take a mailbox or WeChat account away."""
        await remove_contact(actor, _kind(kind))
        return see(BASE)

    @post("/wechat")
    async def begin(self, request: AnyRequest, actor: Who) -> Answer:
        """Show the digits to type into the official account; they are shown once."""
        code = await begin_wechat(actor)
        return await _show(request, actor, wechat_code=f"{code[:4]} {code[4:]}")

    @post("/{channel:str}/resumption")
    async def resume(self, actor: Who, channel: FromPath[str]) -> Answer:
        """Try a channel again."""
        await resume_channel(actor, _channel(channel))
        return see(BASE)


async def _show(
    request: AnyRequest,
    actor: Actor,
    form: Entry | None = None,
    *,
    status: int = 200,
    demo_code: str = "",
    wechat_code: str = "",
) -> Answer:
    return page(
        "notices/contacts.html",
        request=request,
        status=status,
        form=form or Entry(),
        own=await contacts(actor),
        phone=masked_phone((await profile(actor)).phone),
        pauses={channel.value: why for channel, why in (await pauses_of(actor)).items()},
        channel_word=channel_word,
        error_word=error_word,
        Channel=Channel,
        minutes=await whole("contact.mail_minutes"),
        wechat_minutes=await whole("contact.wechat_minutes"),
        wechat=wechat_port(settings()) is not None,
        demo_code=demo_code,
        wechat_code=wechat_code,
    )


def _kind(name: str) -> ContactKind:
    try:
        return ContactKind(name)
    except ValueError:
        raise NotFound(_("没有这种联系方式。")) from None


def _channel(name: str) -> Channel:
    try:
        return Channel(name)
    except ValueError:
        raise NotFound(_("没有这种联系方式。")) from None
