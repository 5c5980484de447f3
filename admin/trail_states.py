"""The trail of states in words: what a thing was before, and what it is since."""

from collections.abc import Callable, Mapping

from admin import trail_publicity, trail_upkeep, trail_wechat
from match.activities.states import (
    ActivityStatus,
    BookingStatus,
    PlanStatus,
    activity_word,
    booking_word,
    plan_word,
)
from match.contracts.states import ContractStatus
from match.contracts.states import word as contract_word
from match.giving.campaigns.states import CampaignStatus, campaign_word
from match.giving.pledging.states import JointStatus, joint_word
from match.giving.standing.states import RuleStatus, rule_word
from match.giving.states import (
    AgreementStatus,
    DonationStatus,
    PledgeStatus,
    agreement_word,
    pledge_word,
)
from match.giving.states import word as donation_word
from match.homes.pages.common import status_word
from match.homes.states import HomeStatus
from match.matching.states import ProposalStatus
from match.matching.states import word as proposal_word
from match.needs.states import NeedStatus, inside
from match.offers.states import OfferStatus
from match.offers.states import inside as offer_word
from match.statements.states import CaseStatus, ReversalStatus, case_word, reversal_word
from match.tenders.states import TenderStatus, outside
from match.volunteers.states import ShiftStatus, SignupStatus, shift_word, signup_word


def state(kind: str, value: str) -> str:
    """The state *value* of a *kind* of thing; one without a word keeps its name in the code."""
    said = _STATES.get(kind)
    return value if said is None else said(value)


def _of_agreement(value: str) -> str:
    """The trail outlives states: in the first release an agreement went the way of its match."""
    if value in set(AgreementStatus):
        return agreement_word(AgreementStatus(value))
    return proposal_word(ProposalStatus(value))


_STATES: Mapping[str, Callable[[str], str]] = (
    {
        "need": lambda value: inside(NeedStatus(value)),
        "offer": lambda value: offer_word(OfferStatus(value)),
        "proposal": lambda value: proposal_word(ProposalStatus(value)),
        "agreement": _of_agreement,
        "donation": lambda value: donation_word(DonationStatus(value)),
        "pledge": lambda value: pledge_word(PledgeStatus(value)),
        "giving_rule": lambda value: rule_word(RuleStatus(value)),
        "joint_pledge": lambda value: joint_word(JointStatus(value)),
        "campaign": lambda value: campaign_word(CampaignStatus(value)),
        "home": lambda value: status_word(HomeStatus(value)),
        "activity": lambda value: activity_word(ActivityStatus(value)),
        "work_plan": lambda value: plan_word(PlanStatus(value)),
        "venue_booking": lambda value: booking_word(BookingStatus(value)),
        "clearing_case": lambda value: case_word(CaseStatus(value)),
        "reversal": lambda value: reversal_word(ReversalStatus(value)),
        "tender": lambda value: outside(TenderStatus(value)),
        "contract": lambda value: contract_word(ContractStatus(value)),
        "shift": lambda value: shift_word(ShiftStatus(value)),
        "shift_signup": lambda value: signup_word(SignupStatus(value)),
    }
    | trail_publicity.STATES
    | trail_upkeep.STATES
    | trail_wechat.STATES
)
