"""A list entered together is the list entered row by row: outcomes, homes, trail, facts."""

import random
from typing import Any

import msgspec
import pytest

from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.errors import Invalid, MatchError
from match.homes.commands import import_home, import_homes
from match.homes.forms import HomeRow
from match.site.importing import Outcome
from tests.homes import make as homes

pytestmark = pytest.mark.usefixtures("hunan", "db")

SOURCES = ("SITE-SVC", "SITE-SCH", "SITE-IDLE", "SITE-MOON", None)
DIRECTORS = ("DK-VCF", "DK-SCH", "DK-WF", None, "DK-NO")
THINGS = ("FAC-VIDEO", "FAC-READ", "FAC-PSY", "DOC-WORK", "DOC-PLAN")


def listed(villages: list[str], seed: int, count: int = 60) -> list[HomeRow]:
    """Good, bad and repeated rows; some of another county, some of no village."""
    dice = random.Random(seed)
    return [
        HomeRow(
            number,
            dice.choice([*villages, "433122102200", "433101999999"]),
            "村",
            name=dice.choice((None, None, f"第{dice.randint(1, 9)}儿童之家")),
            site_source=dice.choice(SOURCES),
            indoor_area_m2=dice.choice((None, 30, 50, 80)),
            area_reason=dice.choice((None, "村部只有一间空房。")),
            equipment={
                thing: dice.random() < 0.5 for thing in dice.sample(THINGS, dice.randint(0, 2))
            },
            director_kind=dice.choice(DIRECTORS),
        )
        for number in range(2, count + 2)
    ]


async def one_by_one(actor: Actor, listed: list[HomeRow]) -> list[Outcome]:
    """The plain way, which says what the quick one must do."""
    outcomes = []
    for row in listed:
        try:
            said = Outcome(row.number, row.name or row.village, await import_home(actor, row))
        except Invalid as refusal:
            said = Outcome(
                row.number, row.name or row.village, "refused", " ".join(refusal.fields.values())
            )
        except MatchError as refusal:
            said = Outcome(row.number, row.name or row.village, "refused", refusal.message)
        outcomes.append(said)
    return outcomes


async def left_behind(last: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], set[str]]:
    """Homes without their numbers, the trail, the kinds of facts. A home that the list itself made
    and then changed again is entered once: of it the trail says only that it was registered."""
    held = await rows(
        "SELECT division, name, status, kind, site_source, indoor_area_m2, area_reason,"
        " facilities, documents, director_kind, co_location FROM home ORDER BY division"
    )
    trail = await rows(
        "SELECT DISTINCT verb, division FROM audit WHERE subject_kind = 'home'"
        " AND (verb <> 'home.described' OR subject_id <= $1) ORDER BY 1, 2",
        last,
    )
    facts = await rows("SELECT DISTINCT topic FROM outbox WHERE topic LIKE 'home.%'")
    return held, trail, {fact["topic"] for fact in facts}


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_together_is_one_after_another(seed: int) -> None:
    villages = [
        row["code"]
        for row in await rows(
            "SELECT code FROM division WHERE kind = 'village' AND code LIKE '433101%' LIMIT 20"
        )
    ]
    clerk = await homes.county()
    for village in villages[:6]:
        await homes.registered(village, name="老名字儿童之家")
    sent = listed(villages, seed)
    last = await value("SELECT max(id) FROM home")

    await rows("SAVEPOINT before")
    plain = await one_by_one(clerk, sent)
    plain_left = await left_behind(last)
    await rows("ROLLBACK TO SAVEPOINT before")
    quick = await import_homes(clerk, sent)
    quick_left = await left_behind(last)

    assert [(o.number, o.name, o.result, o.message) for o in quick] == [
        (o.number, o.name, o.result, o.message) for o in plain
    ]
    assert quick_left == plain_left
    assert {one.result for one in plain} >= {"created", "updated", "refused"}


async def test_the_same_list_again_changes_nothing() -> None:
    clerk = await homes.county()
    sent = [
        HomeRow(number, village, "村", site_source="SITE-SVC")
        for number, village in enumerate(("433101002200", "433101002201", "433101002206"), 2)
    ]

    first = await import_homes(clerk, sent)
    trail = await value("SELECT count(*) FROM audit")
    again = await import_homes(clerk, sent)

    assert [one.result for one in first] == ["created"] * 3
    assert [one.result for one in again] == ["unchanged"] * 3
    assert await value("SELECT count(*) FROM audit") == trail
    assert msgspec.json.encode(sent)
