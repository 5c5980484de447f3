"""Organisations as the public, their managers and their verifiers see them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from match.catalogue.codes import org_kind, skill
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.decisions import require
from match.foundation.errors import NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.people import policy, rules
from match.people.commands.organisations import OPEN, SEALED
from match.people.states import OrganisationStatus


class PublicOrganisation(msgspec.Struct, frozen=True):
    """What everybody may know of a verified organisation. Dates are in Hunan."""

    id: int
    name: str
    kind: str
    uscc: str | None
    division: str
    introduction: str
    skills: list[str]
    serves_children: bool
    charity: bool
    fundraising_number: str
    fundraising_issuer: str
    fundraising_until: date | None
    verified_until: date

    @property
    def kind_label(self) -> str:
        """The kind in the language of the request."""
        return org_kind(self.kind).label()

    @property
    def skill_labels(self) -> list[str]:
        """The skills in the language of the request."""
        return [skill(code).label() for code in self.skills]


PUBLIC = ", ".join(field.name for field in msgspec.structs.fields(PublicOrganisation))


async def organisation_card(organisation: int) -> PublicOrganisation:
    """One verified organisation; NotFound for any other."""
    row = await one(
        f"SELECT {PUBLIC} FROM organisation WHERE id = $1 AND status = 'verified'",  # noqa: S608 # names of ours
        organisation,
    )
    if row is None:
        raise NotFound(_("没有找到这家机构，或尚未通过核验。"))
    return PublicOrganisation(**row)


async def verified_organisations(
    *, kind: str = "", division: str = "", after: int = 0, limit: int = 20
) -> list[PublicOrganisation]:
    """
    Verified organisations that may be found, by id, after the id *after*, at most *limit* (100).

    *kind* is a code, *division* a prefix of the division code; empty means any.
    """
    found = await rows(
        f"SELECT {PUBLIC} FROM organisation WHERE status = 'verified' AND id > $1"  # noqa: S608 # names of ours
        " AND withheld_at IS NULL"
        " AND ($2 = '' OR kind = $2) AND starts_with(division, $3) ORDER BY id LIMIT $4",
        after,
        kind,
        division,
        max(1, min(limit, 100)),
    )
    return [PublicOrganisation(**row) for row in found]


async def organisations_by_ids(ids: Sequence[int]) -> list[PublicOrganisation]:
    """Verified organisations in the order of *ids*; what is no longer found is left out."""
    found = await rows(
        f"SELECT {PUBLIC} FROM organisation WHERE status = 'verified' AND id = ANY($1)"  # noqa: S608 # names of ours
        " AND withheld_at IS NULL",
        list(ids),
    )
    by_id = {row["id"]: PublicOrganisation(**row) for row in found}
    return [by_id[one_id] for one_id in ids if one_id in by_id]


async def is_verified(organisation: int) -> bool:
    """Whether the organisation may act as verified today."""
    return (
        await one("SELECT id FROM organisation WHERE id = $1 AND status = 'verified'", organisation)
        is not None
    )


class OwnOrganisation(msgspec.Struct, frozen=True):
    """What its managers and verifiers see; personal fields opened."""

    id: int
    status: OrganisationStatus
    fields: dict[str, Any]
    reason: str
    applied_at: datetime
    applied_by: int | None
    verified_until: date | None
    version: int


async def own_organisation(actor: Actor, organisation: int) -> OwnOrganisation:
    """For its managers; for anybody else it is not there."""
    if policy.can_manage(actor, organisation) is not True:
        raise NotFound(_("没有找到这家机构。"))
    return _opened(await _row(organisation))


async def own_organisations(actor: Actor) -> list[OwnOrganisation]:
    """The organisations a person manages."""
    found = await rows(
        "SELECT * FROM organisation WHERE id = ANY($1::bigint[]) ORDER BY id",
        sorted(actor.organisations),
    )
    return [_opened(row) for row in found]


async def organisations_to_join(actor: Actor) -> list[tuple[int, str]]:
    """Organisations to which this person may invite a manager: their own, or their division's."""
    found = await rows(
        "SELECT id, name FROM organisation WHERE status <> 'withdrawn' AND (id = ANY($1::bigint[])"
        " OR EXISTS (SELECT FROM unnest($2::text[]) AS scope WHERE starts_with(division, scope)))"
        " ORDER BY name, id LIMIT 300",
        sorted(actor.organisations),
        list(actor.scope(Permission.people_verify)),
    )
    return [(row["id"], row["name"]) for row in found]


class Waiting(msgspec.Struct, frozen=True):
    """One line of the verification queue."""

    id: int
    name: str
    kind: str
    division: str
    applied_at: datetime
    flags: int


class Shared(msgspec.Struct, frozen=True):
    """Another organisation with the same person in charge, phone, address or account holder."""

    field: str
    id: int
    name: str
    status: OrganisationStatus


class Case(msgspec.Struct, frozen=True):
    """What the verifier decides on: the application, what it shares with others, and hints."""

    organisation: OwnOrganisation
    applicant: str
    shared: list[Shared]
    hints: list[str]
    allowed: bool | str


async def verification_queue(actor: Actor, *, limit: int = 50) -> list[Waiting]:
    """Applications within the actor's divisions, the oldest first."""
    found = await rows(
        "SELECT o.id, o.name, o.kind, o.division, o.applied_at,"
        " (SELECT count(*) FROM organisation x WHERE x.id <> o.id AND (x.person_key = o.person_key"
        " OR x.phone_key = o.phone_key OR x.address_key = o.address_key"
        " OR x.bank_key = o.bank_key)) AS flags"
        " FROM organisation o WHERE o.status = 'applied'"
        " AND EXISTS (SELECT FROM unnest($1::text[]) AS scope WHERE starts_with(o.division, scope))"
        " ORDER BY o.applied_at, o.id LIMIT $2",
        list(actor.scope(Permission.people_verify)),
        limit,
    )
    return [Waiting(**row) for row in found]


async def verification_case(actor: Actor, organisation: int) -> Case:
    """One application in full, for whoever verifies in its division; for others it is not there."""
    row = await _row(organisation)
    if not actor.may(Permission.people_verify, row["division"]):
        raise NotFound(_("没有找到这家机构。"))
    applicant = await one("SELECT name FROM account WHERE id = $1", row["applied_by"])
    return Case(
        organisation=_opened(row),
        applicant=applicant["name"] if applicant else "",
        shared=await _shared(row),
        hints=rules.code_hints(row["uscc"], row["kind"]),
        allowed=policy.can_verify(actor, row),
    )


async def _shared(row: dict[str, Any]) -> list[Shared]:
    found: list[Shared] = []
    for field, key in SEALED.items():
        if row[key] is None:
            continue
        found += [
            Shared(field, other["id"], other["name"], OrganisationStatus(other["status"]))
            for other in await rows(
                f"SELECT id, name, status FROM organisation WHERE {key} = $1 AND id <> $2"  # noqa: S608 # names of ours
                " ORDER BY id LIMIT 20",
                row[key],
                row["id"],
            )
        ]
    return found


async def _row(organisation: int) -> dict[str, Any]:
    row = await one("SELECT * FROM organisation WHERE id = $1", organisation)
    if row is None:
        raise NotFound(_("没有找到这家机构。"))
    return row


def _opened(row: dict[str, Any]) -> OwnOrganisation:
    sealed = {
        name: keys().open(row[name], f"organisation.{name}") if row[name] else "" for name in SEALED
    }
    return OwnOrganisation(
        id=row["id"],
        status=OrganisationStatus(row["status"]),
        fields={name: row[name] for name in OPEN} | sealed,
        reason=row["reason"],
        applied_at=row["applied_at"],
        applied_by=row["applied_by"],
        verified_until=row["verified_until"],
        version=row["version"],
    )


def require_case(case: Case) -> None:
    """Raise Denied with the reason where this person may look at a case but not decide it."""
    require(case.allowed)
