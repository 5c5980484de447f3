"""Reads of sealed bids: the board, the key set, a bidder's own, and what was opened."""

from match.bids.queries.board import BoardLine, board, count, readable
from match.bids.queries.file import board_file
from match.bids.queries.keys import (
    KeySet,
    Official,
    OfficialKeyView,
    keyset,
    my_key,
    official_accounts,
    registered_keys,
)
from match.bids.queries.mine import MyBid, receipts_of, standing_bids
from match.bids.queries.opened import (
    CorrectionView,
    OpenedBid,
    PublicBid,
    corrections,
    opened,
    public_bids,
)
from match.bids.queries.openings import OfficialProgress, OpeningView, opening, openings_of

__all__ = [
    "BoardLine",
    "CorrectionView",
    "KeySet",
    "MyBid",
    "Official",
    "OfficialKeyView",
    "OfficialProgress",
    "OpenedBid",
    "OpeningView",
    "PublicBid",
    "board",
    "board_file",
    "corrections",
    "count",
    "keyset",
    "my_key",
    "official_accounts",
    "opened",
    "opening",
    "openings_of",
    "public_bids",
    "readable",
    "receipts_of",
    "registered_keys",
    "standing_bids",
]
