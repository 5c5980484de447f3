"""The HTML doors of people."""

from match.people.pages.account import AccountPages
from match.people.pages.factor import FactorPages
from match.people.pages.invitations import InvitationPages
from match.people.pages.organisations import OrganisationPages
from match.people.pages.roles import RolePages
from match.people.pages.sign_in import SignInPages

__all__ = [
    "AccountPages",
    "FactorPages",
    "InvitationPages",
    "OrganisationPages",
    "RolePages",
    "SignInPages",
]
