"""Suppliers fill their vaults: what they can prove, what they declare, who controls them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from match.demo.casting import Staff
from match.demo.content import OrganisationText, organisations
from match.demo.papers import paper
from match.demo.steps import Progress, Stage, Troupe
from match.files.commands import keep_document
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.suppliers.commands import declare, keep_paper, name_controller, verify_paper
from match.suppliers.forms import ControllerForm, DeclarationForm, PaperForm
from match.suppliers.states import ControlRole, Declared, Kind

SUPPLIERS = ("nuanyang", "shanquan", "heping", "jishi", "yinghuo", "gudao", "luxi")
"""Organisations that may bid. The last one still waits for its papers to be compared."""
ISSUERS = {
    Kind.registration: "演示民政局",
    Kind.tax: "演示税务局",
    Kind.social_insurance: "演示社会保险中心",
    Kind.audit_report: "演示会计师事务所",
    Kind.safeguarding: "本机构（儿童保护制度）",
    Kind.social_work: "演示社会工作者协会",
}
SOON = 25
"""Days until the tax paper of the first supplier ends: its desk shows a reminder."""


def suppliers() -> Sequence[OrganisationText]:
    """The texts of the organisations that may bid, in the order of SUPPLIERS."""
    texts = {text.key: text for text in organisations()}
    return [texts[key] for key in SUPPLIERS]


async def supply(troupe: Troupe, staff: Staff, ids: Mapping[str, int], progress: Progress) -> None:
    """Fill every vault that is still empty."""
    stage = Stage(progress, "suppliers", len(SUPPLIERS))
    kept = {
        row["organisation_id"] for row in await rows("SELECT organisation_id FROM qualification")
    }
    for number, text in enumerate(suppliers()):
        if ids[text.key] not in kept:
            manager = await troupe.actor(await troupe.account(text.person_in_charge, text.phone))
            verifier = None if text.key == SUPPLIERS[-1] else await staff.decider(text.division)
            await _vault(manager, verifier, text, ids[text.key], number)
        stage.step()


@command
async def _vault(
    manager: Actor, verifier: Actor | None, text: OrganisationText, organisation: int, number: int
) -> None:
    """One supplier's papers, compared by *verifier* where there is one, and its declarations."""
    today = clock.today()
    for kind, issuer in ISSUERS.items():
        days = SOON if (kind, number) == (Kind.tax, 0) else 700
        form = PaperForm(
            kind=kind,
            number=f"演示-{kind.value}-{number + 1:03d}",
            issuer=issuer,
            valid_from=today - timedelta(days=60),
            valid_to=today + timedelta(days=days),
            file=await keep_document(manager, paper(text.uscc or text.key, kind.value)),
        )
        kept = await keep_paper(manager, organisation, form)
        if verifier is not None:
            await verify_paper(verifier, kept)
    await declare(manager, organisation, DeclarationForm(Declared.article22, read=True))
    assert text.uscc is not None, "suppliers of the demo are registered bodies"
    form = ControllerForm(ControlRole.controller, text.name, text.uscc)
    await name_controller(manager, organisation, form)
