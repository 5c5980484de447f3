"""The doors of shifts for browsers: for everybody, for who serves, for who runs them."""

from match.volunteers.pages.certificates import CertificateCheck, CertificatePages
from match.volunteers.pages.checking import CheckingPages
from match.volunteers.pages.keeping import KeptShiftPages
from match.volunteers.pages.mine import MyShiftPages
from match.volunteers.pages.proofs import ProofPages
from match.volunteers.pages.public import ShiftPages
from match.volunteers.pages.roster import RosterPages

__all__ = [
    "CertificateCheck",
    "CertificatePages",
    "CheckingPages",
    "KeptShiftPages",
    "MyShiftPages",
    "ProofPages",
    "RosterPages",
    "ShiftPages",
]
