"""Reading what suppliers prove: eligibility for one purchase, the vault, who bids together."""

from match.suppliers.queries.consortia import (
    ConsortiumView,
    Member,
    consortia_of,
    consortium_of,
    consortium_view,
)
from match.suppliers.queries.eligibility import (
    eligibility,
    joint_partners,
    same_control,
    small_firm,
)
from match.suppliers.queries.own import OwnSupplier, offered, own_suppliers, supplier_by_code
from match.suppliers.queries.vault import (
    Declaration,
    QualificationView,
    Vault,
    paper_of,
    vault,
    waiting_papers,
)

__all__ = [
    "ConsortiumView",
    "Declaration",
    "Member",
    "OwnSupplier",
    "QualificationView",
    "Vault",
    "consortia_of",
    "consortium_of",
    "consortium_view",
    "eligibility",
    "joint_partners",
    "offered",
    "own_suppliers",
    "paper_of",
    "same_control",
    "small_firm",
    "supplier_by_code",
    "vault",
    "waiting_papers",
]
