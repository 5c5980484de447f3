"""Signed contracts of a purchase in OCDS's words."""

from datetime import datetime

from match.contracts.queries import contracts_of
from match.contracts.shapes import PublicContract
from match.contracts.states import ChangeStatus, ContractStatus, MilestoneStatus, PaymentStatus
from match.openness.process import Award, Change, Contract, Milestone, Paper, Payment

STATUS = {
    ContractStatus.in_force: "active",
    ContractStatus.completed: "terminated",
    ContractStatus.evaluated: "terminated",
    ContractStatus.terminated: "terminated",
    ContractStatus.archived: "terminated",
}
"""OCDS calls a contract terminated when it ended, whether all was done or not."""

STEP = {
    MilestoneStatus.planned: "scheduled",
    MilestoneStatus.delivered: "scheduled",
    MilestoneStatus.returned: "notMet",
    MilestoneStatus.accepted: "met",
    MilestoneStatus.dropped: "notMet",
}


async def contracts(
    tender_id: int, awards: tuple[Award, ...], *, official_at: datetime | None
) -> tuple[Contract, ...]:
    """
    The contracts of the purchase; none without an award, by which OCDS knows the supplier.
    *official_at*: when the official system's own contract was signed, for a mirrored procedure.
    """
    if not awards:
        return ()
    found = tuple([_contract(one, awards) for one in await contracts_of(tender_id)])
    if found or official_at is None:
        return found
    return (_official(tender_id, awards[0], official_at),)


def _official(tender_id: int, award: Award, signed_at: datetime) -> Contract:
    """What is known here of a contract that lives in the official system."""
    return Contract(
        id=f"official-{tender_id}",
        award=award.id,
        title="",
        status="active",
        value_fen=award.value_fen or 0,
        signed_at=signed_at,
        starts_on=None,
        ends_on=None,
    )


def _contract(given: PublicContract, awards: tuple[Award, ...]) -> Contract:
    award = next((one for one in awards if one.supplier.id == given.supplier_id), awards[0])
    return Contract(
        id=given.number,
        award=award.id,
        title=given.title,
        status=STATUS[given.status],
        value_fen=given.amount_fen,
        signed_at=given.signed_at,
        starts_on=given.starts_on,
        ends_on=given.ended_on or given.ends_on,
        milestones=tuple(
            Milestone(str(one.id), one.title, STEP[one.status], one.due_on, one.accepted_at)
            for one in given.milestones
        ),
        payments=tuple(
            Payment(str(one.id), one.amount_fen, one.paid_on)
            for one in given.payments
            if one.status is PaymentStatus.paid and one.paid_on is not None
        ),
        changes=tuple(
            Change(str(one.id), one.made_at, one.words, one.reason.value)
            for one in given.changes
            if one.status is ChangeStatus.made and one.made_at is not None
        ),
        papers=(
            Paper(
                f"contract-{given.id}",
                "contractSigned",
                given.title,
                f"/contracts/{given.id}",
                given.published_at,
            ),
        ),
    )
