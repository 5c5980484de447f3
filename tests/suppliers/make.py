"""Suppliers for tests: `supplier()` is one that may bid, `paper()` a checked paper of its vault."""

from datetime import date, timedelta
from typing import Any

from match.files.commands import keep_document
from match.foundation import clock
from match.foundation.actor import Actor
from match.suppliers import commands
from match.suppliers.forms import ConsortiumForm, ControllerForm, DeclarationForm, PaperForm, Part
from match.suppliers.states import ControlRole, Declared, Kind
from tests.people import make as people
from tests.people.numbers import credit_code

BASE = (
    Kind.registration,
    Kind.tax,
    Kind.social_insurance,
    Kind.audit_report,
    Kind.safeguarding,
)


async def file_of(actor: Actor) -> int:
    """A document that this person uploaded."""
    return await keep_document(actor, b"%PDF-1.7 " + str(actor.id).encode())


async def form(actor: Actor, kind: Kind = Kind.tax, **other: Any) -> PaperForm:
    """A paper of this year that ends in two."""
    today = clock.today()
    fields: dict[str, Any] = {
        "kind": kind,
        "number": f"{kind}-001",
        "issuer": "吉首市税务局",
        "valid_from": today - timedelta(days=30),
        "valid_to": today + timedelta(days=700),
        "file": await file_of(actor),
        **other,
    }
    return PaperForm(**fields)


async def paper(manager: Actor, organisation: int, kind: Kind, **other: Any) -> int:
    """A paper that the county compared."""
    made = await commands.keep_paper(manager, organisation, await form(manager, kind, **other))
    await commands.verify_paper(await people.account("county", "433101"), made)
    return made


async def applicant(kind: str = "NGO", **other: Any) -> tuple[Actor, int]:
    """A verified organisation and its manager; the vault is empty."""
    organisation = await people.organisation(kind, "433101000000", **other)
    return await people.account("manager", organisation=organisation), organisation


async def supplier(kind: str = "NGO", **other: Any) -> tuple[Actor, int]:
    """An organisation that proved and declared everything the law asks."""
    manager, organisation = await applicant(kind, **other)
    for each in BASE:
        await paper(manager, organisation, each)
    await commands.declare(manager, organisation, DeclarationForm(Declared.article22, read=True))
    await commands.name_controller(manager, organisation, controller(organisation))
    return manager, organisation


def controller(number: int, **other: Any) -> ControllerForm:
    """A controlling body of its own, by a code that no organisation here has."""
    fields: dict[str, Any] = {
        "role": ControlRole.controller,
        "name": "湘西某理事会",
        "identity": credit_code(70_000_000 + number, "52"),
        **other,
    }
    return ControllerForm(**fields)


def consortium(lead: int, other: int, **fields: Any) -> ConsortiumForm:
    """Two members, six parts to four."""
    parts = [Part(lead, 6000, "项目统筹和个别辅导"), Part(other, 4000, "团体活动和家访")]
    return ConsortiumForm(**{"lead": lead, "parts": parts, **fields})


def citizen(serial: int = 1) -> str:
    """A valid 18-digit identity number, its check digit by ISO 7064 MOD 11-2, counted here."""
    head = f"433101{date(1980, 1, 1):%Y%m%d}{serial:03d}"
    weights = [2 ** (17 - at) % 11 for at in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(head, weights, strict=True))
    return head + "10X98765432"[total % 11]
