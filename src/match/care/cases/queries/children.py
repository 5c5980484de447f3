"""The steady care of one child on one page, and who of a home waits for a call."""

from datetime import date
from typing import Any

import msgspec

from match.care.access import opened, opened_home
from match.care.cases.queries.cases import Act, acts_of
from match.care.cases.sealing import Box
from match.care.cases.states import Entitled, Stands
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.permissions import Permission as P


class Parent(msgspec.Struct, frozen=True):
    """Somebody of the family; ``contact_due`` only for parents away with a contact plan."""

    id: int
    name: str
    relation: str
    kind: str
    contact_due: date | None
    stay_due: date | None


class Contact(msgspec.Struct, frozen=True):
    """One contact with a parent."""

    parent: str
    kind: str
    on: date
    minutes: int | None
    until: date | None


class Plan(msgspec.Struct, frozen=True):
    """The child's own plan that counts today."""

    aims: str
    resources: str
    begins_on: date
    review_on: date


class Care(msgspec.Struct, frozen=True):
    """Everything of steady care."""

    child_id: int
    home_id: int
    name: str
    parents: tuple[Parent, ...]
    contacts: tuple[Contact, ...]
    acts: tuple[Act, ...]
    entitled: dict[Entitled, Stands]
    looked_on: date | None
    plan: Plan | None


class Due(msgspec.Struct, frozen=True):
    """A child of the home who waits for a call or a visit of a parent."""

    child_id: int
    name: str
    parent: str
    contact_due: date
    stay_due: date
    contact_late: bool
    stay_late: bool


async def care_of(actor: Actor, child_id: int) -> Care:
    """One child's page of steady care; one look. Raises NotFound without leave."""
    async with opened(actor, child_id, "care") as file:
        child = await one("SELECT name FROM care.child WHERE id = $1", child_id)
        assert child is not None
        parents = [
            Parent(
                row["id"],
                file.open(row["name"], "guardian.name"),
                row["relation"],
                row["kind"],
                row["contact_due"],
                row["stay_due"],
            )
            for row in await rows(
                "SELECT g.*, p.contact_due, p.stay_due FROM care.guardian g"
                " LEFT JOIN care.contact_plan p ON p.guardian_id = g.id AND p.child_id = g.child_id"
                " AND p.ended_at IS NULL WHERE g.child_id = $1 AND g.ended_on IS NULL"
                " ORDER BY g.id",
                child_id,
            )
        ]
        named = {parent.id: parent.relation for parent in parents}
        contacts = await rows(
            "SELECT * FROM care.video_contact_log WHERE child_id = $1 ORDER BY at DESC LIMIT 30",
            child_id,
        )
        looks = await rows(
            "SELECT DISTINCT ON (kind) kind, stands, looked_on FROM care.entitlement"
            " WHERE child_id = $1 ORDER BY kind, id DESC",
            child_id,
        )
        plan = await one(
            "SELECT * FROM care.service_plan WHERE child_id = $1 AND replaced_at IS NULL", child_id
        )
        box = Box(file.key)
        return Care(
            child_id=child_id,
            home_id=file.home_id,
            name=file.open(child["name"], "child.name"),
            parents=tuple(parents),
            contacts=tuple(_contact(row, named) for row in contacts),
            acts=tuple(
                await acts_of(box, child=child_id, reported=actor.may(P.care_cases, file.division))
            ),
            entitled={Entitled(row["kind"]): Stands(row["stands"]) for row in looks},
            looked_on=max((row["looked_on"] for row in looks), default=None),
            plan=_plan(plan, box) if plan else None,
        )


async def contacts_due(actor: Actor, home_id: int) -> list[Due]:
    """Every parent away of a home's children, the longest waiting first; one look for the home."""
    async with opened_home(actor, home_id, "contacts") as files:
        held = {file.id: file for file in files}
        found = await rows(
            "SELECT p.child_id, p.contact_due, p.stay_due, c.name, g.relation"
            " FROM care.contact_plan p JOIN care.child c ON c.id = p.child_id"
            " JOIN care.guardian g ON g.id = p.guardian_id AND g.ended_on IS NULL"
            " WHERE p.home_id = $1 AND p.ended_at IS NULL AND c.status = 'active'"
            " ORDER BY p.contact_due, p.child_id",
            home_id,
        )
        today = clock.today()
        return [
            Due(
                row["child_id"],
                held[row["child_id"]].open(row["name"], "child.name"),
                row["relation"],
                row["contact_due"],
                row["stay_due"],
                row["contact_due"] <= today,
                row["stay_due"] <= today,
            )
            for row in found
            if row["child_id"] in held
        ]


def _contact(row: dict[str, Any], named: dict[int, str]) -> Contact:
    return Contact(
        named.get(row["guardian_id"], ""),
        row["kind"],
        row["at"].astimezone(clock.HERE).date(),
        row["minutes"],
        row["until"],
    )


def _plan(row: dict[str, Any], box: Box) -> Plan:
    return Plan(
        box.open(row["aims"], "service_plan.aims"),
        box.open(row["resources"], "service_plan.resources"),
        row["begins_on"],
        row["review_on"],
    )
