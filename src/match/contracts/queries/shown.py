"""What contracts say elsewhere: on a purchase's page, and among a person's tasks."""

from datetime import date

import msgspec

from match.contracts import states, wording
from match.contracts.acting import act_word
from match.contracts.queries.awaiting import awaiting
from match.contracts.queries.desk import contract_file, desk_contracts
from match.contracts.queries.public import contracts_of
from match.contracts.states import ContractStatus
from match.foundation.actor import Actor
from match.foundation.language import _
from match.tenders.sections import Block

LOOKED_AT = 8
_OPEN = frozenset({ContractStatus.drafted, ContractStatus.in_force, ContractStatus.completed})
# Steps that somebody waits for; the others are there when they are wanted.
_WAITED_FOR = frozenset(
    {
        "sign", "record_signed", "answer_session", "give_opinion", "conclude", "request_payment",
        "approve_payment", "record_payment", "answer_change", "approve_change",
        "answer_subcontract", "reply_to_breach", "decide_breach", "file_with_finance",
        "evaluate_home", "evaluate_purchaser", "evaluate_supervisor", "evaluate_third_party",
    }
)  # fmt: skip


class Step(msgspec.Struct, frozen=True):
    """A step that waits for somebody, with its address and its day where it has one."""

    title: str
    doing: str
    url: str
    by: date | None


async def contracts_shown(actor: Actor, tender_id: int) -> Block | None:
    """The contracts of a purchase with their milestones; a way to draft one for its department."""
    found = await contracts_of(tender_id)
    drafts = actor.signed_in and any(one["id"] == tender_id for one in await awaiting(actor))
    if not found and not drafts:
        return None
    facts = {
        "contracts": found,
        "drafts": drafts,
        "word": states.word,
        "milestone_word": states.milestone_word,
        "words": wording,
    }
    return Block("contracts/_on_purchase.html", facts)


async def own_steps(actor: Actor) -> list[Step]:
    """What waits for this person in their newest contracts, and purchases without a contract."""
    steps = [
        Step(one["title"], act_word("draft"), f"/desk/contracts/new?tender={one['id']}", None)
        for one in await awaiting(actor)
        if not one["suspended_reason"]
    ]
    for line in (await desk_contracts(actor))[:LOOKED_AT]:
        if line.status not in _OPEN:
            continue
        file = await contract_file(actor, line.id)
        act = next((act for act in file.acts if act.verb in _WAITED_FOR), None)
        if act is not None:
            by = {"sign": file.sign_by, "file_with_finance": file.file_by}.get(act.verb)
            doing = _("%(step)s：%(about)s") % {"step": act_word(act.verb), "about": act.about}
            said = doing if act.about else act_word(act.verb)
            steps.append(Step(line.title, said, f"/desk/contracts/{line.id}", by))
    return steps
