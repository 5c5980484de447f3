"""Agreements as texts, and how many of those served have one."""

from datetime import date
from typing import Any

import msgspec

from match.care.access import opened
from match.care.room import kept_home, scope_of
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import Denied, NotFound
from match.foundation.language import _
from match.foundation.permissions import ROLES, Permission
from match.foundation.restricted import restricted


class AgreementPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A signed agreement as it is printed."""

    number: int
    home: str
    place: str
    version: int
    child: str
    guardian: str
    relation: str
    phone: str
    signed_on: date
    valid_from: date
    valid_until: date
    content: str
    time: str
    rights: str
    disputes: str
    text_hash: str


async def template_of(actor: Actor, home_id: int) -> dict[str, Any] | None:
    """The newest version of a home's agreement, or None. Raises Denied for outsiders."""
    await kept_home(actor, home_id)
    async with restricted(scope_of(actor)):
        return await one(
            "SELECT * FROM care.agreement_template WHERE home_id = $1"
            " ORDER BY version DESC LIMIT 1",
            home_id,
        )


async def agreement_paper(actor: Actor, child_id: int, agreement_id: int) -> AgreementPaper:
    """A signed agreement with its names, opened in one look. Raises NotFound."""
    async with opened(actor, child_id, "agreement") as file:
        row = await one(
            "SELECT a.*, t.version, t.content, t.time, t.rights, t.disputes, t.text_hash,"
            " g.name AS guardian, g.phone AS guardian_phone, g.relation, c.name AS child,"
            " h.name AS home, d.name AS place"
            " FROM care.agreement a JOIN care.agreement_template t ON t.id = a.template_id"
            " JOIN care.guardian g ON g.id = a.guardian_id JOIN care.child c ON c.id = a.child_id"
            " JOIN home h ON h.id = a.home_id LEFT JOIN division d ON d.code = h.division"
            " WHERE a.id = $1 AND a.child_id = $2",
            agreement_id,
            child_id,
        )
        if row is None:
            raise NotFound(_("没有这份协议。"))
        return msgspec.convert(
            {
                **row,
                "number": row["id"],
                "place": row["place"] or "",
                "child": file.open(row["child"], "child.name"),
                "guardian": file.open(row["guardian"], "guardian.name"),
                "phone": file.open(row["guardian_phone"], "guardian.phone"),
            },
            AgreementPaper,
        )


async def agreement_rate(actor: Actor, division: str, since: date, until: date) -> tuple[int, int]:
    """
    Children served from *since* to *until* below *division* (a prefix): (always under a valid
    agreement, all). The gauge of domain.md §1.8 is the first over the second, due 100 %.
    """
    if not actor.may(Permission.care_totals, division.ljust(12, "0")):
        raise Denied(_("只能看自己范围内的汇总。"))
    async with restricted(()):
        found = await one(
            "SELECT agreed, served FROM care.served($1, $2, $3)", division, since, until
        )
    return (found["agreed"], found["served"]) if found else (0, 0)


async def open_emergencies(actor: Actor) -> list[dict[str, Any]]:
    """Children let in without an agreement whose matter is open: numbers and homes, no names."""
    async with restricted(scope_of(actor)):
        return await rows(
            "SELECT t.id, t.child_id, t.day, h.id AS home_id, h.name AS home FROM care.attendance t"
            " JOIN home h ON h.id = t.home_id WHERE t.emergency IS NOT NULL"
            " AND t.followed_at IS NULL ORDER BY t.day LIMIT 100"
        )


async def homes_of(actor: Actor) -> list[dict[str, Any]]:
    """Homes whose files the actor may keep, with how many are open and whether leave stands."""
    homes = list(actor.homes)
    places = [
        grant.division
        for grant in actor.grants
        if grant.home is None and Permission.care_keep in ROLES[grant.role] and grant.division
    ]
    async with restricted(scope_of(actor)):
        return await rows(
            "SELECT h.id, h.name, h.division,"
            " (SELECT count(*) FROM care.child c WHERE c.home_id = h.id AND c.status = 'active')"
            "   AS children,"
            " EXISTS (SELECT FROM care.access_grant g WHERE g.account_id = $3"
            "   AND g.status = 'approved' AND g.valid_until >= $4 AND g.child_id IS NULL"
            "   AND starts_with(h.division, g.division)"
            "   AND (g.home_id IS NULL OR g.home_id = h.id)) AS leave"
            " FROM home h WHERE h.id = ANY($1) OR EXISTS (SELECT FROM unnest($2::varchar[]) p"
            " WHERE starts_with(h.division, p)) ORDER BY h.division, h.id LIMIT 300",
            homes,
            places,
            actor.id,
            clock.today(),
        )
