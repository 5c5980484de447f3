"""The doors of shifts for browsers: for everybody, for who serves, for who runs them."""

from match.volunteers.pages.keeping import KeptShiftPages
from match.volunteers.pages.mine import MyShiftPages
from match.volunteers.pages.public import ShiftPages
from match.volunteers.pages.roster import RosterPages

__all__ = ["KeptShiftPages", "MyShiftPages", "RosterPages", "ShiftPages"]
