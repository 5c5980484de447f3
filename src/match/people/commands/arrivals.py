"""What a person's first visits do: sign up after the code, take up an invitation."""

from match.foundation.actor import ANONYMOUS, Actor
from match.foundation.db import command
from match.foundation.errors import Invalid, SignInNeeded
from match.foundation.language import _
from match.people.commands.accounts import create_account, give_consent
from match.people.commands.codes import phone_shown, spend
from match.people.commands.invitations import accept_invitation
from match.people.commands.roles import add_membership
from match.people.commands.sessions import open_session
from match.people.commands.sign_in import Arrival, holds_staff_role
from match.people.visit import Visit


@command
async def sign_up(
    visit: Visit, browser: str, *, name: str, language: str, consent: bool, remembered: bool = False
) -> str:
    """
    Make the account of a phone number shown to be the person's own; returns the session token.

    No consent, no account. A new person may give goods and time; more comes by invitation.
    """
    phone = await _shown(browser)
    if not consent:
        raise Invalid({"consent": _("请阅读并同意隐私说明；不同意也可以浏览公开的需求。")})
    account = await create_account(ANONYMOUS, name=name, phone=phone, language=language)
    await give_consent(Actor(id=account), account)
    for role in ("donor", "volunteer"):
        await add_membership(
            Actor(id=account), account, role=role, division="", source="registration"
        )
    await spend(browser)
    return await open_session(account, visit, remembered=remembered)


@command
async def take_up(visit: Visit, browser: str, invitation: str, *, consent: bool) -> Arrival:
    """Accept an invitation with the phone number just shown, and open a session."""
    phone = await _shown(browser)
    if not consent:
        raise Invalid({"consent": _("请阅读并同意隐私说明，再接受邀请。")})
    account = await accept_invitation(ANONYMOUS, invitation, phone)
    await spend(browser)
    token = await open_session(account, visit)
    return Arrival(token, account, "enrol" if await holds_staff_role(account) else "")


async def _shown(browser: str) -> str:
    phone = await phone_shown(browser) if browser else None
    if phone is None:
        raise SignInNeeded(_("验证已过期，请重新获取验证码。"))
    return phone
