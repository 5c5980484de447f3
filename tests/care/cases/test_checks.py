"""The live questions about reports, referrals, pairs: none on good rows, each when planted."""

from datetime import timedelta

from jobs.checks.protection import CHECKS
from match.care.cases.commands import refer_child
from match.care.cases.forms import ReferralForm
from match.care.cases.wall import inside
from match.foundation import clock
from match.foundation.db import rows
from match.foundation.restricted import restricted
from tests.care import make as care
from tests.care.cases import make
from tests.care.pairs.test_pairs import running


async def _asked() -> dict[str, int]:
    return {name: len(await ask()) for name, ask in CHECKS.items()}


async def test_good_rows_raise_no_question(db: None) -> None:
    await make.desks()
    await make.filed()
    held = await running()
    await refer_child(held.scene.director, held.child, ReferralForm("RT-PSY", "情绪低落，请评估"))

    assert set((await _asked()).values()) == {0}


async def test_each_planted_fault_is_found(db: None) -> None:
    """The twins: a report no sweep saw, one without an alarm, a dead referral, a lost consent."""
    await make.desks()
    with clock.freeze(clock.now() - timedelta(minutes=30)):
        await make.filed()
    held = await running()
    await refer_child(held.scene.director, held.child, ReferralForm("RT-PSY", "情绪低落，请评估"))
    async with inside(desk=("43",)):
        await rows(
            "INSERT INTO care.mandatory_report (code_key, situation, division, place)"
            " VALUES ('\\x01', 'MR6', $1, '\\x02')",
            make.COUNTY,
        )
    async with restricted((care.COUNTY,)):
        await rows("UPDATE care.referral SET next_check_at = now() - interval '2 days'")
        await rows("UPDATE care.pair_child SET withdrawn_at = now()")
    found = await _asked()

    assert found == {
        "a report that nobody opened is called late within minutes": 1,
        "every report woke a desk": 1,
        "no referral is left lying": 1,
        "no pair runs without a guardian's consent": 1,
        "every pair was accepted by two people": 0,  # a CHECK of the table itself refuses it
    }
