"""Sealed bids: keys of the officials, envelopes nobody here can read, the board, the opening."""
