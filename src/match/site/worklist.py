"""
One line of the list that replaces five spreadsheets: something of somebody's area, and its day.

It stands here, below every room, because every room may have such lines: a room gives them from
its queries (`standards.queries.waiting_lines`), `front.desk.worklist` puts them together.
"""

from datetime import date

import msgspec


class Due(msgspec.Struct, frozen=True):
    """
    *what* is its kind in words, *title* the thing, *place* where, *url* where it is done, *by* the
    day until which it should be (None: no day). *remind*: the address that a reminder is posted
    to, or empty.
    """

    what: str
    title: str
    url: str
    by: date | None = None
    place: str = ""
    remind: str = ""
