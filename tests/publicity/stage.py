"""
The whole product in a process of its own, with three people of the press and the shipped policies:

    python -m tests.publicity.stage

It says one line of JSON when it is ready: where it is, and a session for each person. Then it
answers each line on its input with what there is.
"""

from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.publicity.commands import load_policies
from tests.people import make as people
from tests.playing import main, session
from tests.publicity import make

ASKED = {
    "articles": "SELECT id, title, status, version FROM article ORDER BY id",
    "counts": "SELECT article_id, reads, shares FROM article_count ORDER BY id",
    "followers": "SELECT topics FROM publicity_subscription",
    "pictures": "SELECT file_id, shows FROM article_image ORDER BY id",
}


async def scene() -> dict[str, Any]:
    """An author of the county, an editor above, a proof-reader, a reader with an account."""
    await load_policies(SYSTEM)
    await make.published(title="读懂村级儿童之家：它做什么，怎样办起来")
    return {
        "author": await session(await people.account("county", "433124", name="作者甲")),
        "editor": await session(await people.account("prefecture", "4331", name="编辑乙")),
        "proofreader": await session(await people.account("editor", "43", name="校对丙")),
        "reader": await session(await people.account(name="读者丁")),
    }


async def obey(word: str) -> list[dict[str, Any]]:
    """What there is of what is asked for."""
    return await rows(ASKED[word])


if __name__ == "__main__":
    main(scene, obey)
