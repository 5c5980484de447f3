"""Where a person may be told, as its owner sees it."""

from datetime import datetime

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.people.addresses import masked_mail, opened_address
from match.people.states import ContactKind


class Contacts(msgspec.Struct, frozen=True):
    """
    One's own addresses. ``mail`` is masked; ``claimed`` is the masked mailbox that a code was sent
    to and that may still be proven. Empty strings where there is none.
    """

    mail: str = ""
    mail_since: datetime | None = None
    claimed: str = ""
    wechat_since: datetime | None = None


async def contacts(actor: Actor) -> Contacts:
    """The actor's own."""
    proven = {
        row["kind"]: row
        for row in await rows(
            "SELECT kind, address, proven_at FROM contact WHERE account = $1", actor.id
        )
    }
    claims = await rows(
        "SELECT address FROM contact_claim WHERE account = $1 AND kind = 'mail'"
        " AND expires_at > $2",
        actor.id,
        clock.now(),
    )
    mail, wechat = proven.get(ContactKind.mail), proven.get(ContactKind.wechat)
    return Contacts(
        mail=masked_mail(opened_address(mail["address"])) if mail else "",
        mail_since=mail["proven_at"] if mail else None,
        claimed=masked_mail(opened_address(claims[0]["address"])) if claims else "",
        wechat_since=wechat["proven_at"] if wechat else None,
    )
