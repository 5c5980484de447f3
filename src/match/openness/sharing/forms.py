"""What somebody says when they make a link."""

import msgspec

from match.openness.sharing.states import SharedView


class LinkForm(msgspec.Struct, frozen=True):
    """
    ``asked`` is the view's own: ``words``, ``area`` (a division as a prefix), ``category`` of
    needs; ``area`` of gauges; ``organisation`` and ``year`` of giving. ``days`` and ``uses`` empty
    mean the usual time, and any number of times.
    """

    view: SharedView
    title: str = ""
    words: str = ""
    area: str = ""
    category: str = ""
    organisation: int | None = None
    year: int | None = None
    days: int | None = None
    uses: int | None = None
