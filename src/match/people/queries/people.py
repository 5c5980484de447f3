"""A person's own page: roles, cover, invitations; and everything we hold about them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Role
from match.people import notice
from match.people.addresses import opened_address
from match.people.phones import opened_phone


class Profile(msgspec.Struct, frozen=True):
    """One's own account."""

    id: int
    name: str
    phone: str
    language: str
    enrolled: bool
    has_password: bool
    recovery_left: int
    created_at: datetime


class HeldRole(msgspec.Struct, frozen=True):
    """A role one holds."""

    id: int
    role: Role
    division: str
    place: str
    organisation: str
    home: int | None
    valid_until: date | None
    waiting: bool = False


class CoverLine(msgspec.Struct, frozen=True):
    """Leave cover, seen from one of its two sides."""

    id: int
    absent: int
    delegate: int
    absent_name: str
    delegate_name: str
    roles: list[Role]
    starts_on: date
    ends_on: date
    today: bool


async def profile(actor: Actor) -> Profile:
    """The person's own account."""
    row = await one(
        "SELECT id, name, phone, language, totp_seed IS NOT NULL AS enrolled,"
        " password_hash IS NOT NULL AS has_password, created_at,"
        " (SELECT count(*) FROM recovery_code WHERE account = account.id AND used_at IS NULL)"
        " AS recovery_left FROM account WHERE id = $1 AND erased_at IS NULL",
        actor.id,
    )
    if row is None:
        raise NotFound(_("没有找到这个账号。"))
    return msgspec.convert(row | {"phone": opened_phone(row["phone"])}, Profile)


async def agreed(account: int) -> bool:
    """Whether the person agreed to the privacy notice as it stands."""
    return (
        await one(
            "SELECT id FROM consent WHERE account = $1 AND notice_version = $2",
            account,
            notice.VERSION,
        )
        is not None
    )


async def held_roles(account: int) -> list[HeldRole]:
    """The roles a person holds today, the staff ones too when the session is weak."""
    found = await rows(
        "SELECT m.id, m.role, m.division, m.home, m.valid_until, m.waiting, COALESCE(o.name, '') AS"
        " organisation, COALESCE(d.name, '') AS place FROM membership m"
        " LEFT JOIN organisation o ON o.id = m.organisation"
        " LEFT JOIN division d ON d.code = rpad(m.division, 12, '0') AND m.division <> ''"
        " WHERE m.account = $1 AND m.ended_at IS NULL"
        " AND (m.valid_until IS NULL OR m.valid_until >= $2) ORDER BY m.id",
        account,
        clock.today(),
    )
    return [msgspec.convert(row, HeldRole) for row in found]


async def covers(account: int) -> list[CoverLine]:
    """Arrangements that have not ended, on either side."""
    found = await rows(
        "SELECT c.id, c.absent, c.delegate, a.name AS absent_name, b.name AS delegate_name,"
        " c.roles, c.starts_on, c.ends_on, $2 BETWEEN c.starts_on AND c.ends_on AS today"
        " FROM cover c JOIN account a ON a.id = c.absent JOIN account b ON b.id = c.delegate"
        " WHERE (c.absent = $1 OR c.delegate = $1) AND c.ended_at IS NULL AND c.ends_on >= $2"
        " ORDER BY c.starts_on, c.id",
        account,
        clock.today(),
    )
    return [msgspec.convert(row, CoverLine) for row in found]


async def recorded_names(accounts: list[int]) -> dict[int, str]:
    """Names for the audit and for desks; an erased account has none."""
    found = await rows("SELECT id, name FROM account WHERE id = ANY($1::bigint[])", accounts)
    return {row["id"]: row["name"] for row in found}


async def people_with(role: Role, within: str) -> list[int]:
    """The ids of the people who hold *role* for exactly the division prefix *within*."""
    found = await rows(
        "SELECT DISTINCT account FROM membership WHERE role = $1 AND division = $2"
        " AND ended_at IS NULL AND (valid_until IS NULL OR valid_until >= $3) ORDER BY account",
        str(role),
        within,
        clock.today(),
    )
    return [row["account"] for row in found]


async def managers_of(organisation: int) -> list[int]:
    """The ids of the people who may act for an organisation."""
    found = await rows(
        "SELECT DISTINCT account FROM membership WHERE organisation = $1 AND role = 'manager'"
        " AND ended_at IS NULL ORDER BY account",
        organisation,
    )
    return [row["account"] for row in found]


async def directors_of(home: int) -> list[int]:
    """The ids of the people who direct a home; not of those who wait to."""
    found = await rows(
        "SELECT DISTINCT account FROM membership WHERE home = $1 AND role = 'director'"
        " AND NOT waiting AND ended_at IS NULL ORDER BY account",
        home,
    )
    return [row["account"] for row in found]


async def valid_check(account: int, on: date | None = None) -> bool:
    """Whether a clear background check is in date: without one, no contact with children."""
    return account in await valid_checks([account], on)


async def valid_checks(accounts: Iterable[int], on: date | None = None) -> set[int]:
    """Those of *accounts* whose latest check is clear and in date, in one query."""
    found = await rows(
        "SELECT DISTINCT ON (account) account, result, next_due_on FROM background_check"
        " WHERE account = ANY($1) ORDER BY account, checked_on DESC, id DESC",
        list(accounts),
    )
    day = on or clock.today()
    return {
        row["account"] for row in found if row["result"] == "clear" and row["next_due_on"] >= day
    }


async def my_data(actor: Actor) -> dict[str, Any]:
    """
    Everything this room holds about a person, for the file they may take away (个保法 art. 45).

    Secrets (password hash, seeds, tokens) are not theirs to read; that they exist is said.
    """
    assert actor.id is not None
    own = await profile(actor)
    account = actor.id

    async def listed(sql: str) -> list[dict[str, Any]]:
        return await rows(sql, account)

    return {
        "account": msgspec.structs.asdict(own),
        "roles": await listed(
            "SELECT role, division, organisation, home, valid_from, valid_until, source,"
            " granted_at, ended_at FROM membership WHERE account = $1 ORDER BY id"
        ),
        "consents": await listed(
            "SELECT notice_version, text_hash, at FROM consent WHERE account = $1 ORDER BY id"
        ),
        "sessions": await listed(
            "SELECT device, created_at, seen_at, ends_at, remembered FROM session"
            " WHERE account = $1 ORDER BY id"
        ),
        "contacts": [
            {**row, "address": opened_address(row["address"])}
            for row in await listed(
                "SELECT kind, address, proven_at FROM contact WHERE account = $1 ORDER BY kind"
            )
        ],
        "background_checks": await listed(
            "SELECT result, issuer, checked_on, next_due_on FROM background_check"
            " WHERE account = $1 ORDER BY id"
        ),
        "covers": await listed(
            "SELECT absent, delegate, roles, starts_on, ends_on, ended_at FROM cover"
            " WHERE absent = $1 OR delegate = $1 ORDER BY id"
        ),
        "audit": await listed(
            "SELECT at, verb, subject_kind, subject_id, reason FROM audit"
            " WHERE actor_id = $1 ORDER BY id"
        ),
    }
