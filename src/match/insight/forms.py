"""Shapes at the doors of figures."""

from typing import Annotated

import msgspec


class ViewForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page to keep: the name its person gives it, and its address as the browser shows it."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    address: Annotated[str, msgspec.Meta(min_length=1, max_length=600)]
