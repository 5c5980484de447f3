"""
The code at the door: signed, and good until the shift's last check-out.

Eight letters and figures to type, and in the QR a longer one that names its shift and its end and
is signed by the platform. A telephone without network keeps what it read with the time it read
it; we look at both when it comes back.
"""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from match.foundation.keys import keys

PURPOSE = "shift.door"


def door_pass(shift_id: int, good_until: datetime) -> str:
    """What the QR carries: D1.<shift>.<end, seconds since 1970>.<16 signs of signature>."""
    end = int(good_until.timestamp())
    return f"D1.{shift_id}.{end}.{_signature(shift_id, end)}"


def opens(shift: Mapping[str, Any], code: str, at: datetime) -> bool:
    """Whether *code*, read at *at*, opens this shift: the eight signs, or a pass that holds."""
    said = code.strip().replace(" ", "")
    if said.upper().replace("-", "") == shift["code"]:
        return True
    parts = said.split(".")
    if len(parts) != 4 or parts[0] != "D1" or not (parts[1] + parts[2]).isdigit():
        return False
    number, end = int(parts[1]), int(parts[2])
    return (
        number == shift["id"]
        and parts[3] == _signature(number, end)
        and at <= datetime.fromtimestamp(end, UTC)
    )


def _signature(shift_id: int, end: int) -> str:
    signed = keys().fingerprint(f"{shift_id}.{end}", PURPOSE)
    return base64.b32encode(signed[:10]).decode()
