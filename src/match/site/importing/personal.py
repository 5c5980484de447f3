"""No identity number comes in by a list, in whatever column it was written."""

import re
from dataclasses import replace

from match.foundation.language import _
from match.foundation.sheets import Reading, Row, Trouble

# Region, birth date, order, check digit: the shape of GB 11643.
_IDENTITY = re.compile(
    r"(?<![0-9])[1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx](?![0-9])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def refuse_persons(reading: Reading) -> Reading:
    """The reading, with a trouble for each row in which somebody's identity number stands."""
    return replace(reading, rows=tuple(_looked_at(reading, row) for row in reading.rows))


def holds_identity(text: str) -> bool:
    """Whether an identity number with a right check digit stands in *text*."""
    return any(_checks(found[0]) for found in _IDENTITY.finditer(text))


def _checks(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def _looked_at(reading: Reading, row: Row) -> Row:
    found = [
        Trouble(
            row.number,
            reading.letters.get(column.key, "—"),
            column.header,
            _("这里写了身份证号。请删去，本平台的名单不收身份证号。"),
        )
        for column in reading.sheet.columns
        if (written := row.written.get(column.key)) and holds_identity(written)
    ]
    return replace(row, troubles=(*row.troubles, *found)) if found else row
