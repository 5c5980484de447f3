"""
The whole product in a process of its own, with one purchase on it, for walks in a browser:

    python -m tests.bids.stage

It says one line of JSON when it is ready, then does what it is told on its input, a word a line:
`choose` (the officials who have registered a key open the purchase), `correct` (a new version of
the documents), `close` (the deadline is over). Each is answered by a line.
"""

from typing import Any

from match.bids import commands
from match.bids.queries import registered_keys
from match.foundation.db import rows
from tests.bids import make
from tests.past import plan_again
from tests.people import make as people
from tests.playing import main, session


async def criteria(tender_id: int) -> None:
    """Two things to answer, and the price; together the hundred points that they must be."""
    await rows(
        "INSERT INTO tender_criterion (tender_id, kind, title, indicator, points, position)"
        " VALUES ($1, 'subjective', '服务方案', '人员、频次、时长', 6000, 1),"
        " ($1, 'objective', '同类业绩', '近三年项目数', 2000, 2),"
        " ($1, 'price', '价格', '基准价比报价', 2000, 3)",
        tender_id,
    )


class Stage:
    """One purchase, its officials and three who bid for it."""

    async def scene(self) -> dict[str, Any]:
        """Everybody is there; no official has a key yet."""
        self.officer, self.tender = await make.tender(k=2, n=3, min_bids=3)
        await criteria(self.tender)
        officials = [await people.account(role, "4331") for role in ("finance", "party", "auditor")]
        bidders = [await make.bidder() for _ in range(3)]
        return {
            "tender": self.tender,
            "officer": await session(self.officer),
            "officials": [await session(each) for each in officials],
            "bidders": [[each.organisation, await session(each.actor)] for each in bidders],
        }

    async def obey(self, word: str) -> Any:
        """One word of the walk."""
        if word == "choose":
            found = await registered_keys(make.JISHOU)
            chosen = [key.id for key in found]
            return await commands.choose_keys(self.officer, self.tender, chosen)
        if word == "close":
            await make.pass_deadline(self.tender)
            return "closed"
        if word == "correct":
            await plan_again(self.tender)
            await rows(
                "UPDATE tender SET document_version = document_version + 1 WHERE id = $1",
                self.tender,
            )
            await rows("UPDATE tender SET status = 'published' WHERE id = $1", self.tender)
            return "corrected"
        return None


if __name__ == "__main__":
    stage = Stage()
    main(stage.scene, stage.obey)
