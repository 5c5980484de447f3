"""Reading contracts: for everybody, for the parties, for whoever shortlists or audits."""

from match.contracts.queries.following import followed_lines
from match.contracts.queries.public import contracts_of, count_public, public, public_contracts
from match.contracts.queries.record import record

__all__ = [
    "contracts_of",
    "count_public",
    "followed_lines",
    "public",
    "public_contracts",
    "record",
]
