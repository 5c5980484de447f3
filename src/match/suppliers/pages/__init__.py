"""The doors of what suppliers prove: the vault, the queue of who compares, joint agreements."""

from match.suppliers.pages.checking import PaperDesk
from match.suppliers.pages.consortia import ConsortiumPages
from match.suppliers.pages.vault import VaultPages

__all__ = ["ConsortiumPages", "PaperDesk", "VaultPages"]
