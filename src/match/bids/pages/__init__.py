"""The doors of sealed bids for browsers: write and seal, hold a key, open, read the board."""

from match.bids.pages.bidding import BidPages
from match.bids.pages.board import BoardPages
from match.bids.pages.keys import KeyPages
from match.bids.pages.officials import OfficialsPages
from match.bids.pages.opening import OpeningPages
from match.bids.pages.tools import ToolPages

__all__ = ["BidPages", "BoardPages", "KeyPages", "OfficialsPages", "OpeningPages", "ToolPages"]
