"""The doors of contracts."""

from match.contracts.pages.desk import ContractDesk
from match.contracts.pages.public import Contracts
from match.contracts.pages.steps import ContractSteps

__all__ = ["ContractDesk", "ContractSteps", "Contracts"]
