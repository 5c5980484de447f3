"""A search to keep, as the form sends it."""

from typing import Annotated

import msgspec

from match.openness.following.states import Subject


class SearchForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    What to look for. ``area`` is a division prefix and ``category`` a code of the catalogue; empty
    ones narrow nothing. ``name`` is how its person calls it.
    """

    subject: Subject
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    words: Annotated[str, msgspec.Meta(max_length=60)] = ""
    area: Annotated[
        str, msgspec.Meta(pattern=r"^(43([0-9]{2}|[0-9]{4}|[0-9]{7}|[0-9]{10})?)?$")
    ] = ""
    category: Annotated[str, msgspec.Meta(max_length=12)] = ""
