"""The sections that come after the opening: bids, awards, contracts, complaints."""

from typing import Any

from match.openness.process import Award, Bid, Contract, Milestone, Objection, Payment, Purchase
from match.openness.sections import (
    Json,
    amendment,
    document,
    first_of,
    instant,
    last_of,
    money,
    reference,
    told,
)


def bids(purchase: Purchase) -> Json:
    """
    Every opened bid, valid or not, with its price (extension `bids`). Before the opening there is
    nothing here: the rooms show none.
    """
    if not purchase.bids:
        return {}
    valid = sum(bid.valid for bid in purchase.bids)
    return {
        "bids": {
            "statistics": [
                {"id": "1", "measure": "bids", "value": len(purchase.bids)},
                {"id": "2", "measure": "validBids", "value": valid},
            ],
            "details": [_bid(bid) for bid in purchase.bids],
        }
    }


def awards(purchase: Purchase) -> Json:
    """Whom it goes to."""
    return _listed("awards", [_award(award, purchase) for award in purchase.awards])


def contracts(purchase: Purchase) -> Json:
    """What was signed, with its steps and payments."""
    return _listed("contracts", [_contract(one, purchase) for one in purchase.contracts])


def complaints(purchase: Purchase) -> Json:
    """Objections and complaints by their public line (own extension)."""
    return _listed("complaints", [_complaint(one) for one in purchase.objections])


def _listed(name: str, items: list[Json]) -> Json:
    return {name: items} if items else {}


def _bid(bid: Bid) -> Json:
    return told(
        id=bid.id,
        date=instant(bid.at) if bid.at else None,
        status="valid" if bid.valid else "disqualified",
        tenderers=[reference(bid.bidder)],
        value=money(bid.price_fen) if bid.price_fen is not None else None,
        statusDetails=bid.void_reason,
    )


def _award(award: Award, purchase: Purchase) -> Json:
    return told(
        id=award.id,
        title=purchase.title,
        status=award.status,
        date=instant(award.at) if award.at else None,
        value=money(award.value_fen) if award.value_fen is not None else None,
        suppliers=[reference(award.supplier)],
        relatedBids=[award.bid] if award.bid else None,
    )


def _contract(contract: Contract, purchase: Purchase) -> Json:
    return told(
        id=contract.id,
        awardID=contract.award,
        title=contract.title or purchase.title,
        status=contract.status,
        period=told(
            startDate=first_of(contract.starts_on) if contract.starts_on else None,
            endDate=last_of(contract.ends_on) if contract.ends_on else None,
        ),
        value=money(contract.value_fen),
        dateSigned=instant(contract.signed_at) if contract.signed_at else None,
        documents=[document(paper) for paper in contract.papers],
        milestones=[_milestone(one) for one in contract.milestones],
        amendments=[amendment(change) for change in contract.changes],
        implementation=_implementation(contract, purchase),
    )


def _implementation(contract: Contract, purchase: Purchase) -> Json:
    """Steps reached, and what was paid by whom to whom."""
    supplier = next(
        (award.supplier for award in purchase.awards if award.id == contract.award), None
    )
    done = [one for one in contract.milestones if one.status != "scheduled"]
    return told(
        transactions=[_transaction(one, purchase, supplier) for one in contract.payments],
        milestones=[_milestone(one) for one in done],
    )


def _transaction(payment: Payment, purchase: Purchase, supplier: Any) -> Json:
    return told(
        id=payment.id,
        date=first_of(payment.on),
        value=money(payment.fen),
        payer=reference(purchase.buyer),
        payee=reference(supplier) if supplier else None,
    )


def _milestone(one: Milestone) -> Json:
    return told(
        id=one.id,
        title=one.title,
        type="delivery",
        dueDate=last_of(one.due_on) if one.due_on else None,
        dateMet=instant(one.met_at) if one.met_at else None,
        status=one.status,
    )


def _complaint(one: Objection) -> Json:
    return told(
        id=one.id,
        type=one.kind,
        status=one.status,
        dateSubmitted=instant(one.at),
        dateDecided=instant(one.decided_at) if one.decided_at else None,
        outcome=one.outcome,
    )
