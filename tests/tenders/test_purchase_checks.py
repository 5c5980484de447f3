"""The live invariants of purchases: clean over whole ways, and each sees its own damage."""

from datetime import timedelta

import pytest

from jobs.checks import purchases
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.tenders import commands
from match.tenders.facts import Decision
from match.tenders.forms import EditForm, NeedForm
from tests.lasting import lasting
from tests.tenders import make
from tests.tenders.test_mirroring import RESULT, out, step
from tests.tenders.test_purchasing import wanted


async def broken():
    return [name for name, query in purchases.CHECKS.items() if await rows(query)]


async def ways():
    """A light purchase, a full one edited and carried to its award, a mirror, a suspended one."""
    await make.published()
    officer, full = await make.full(budget_line="另一个预算项目")
    await commands.edit_tender(
        officer, full, EditForm("补充服务次数", requirements="全年不少于四百课时。另加督导。")
    )
    mirror_officer, mirror = await out()
    await commands.record_official(mirror_officer, mirror, step("result", 28, **RESULT))
    scene = await wanted()
    _officer, third = await make.published(
        budget_line="第三个预算项目", needs=[NeedForm(scene.line, 20)]
    )
    return full, third


@pytest.mark.usefixtures("hunan", "db")
async def test_after_whole_ways_nothing_is_found():
    _full, third = await ways()
    with clock.freeze(clock.now() + timedelta(days=20)):
        await commands.close_tender(SYSTEM, third)
        for verb in ("open", "report"):
            await commands.advance(SYSTEM, third, verb)
        chosen = Decision("湘西州某社会工作服务中心", 17_000_000)
        await commands.advance(SYSTEM, third, "decide", decision=chosen)
        await commands.suspend(SYSTEM, third, "质疑可能影响结果")
    assert await broken() == []


DAMAGE = [
    ("item_code = 'A02010105'", "light", "a purchase is a service with a budget line"),
    ("next_check_at = NULL", "light", "a published purchase has a day to close"),
    (
        "closes_at = now() - interval '3 days', next_check_at = now() - interval '3 days'",
        "light",
        "no purchase takes answers after its last day",
    ),
    (
        "published_at = closes_at - interval '2 days'",
        "light",
        "suppliers had the time their method gives",
    ),
    (
        "published_at = closes_at - interval '9 days'",
        "full",
        "suppliers had the time their method gives",
    ),
    (
        "intent_at = published_at - interval '20 days'",
        "full",
        "an intent was out for thirty days, or the notice says why not",
    ),
    ("legal_adviser = ''", "full", "a full purchase stands on a survey and a reviewer"),
    ("survey_id = NULL", "full", "a full purchase stands on a survey and a reviewer"),
    (
        "document_hash = repeat('0', 64)",
        "light",
        "the newest version of a document is the one its purchase names",
    ),
    (
        "document_version = 1",
        "edited",
        "the newest version of a document is the one its purchase names",
    ),
    ("closed_at = closes_at - interval '1 second'", "light", "nothing was closed before its time"),
    (
        "opened_at = now(), reported_at = now() - interval '1 hour'",
        "light",
        "the steps of a purchase are in their order",
    ),
    (
        "suspended_at = now() - interval '1 hour', suspended_reason = '质疑', opened_at = now()",
        "light",
        "nothing went on while it was suspended",
    ),
    ("award_fen = budget_fen + 1", "light", "nobody is paid more than the budget"),
    (
        "budget_fen = limit_fen",
        "light",
        "no light purchase is over the limit of its day",
    ),
    (
        "official_notice_url = ''",
        "mirror",
        "a mirror has a page of the official system for its notice",
    ),
]
PARTS = [
    (
        "UPDATE tender_criterion SET points = points - 1 WHERE kind = 'price'",
        "criteria that score are worth a hundred points",
    ),
    (
        "DELETE FROM tender_document WHERE version = 1 AND tender_id IN"
        " (SELECT tender_id FROM tender_document WHERE version = 2)",
        "the versions of a document leave none out",
    ),
    (
        "UPDATE tender_need SET units = 31",
        "purchases together ask no more of a need than it asks for",
    ),
    (
        "UPDATE tender SET budget_line = '一个预算项目', budget_fen = 45000000, organisation_id ="
        " (SELECT min(organisation_id) FROM tender) WHERE mode = 'light'",
        "no budget line was split under the limit",
    ),
]
WHERE = {
    "light": "mode = 'light'",
    "full": "mode = 'full'",
    "edited": "mode = 'full'",
    "mirror": "mode = 'mirror'",
}


async def test_each_damage_is_found_past_every_guard(services, hunan):
    """The guards refuse each of these; a superuser past them is what the checks are for."""
    async with lasting(services) as superuser:
        await ways()
        await superuser.execute("SET session_replication_role = replica")
        constraints = await superuser.fetch(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'tender'::regclass"
            " AND contype = 'c'"
        )
        statements = [
            *(
                (f"UPDATE tender SET {what} WHERE {WHERE[whose]}", name)
                for what, whose, name in DAMAGE
            ),
            *PARTS,
        ]
        unseen = []
        for statement, name in statements:
            damage = superuser.transaction()
            await damage.start()
            for row in constraints:
                await superuser.execute(f"ALTER TABLE tender DROP CONSTRAINT {row['conname']}")
            before = await superuser.fetch(purchases.CHECKS[name])
            await superuser.execute(statement)
            after = await superuser.fetch(purchases.CHECKS[name])
            await damage.rollback()
            if before or not after:
                unseen.append(statement)
        assert unseen == []
    assert {name for _statement, name in statements} == set(purchases.CHECKS)
