"""How an organisation's standing, and a proposed role, may change."""

from enum import StrEnum

from match.foundation.states import Machine, Move


class OrganisationStatus(StrEnum):
    """Where the verification of an organisation stands."""

    applied = "applied"
    verified = "verified"
    refused = "refused"
    expired = "expired"
    withdrawn = "withdrawn"


class ContactKind(StrEnum):
    """Where else than to her phone a person may be told something."""

    mail = "mail"
    wechat = "wechat"


class ProposalStatus(StrEnum):
    """Where a proposed role stands: it takes two approvers from two bodies to be granted."""

    proposed = "proposed"
    granted = "granted"
    refused = "refused"
    withdrawn = "withdrawn"


O = OrganisationStatus  # noqa: E741 # a table of moves reads better with one letter
G = ProposalStatus

ORGANISATION = Machine(
    {
        (O.applied, "verify"): Move(O.verified, "organisation.verified"),
        (O.applied, "refuse"): Move(O.refused, "organisation.refused"),
        (O.applied, "withdraw"): Move(O.withdrawn, "organisation.withdrawn"),
        (O.refused, "apply"): Move(O.applied, "organisation.applied"),
        (O.refused, "withdraw"): Move(O.withdrawn, "organisation.withdrawn"),
        (O.verified, "expire"): Move(O.expired, "organisation.expired"),
        (O.verified, "revoke"): Move(O.refused, "organisation.refused"),
        (O.verified, "apply"): Move(O.applied, "organisation.applied"),
        (O.verified, "withdraw"): Move(O.withdrawn, "organisation.withdrawn"),
        (O.expired, "apply"): Move(O.applied, "organisation.applied"),
        (O.expired, "withdraw"): Move(O.withdrawn, "organisation.withdrawn"),
    }
)

PROPOSAL = Machine(
    {
        (G.proposed, "grant"): Move(G.granted, "role.granted"),
        (G.proposed, "refuse"): Move(G.refused, "role.refused"),
        (G.proposed, "withdraw"): Move(G.withdrawn, "role.withdrawn"),
    }
)
