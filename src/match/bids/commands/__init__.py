"""Verbs of sealed bids, from the officials' keys to the last correction."""

from match.bids.commands.correcting import answer_correction, ask_correction
from match.bids.commands.digests import submit_digests
from match.bids.commands.ending import refuse_bids, void_bid
from match.bids.commands.gathering import (
    Begun,
    SealedFor,
    begin_opening,
    fetch_shares,
    post_shares,
    sweep_openings,
)
from match.bids.commands.keys import choose_keys, register_key, revoke_key
from match.bids.commands.publishing import (
    Published,
    allow_prices,
    open_envelopes,
    open_prices,
    sweep_gatherings,
)
from match.bids.commands.reading import fetch_envelope
from match.bids.commands.submitting import reconfirm, replace, submit, withdraw
from match.bids.commands.uploading import (
    Received,
    drop_stale_uploads,
    keep_part,
    keep_upload,
    received,
)

__all__ = [
    "Begun",
    "Published",
    "Received",
    "SealedFor",
    "allow_prices",
    "answer_correction",
    "ask_correction",
    "begin_opening",
    "choose_keys",
    "drop_stale_uploads",
    "fetch_envelope",
    "fetch_shares",
    "keep_part",
    "keep_upload",
    "open_envelopes",
    "open_prices",
    "post_shares",
    "received",
    "reconfirm",
    "refuse_bids",
    "register_key",
    "replace",
    "revoke_key",
    "submit",
    "submit_digests",
    "sweep_gatherings",
    "sweep_openings",
    "void_bid",
    "withdraw",
]
