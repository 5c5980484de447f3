"""The live checks of WeChat's rows are silent on real ones, and each finds the fault planted."""

import pytest

from jobs.checks.wechat import CHECKS
from match.foundation.db import rows, value
from tests.publicity import make
from tests.publicity.wechat.world import carried, wanted, wechat

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("db")]
HOURS = "now() - interval '2 hours'"
PLANTED = {
    "a published article has its row for WeChat within the hour": (
        f"UPDATE article SET published_at = {HOURS} WHERE id = $1",
        "DELETE FROM wechat_delivery WHERE article_id = $1",
    ),
    "what goes to WeChat was published": (
        "UPDATE wechat_delivery SET version = 9 WHERE article_id = $1",
    ),
    "a withdrawn article is on its way out of WeChat within the hour": (
        f"UPDATE article SET status = 'withdrawn', withdrawn_at = {HOURS},"
        " withdrawn_reason = '内容有误' WHERE id = $1",
    ),
    "a row at WeChat that is due is looked at within a day": (
        "UPDATE wechat_delivery SET status = 'waiting', next_check_at = now() - interval '2 days'"
        " WHERE article_id = $1",
    ),
    "a draft at WeChat is one article's": (
        "UPDATE wechat_delivery SET media_id = (SELECT media_id FROM wechat_delivery"
        " WHERE article_id = $1)",
    ),
}


async def drafted() -> int:
    """Two articles in the draft box; the first one's id."""
    async with wechat():
        first, second = await make.published(), await make.published()
        for article in (first, second):
            await carried(await wanted(article))
    await value("UPDATE outbox SET done_at = now()")  # as once they were heard
    return first


async def test_real_rows_break_none() -> None:
    await drafted()

    assert set(PLANTED) == set(CHECKS)
    assert {name: await rows(query) for name, query in CHECKS.items()} == {
        name: [] for name in CHECKS
    }


@pytest.mark.parametrize("name", list(PLANTED))
async def test_a_planted_fault_is_found(name: str) -> None:
    article = await drafted()
    for fault in PLANTED[name]:
        await value(fault, *([article] if "$1" in fault else []))

    assert len(await rows(CHECKS[name])) == 1
