"""
The whole product in a process of its own, for the walk of a mandatory report:

    python -m tests.care.cases.stage

It says one line of JSON when it is ready, and obeys a word a line: ``break`` lets the mail server
refuse, ``relay`` carries alarms into inboxes, ``steps`` tells what happened to the newest report.
"""

from typing import Any

from match.care.cases.carrying import carry_mail
from match.care.cases.commands import name_desk
from match.care.cases.forms import DutyForm
from match.care.cases.states import Level
from match.care.cases.wall import inside
from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.notices.ports import Refused
from match.places.commands import load_hunan
from tests.care.cases import make
from tests.playing import main, session


class Broken:
    """A mail server that takes nothing."""

    async def send(self, address: str, subject: str, text: str, *, key: str) -> str:
        raise Refused("down")


async def scene() -> dict[str, Any]:
    """The tree, the desks of 吉首, and the duty desk by name."""
    await load_hunan(SYSTEM)
    held = await make.desks()
    duty = DutyForm("吉首市未成年人救助保护中心", "0743-8220110", "duty@jishou.example")
    await name_desk(held.protection, Level.protection, make.COUNTY, duty)
    return {"protection": await session(held.protection)}


async def obey(word: str) -> Any:
    """One word, one answer."""
    if word == "relay":
        return await make.relay()
    async with inside(desk=("43",)):
        waiting = await rows("SELECT id FROM care.report_alarm WHERE state = 'waiting'")
        steps = await rows(
            "SELECT step FROM care.mandatory_report_step WHERE report_id ="
            " (SELECT max(id) FROM care.mandatory_report) ORDER BY id"
        )
    if word == "break":
        return [await carry_mail(row["id"], port=Broken()) for row in waiting]
    return [row["step"] for row in steps]


if __name__ == "__main__":
    main(scene, obey, restricted=True)
