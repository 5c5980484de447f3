"""Organisations apply through their person in charge and are verified by those above them."""

from datetime import timedelta

from match.demo.casting import Staff
from match.demo.content import OrganisationText, organisations
from match.demo.seed import roll
from match.demo.steps import Progress, Stage, Troupe
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.people.commands.checks import record_check
from match.people.commands.organisations import register_organisation, verify_organisation
from match.people.forms import OrganisationForm

CERTIFICATE_DAYS = 1000
CHECK_AGE_DAYS = 200


async def register_organisations(
    troupe: Troupe, staff: Staff, progress: Progress
) -> dict[str, int]:
    """Register those that are not there; returns the id of each by its key in the texts."""
    texts = organisations()
    stage = Stage(progress, "organisations", len(texts))
    there = {row["name"]: row["id"] for row in await rows("SELECT id, name FROM organisation")}
    ids: dict[str, int] = {}
    for text in texts:
        if text.name not in there:
            account = await troupe.account(text.person_in_charge, text.phone)
            applicant = await troupe.actor(account)
            decider = await staff.decider(text.division)
            there[text.name] = await _register(account, applicant, decider, text)
            troupe.forget(account)
        ids[text.key] = there[text.name]
        stage.step()
    return ids


@command
async def _register(account: int, applicant: Actor, decider: Actor, text: OrganisationText) -> int:
    """One application and, where its credit code can be looked up, the verification."""
    organisation = await register_organisation(applicant, organisation_form(text))
    if text.uscc is not None:
        # A team without a code needs evidence on paper, so it waits at the verifier's desk.
        version = await value("SELECT version FROM organisation WHERE id = $1", organisation)
        await verify_organisation(decider, organisation, seen_version=version)
    if text.serves_children:
        await record_check(
            decider,
            account,
            result="clear",
            issuer="演示查询机关",
            checked_on=clock.today() - timedelta(days=roll(CHECK_AGE_DAYS, "check", text.key)),
            division=text.division,
        )
    return organisation


def organisation_form(text: OrganisationText) -> OrganisationForm:
    """The form the person in charge fills."""
    certificate = text.public_fundraising
    return OrganisationForm(
        name=text.name,
        kind=text.kind,
        division=text.division,
        person_in_charge=text.person_in_charge,
        phone=text.phone,
        address=text.address,
        uscc=text.uscc or "",
        introduction=text.introduction,
        skills=text.skills,
        serves_children=text.serves_children,
        charity=text.charity,
        fundraising_number=f"演示{text.key}" if certificate else "",
        fundraising_issuer="演示登记机关" if certificate else "",
        fundraising_until=clock.today() + timedelta(days=CERTIFICATE_DAYS) if certificate else None,
    )
