"""Verbs of offers, one file per kind of work: writing, deciding, units, time."""

from match.offers.commands.deciding import (
    close_offer,
    publish_offer,
    reject_offer,
    return_offer,
)
from match.offers.commands.time import expire_offer, organisation_changed, sweep_offers
from match.offers.commands.units import move_units
from match.offers.commands.writing import (
    change_offer,
    discard_offer,
    draft_offer,
    submit_offer,
    withdraw_offer,
)

__all__ = [
    "change_offer",
    "close_offer",
    "discard_offer",
    "draft_offer",
    "expire_offer",
    "move_units",
    "organisation_changed",
    "publish_offer",
    "reject_offer",
    "return_offer",
    "submit_offer",
    "sweep_offers",
    "withdraw_offer",
]
