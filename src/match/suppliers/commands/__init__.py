"""Verbs of what suppliers prove, declare and sign together."""

from match.suppliers.commands.consortia import (
    end_consortium,
    propose_consortium,
    sign_consortium,
)
from match.suppliers.commands.declaring import (
    declare,
    end_controller,
    name_controller,
    take_back_declaration,
)
from match.suppliers.commands.papers import (
    keep_paper,
    refuse_paper,
    remove_paper,
    verify_paper,
)
from match.suppliers.commands.time import sweep_papers

__all__ = [
    "declare",
    "end_consortium",
    "end_controller",
    "keep_paper",
    "name_controller",
    "propose_consortium",
    "refuse_paper",
    "remove_paper",
    "sign_consortium",
    "sweep_papers",
    "take_back_declaration",
    "verify_paper",
]
