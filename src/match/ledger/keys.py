"""Keys of transactions that follow from what happened, so that hearing it twice posts it once."""

from uuid import UUID, uuid5

_OURS = UUID("6e0c3b0e-6f5c-5b6a-9a57-0b3f3f1f7f19")


def key_for(what: str, subject_id: int, *parts: int | str) -> UUID:
    """
    The key of one posting: *what* happened (``donation.paid``), to which row, and whatever tells
    repeated ones apart (an allocation line's id, a statement row's). The same words, the same key.
    """
    return uuid5(_OURS, "\0".join([what, str(subject_id), *map(str, parts)]))
