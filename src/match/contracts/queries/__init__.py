"""Reading contracts: for everybody, for the parties, for whoever shortlists or audits."""

from match.contracts.queries.desk import desk_contracts
from match.contracts.queries.following import followed_lines
from match.contracts.queries.public import contracts_of, count_public, public, public_contracts
from match.contracts.queries.record import record
from match.contracts.queries.shown import contracts_shown, own_steps

__all__ = [
    "contracts_of",
    "contracts_shown",
    "count_public",
    "desk_contracts",
    "followed_lines",
    "own_steps",
    "public",
    "public_contracts",
    "record",
]
