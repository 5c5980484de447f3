"""Links of people who were named and have not answered: made anew, since none is kept."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.people.commands.invitations import renew_invitation
from match.people.phones import masked_phone, opened_phone


class NamingLink(msgspec.Struct, frozen=True):
    """The way in of one person: ``phone`` masked, ``token`` the secret part of her link."""

    place: str
    name: str
    phone: str
    token: str
    until: datetime


@command
async def renew_links(actor: Actor, posts: Sequence[int]) -> list[NamingLink]:
    """
    A new link for each of these posts that nobody has accepted; the one before opens nothing any
    more. Raises Denied where *actor* could not have named her.
    """
    waiting = await rows(
        "SELECT i.id, i.name, i.phone, d.path FROM post p"
        " JOIN invitation i ON i.id = p.invitation_id JOIN division d ON d.code = p.division"
        " WHERE p.id = ANY($1) AND p.status = 'invited' AND i.accepted_at IS NULL"
        " AND i.withdrawn_at IS NULL ORDER BY p.division, p.id FOR UPDATE OF i",
        list(posts),
    )
    links: list[NamingLink] = []
    for row in waiting:
        renewed = await renew_invitation(actor, row["id"])
        links.append(
            NamingLink(
                place=" ".join(row["path"].split("/")[1:]),
                name=row["name"],
                phone=masked_phone(opened_phone(row["phone"])),
                token=renewed.token,
                until=renewed.until,
            )
        )
    return links
