"""Officials register their keys, and the purchases that take bids choose who will open them.

A real official makes the key on the own machine (docs/guides/officials.md). The demo plays all of
them, so it keeps their secret halves in its data folder, where whoever tries the demo finds them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pyrage

from match.bids.commands import choose_keys, register_key
from match.bids.forms import KeyForm
from match.demo.casting import PREFECTURE, Staff
from match.demo.steps import Progress, Stage
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.permissions import Role
from match.foundation.settings import settings

_AGE = cast("Any", pyrage)  # a compiled module that ships no types
OFFICIALS = (
    (Role.finance, "湘西州财政局（演示）"),
    (Role.auditor, "湘西州审计局（演示）"),
    (Role.education, "湘西州教育和体育局（演示）"),
    (Role.federation, "湘西州妇女联合会（演示）"),
    (Role.party, "湘西州纪委监委（演示）"),
)
_SEALABLE = """
SELECT t.id, left(t.division, 6) AS county, t.threshold_n AS n
  FROM tender t
 WHERE t.status = 'published' AND t.mode <> 'mirror' AND t.closes_at > now()
   AND NOT EXISTS (SELECT FROM bid_sealing s WHERE s.tender_id = t.id)
 ORDER BY t.id
"""


def secrets_folder() -> Path:
    """Where the demo keeps the secret halves that real officials would keep at home."""
    return settings().data_dir / "demo-keys"


async def appoint(staff: Staff, counties: Sequence[str], progress: Progress) -> None:
    """Every key that is not there yet, then the openers of every purchase that takes bids."""
    seats = [(await staff.at(role, PREFECTURE), body) for role, body in OFFICIALS]
    for county in counties:
        code = county[:6]
        seats.append(
            (await staff.at(Role.purchaser, code), f"{await _county(county)}采购办（演示）")
        )
    waiting = await rows(_SEALABLE)
    stage = Stage(progress, "officials", len(seats) + len(waiting))
    keys: dict[int, int] = {}
    for official, body in seats:
        assert official.id is not None, "the demo's officials are people"
        keys[official.id] = await _key(official, body)
        stage.step()
    shared = [keys[cast("int", official.id)] for official, _body in seats[: len(OFFICIALS)]]
    for tender in waiting:
        officer = await staff.at(Role.purchaser, tender["county"])
        own = keys[cast("int", officer.id)]
        await choose_keys(officer, tender["id"], [own, *shared[: tender["n"] - 1]])
        stage.step()


async def _county(code: str) -> str:
    return await value("SELECT name FROM division WHERE code = $1 AND valid_to IS NULL", code)


async def _key(official: Actor, body_name: str) -> int:
    """The official's valid key; its secret half is written before the public one is registered."""
    held: int | None = await value(
        "SELECT id FROM official_key WHERE account_id = $1 AND revoked_at IS NULL", official.id
    )
    if held is not None:
        return held
    identity = _AGE.x25519.Identity.generate()
    folder = secrets_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{official.name}-{official.id}.txt"
    file.touch(mode=0o600)
    file.write_text(f"{identity}\n", encoding="utf-8")
    form = KeyForm(recipient=str(identity.to_public()), body_name=body_name)
    return await register_key(official, form)
