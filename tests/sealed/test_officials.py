"""What one official can do alone, and who may not be one."""

import pytest

from match.bids import commands, panel
from match.bids.queries import opened, public_bids
from match.foundation.db import value
from match.foundation.errors import Denied
from tests.bids import make

pytestmark = pytest.mark.sealed


async def test_one_officials_account_is_useless(db: None) -> None:
    """Whoever takes over an account and its key has one share of each bid: it opens nothing, and
    each one that was handed out is in the log."""
    about, made = await make.ready(k=3, n=5)
    thief = about.officials[2]
    for _again in range(3):
        await commands.post_shares(thief.actor, about.id, await make.shares(thief, about))
        assert not (await commands.open_envelopes(thief.actor, about.id)).done

    assert await opened(about.id) == await public_bids(about.id) == ()
    handed_out = await value(
        "SELECT count(*) FROM bid_fetch WHERE tender_id = $1 AND account_id = $2",
        about.id,
        thief.actor.id,
    )
    assert handed_out == 3 * 2 * len(made)


async def test_a_threshold_of_one_cannot_be_kept(db: None) -> None:
    """With it, one account would open everything."""
    officer, tender_id = await make.tender(k=2, n=3)
    with pytest.raises(Exception, match="bid_sealing_threshold_sane"):
        await value(
            "INSERT INTO bid_sealing (tender_id, n, k, keyset, chosen_by)"
            " VALUES ($1, 3, 1, '', $2)",
            tender_id,
            officer.id,
        )


async def test_the_panel_does_not_open(db: None) -> None:
    """Whoever judges the bids takes no part in the opening (87号令40): from neither side."""
    about, _ = await make.ready(k=2, n=3)
    judge = about.officials[0]

    async def drawn(_tender_id: int) -> frozenset[int]:
        assert judge.actor.id is not None
        return frozenset({judge.actor.id})

    held = panel._FINDER[0]
    panel.follow(drawn)
    try:
        with pytest.raises(Denied):
            await commands.fetch_shares(judge.actor, about.id)
        officer, tender_id = await make.tender(k=2, n=3)
        with pytest.raises(Denied):
            await commands.choose_keys(
                officer, tender_id, [each.key_id for each in about.officials]
            )
    finally:
        panel.follow(held)
