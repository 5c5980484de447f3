"""
Who holds what: money in fen, goods in units, in double entry. Nothing else writes either.

The platform takes no payment; the ledger records what others promised, moved and used.
"""
