"""
The whole product in a process of its own, with the people of one open tender, for a walk:

    python -m tests.browser.tender_stage

It says one line of JSON when it is ready (who is there), then does what it is told on its input, a
word a line, each answered by a line: `on DAYS` (the house's clock stands so many days from today
from now on; everybody's session anew), `close TENDER` (its deadline is over), `hear` (the worker's
listeners inside the house), `check` (what the live checks find), `status TENDER`.
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.needs.forms import Line
from tests.bids import make as bids
from tests.needs import make as needs
from tests.openness.life import pass_deadline
from tests.panels import make as panels
from tests.people import make as people
from tests.playing import main, sessions
from tests.tenders import make as tenders
from tests.walks.steps import Walker, broken_invariants

OFFICIALS = ("finance", "party", "auditor", "education", "federation")
BIDDERS, POOL = 5, 8
LONG_AGO = timedelta(days=60)


class Stage:
    """Everybody, and the day that the house believes it is."""

    def __init__(self) -> None:
        self.days = 0
        self.walker = Walker(None)  # type: ignore[arg-type] # it only listens here
        self.people: dict[str, Actor] = {}

    def clock(self) -> AbstractContextManager[None]:
        """The house's day, for the length of the block; nothing is held on the day itself."""
        if not self.days:
            return nullcontext()
        return clock.freeze(clock.now() + timedelta(days=self.days))

    async def scene(self) -> dict[str, Any]:
        """Sixty days ago, all of them."""
        with clock.freeze(clock.now() - LONG_AGO):
            return await self.cast()

    async def cast(self) -> dict[str, Any]:
        """The department, its officials, five suppliers, a pool of experts, a home with a need."""
        await tenders.permit()
        self.people["officer"], department = await tenders.department()
        for name, role in (("colleague", "purchaser"), ("representative", "panel")):
            self.people[name] = await people.account(role, "433101", organisation=department)
        for at, role in enumerate(OFFICIALS):
            self.people[f"official{at}"] = await people.account(role, "4331")
        for name in ("county", "payer", "approver"):
            self.people[name] = await people.account("finance", "433101")
        self.people["auditor"] = await people.account("auditor", "43")
        bidders = [await bids.bidder() for _each in range(BIDDERS)]
        for at, each in enumerate(bidders):
            self.people[f"bidder{at}"] = each.actor
        for at in range(POOL):
            self.people[f"expert{at}"] = await panels.expert()
        need = await needs.published(
            category="SVC-PSY",
            title="心理辅导课时",
            purpose="每周一次团体辅导。",
            lines=[Line("团体辅导", 30, "课时")],
            due_on=clock.today() + LONG_AGO + LONG_AGO,
        )
        self.people["director"] = need.director
        names = [
            await value("SELECT name FROM organisation WHERE id = $1", each.organisation)
            for each in bidders
        ]
        return {
            "department": department,
            "bidders": [each.organisation for each in bidders],
            "names": names,
            "need": need.need,
            "line": need.line,
            "home": need.home,
        }

    async def obey(self, words: str) -> Any:
        """One line of the walk."""
        word, _blank, given = words.partition(" ")
        if word == "on":
            self.days = int(given)
            with self.clock():
                return await sessions(self.people)
        with self.clock():
            if word == "close":
                await pass_deadline(int(given))
                return "closed"
            if word == "hear":
                return await self.walker.hear()
            if word == "check":
                return {name: str(found) for name, found in (await broken_invariants()).items()}
            if word == "seats":
                held = {actor.id: name for name, actor in self.people.items()}
                found = await rows(
                    "SELECT s.panel_id, s.account_id FROM panel_seat s JOIN panel p"
                    " ON p.id = s.panel_id WHERE p.tender_id = $1"
                    " AND s.status IN ('asked', 'confirmed') ORDER BY s.id",
                    int(given),
                )
                return [[row["panel_id"], held[row["account_id"]]] for row in found]
            assert word == "status", word
            return await value("SELECT status FROM tender WHERE id = $1", int(given))


if __name__ == "__main__":
    stage = Stage()
    main(stage.scene, stage.obey, at=stage.clock)
