"""`match check` sees each thing that must not be in the log, once planted; readers miss nothing."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from jobs.checks import publiclog as checks
from jobs.listeners import listeners_of
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import command, rows, unit_of_work, value
from match.foundation.embedded.services import Services
from match.foundation.settings import Settings
from match.openness.publiclog import commands, queries, signing
from match.openness.publiclog.commands import adding
from match.openness.publiclog.sources import SOURCES
from match.openness.steps import STEPS
from tests.giving import make as giving
from tests.jobs.test_hearing import hear_all
from tests.lasting import lasting
from tests.ledger.house import Ledger
from tests.needs import make as needs
from tests.openness.log import log, own_keys, take_down
from tests.publicity import make as publicity
from tests.tenders import make as tenders

pytestmark = pytest.mark.openness

# Done by a superuser past every trigger, as whoever holds the disk could.
PLANTED = {
    "a place of the public log is missing": (
        "DELETE FROM public_log_document WHERE place = 3; DELETE FROM public_log_entry WHERE id = 3"
    ),
    "the chain of the public log is broken": (
        "UPDATE public_log_entry SET url = '/needs/9' WHERE id = 1"
    ),
    "a document of the public log is not the one that was hashed": (
        "UPDATE public_log_document SET body = '{}' WHERE place = 1"
    ),
    "a document of the public log is gone without a takedown": (
        "DELETE FROM public_log_document WHERE place = 1"
    ),
    "a document of the public log is there although it was taken down": (
        "INSERT INTO public_log_document (place, salt, body) VALUES (2, repeat('0', 64), '{}')"
    ),
    "a head of the public log signs another log": (
        "UPDATE public_log_head SET link = repeat('0', 64)"
    ),
    "a head of the public log is signed with a key that was never told": (
        "DELETE FROM public_log_key"
    ),
    "the public log has waited two days for a head": "DELETE FROM public_log_head",
}


@command
async def _scene(settings: Settings) -> None:
    with clock.freeze(clock.now() - timedelta(days=4)):
        await log(3)
        await take_down(2)
        await signing.sign_day(SYSTEM, settings)


def test_every_question_has_its_plant() -> None:
    """The twins of the checks."""
    assert PLANTED.keys() == checks.CHECKS.keys()


async def test_what_is_planted_is_found(
    services: Services, database: None, settings: Settings, tmp_path: Path
) -> None:
    """And nothing before."""
    async with lasting(services) as superuser:
        await _scene(own_keys(settings, tmp_path))
        for name, sql in checks.CHECKS.items():
            assert await superuser.fetch(sql) == [], name
        missed: list[str] = []
        for name, deed in PLANTED.items():
            planted = superuser.transaction()
            await planted.start()
            await superuser.execute("SET LOCAL session_replication_role = replica")
            await superuser.execute(deed)
            if not await superuser.fetch(checks.CHECKS[name]):
                missed.append(name)
            await planted.rollback()
        assert missed == []


async def overtaking() -> list[int]:
    """One act is written and stays uncommitted while a second one is; what a follower reads."""
    written, go_on = asyncio.Event(), asyncio.Event()
    read: list[int] = []

    async def act(number: int) -> None:
        await commands.log_act(
            SYSTEM, event_id=number, kind="need.met", url="/needs/1", document={"id": number}
        )

    async def slow() -> None:
        async with unit_of_work():
            await act(1)
            written.set()
            await go_on.wait()

    async def fast() -> None:
        await written.wait()
        await act(2)

    async def follow() -> None:
        read.extend(one.place for one in await queries.entries(read[-1] if read else 0))

    late, early = asyncio.create_task(slow()), asyncio.create_task(fast())
    await written.wait()
    await asyncio.wait([early], timeout=0.5)
    await follow()
    go_on.set()
    await asyncio.gather(late, early, return_exceptions=True)
    await follow()
    return read


async def test_places_become_visible_in_their_order(house: Ledger):
    """A reader who follows the log misses nothing that was committed late."""
    assert await overtaking() == [1, 2]


async def test_without_the_lock_an_act_would_be_lost(
    house: Ledger, monkeypatch: pytest.MonkeyPatch
):
    """The twin: both take the same place, and the database refuses one of them."""

    async def unlocked() -> None:
        return None

    monkeypatch.setattr(adding, "hold_log", unlocked)

    assert await overtaking() == [1]


async def test_a_need_a_gift_and_a_purchase_leave_their_trace(db):
    """Public acts reach the log by the outbox, each as the public reads it."""
    deal = await giving.counted()
    _officer, tender_id = await tenders.published()
    await hear_all()
    found = {line.kind: line for line in await queries.entries(limit=500)}

    assert {"need.published", "offer.published", "agreement.made", "match.approved"} <= set(found)
    assert {"tender.published", "organisation.verified"} <= set(found)
    assert found["need.published"].url.startswith("/needs/")
    assert found["tender.published"].url == f"/purchases/{tender_id}"
    assert (found["tender.published"].told or {})["tag"] == ["planning", "tender"]
    assert deal
    for line in found.values():
        assert line.whole


async def test_a_need_that_is_withdrawn_is_logged_as_gone(db):
    """What was public and is no more; what never was is not logged at all."""
    from match.needs.commands import withdraw_need

    scene = await needs.published()
    await hear_all()
    never = await needs.draft("433101001202")
    await withdraw_need(scene.county, scene.need, "重复填报")
    await withdraw_need(never.director, never.need, "不需要了")
    await hear_all()
    urls = [line.url for line in await queries.entries(limit=500)]
    (gone,) = [line for line in await queries.entries(limit=500) if line.kind == "need.withdrawn"]

    assert gone.told == {"id": scene.need, "shown": False}
    assert f"/needs/{never.need}" not in urls


async def test_a_withdrawn_article_is_held_back_in_the_log_too(db):
    """What was taken down may be why it was; a second person shows it again or lets it go."""
    from match.publicity.commands import withdraw_article

    article = await publicity.published()
    await hear_all()
    (published,) = [x for x in await queries.entries(limit=500) if x.kind == "article.published"]
    editor = await publicity.writer()
    await withdraw_article(editor, article, "照片未经同意，已删除")
    await hear_all()
    after = [x for x in await queries.entries(limit=500) if x.url.startswith("/articles")]

    assert published.told is not None
    assert published.told["title"] == "儿童之家周末照常开放"
    assert not {"editor_name", "proofreader_name"} & set(published.told)
    assert (await queries.entry(published.place)).document is None
    assert after[-1].told == {"id": article, "shown": False}
    assert await value("SELECT asked_by FROM public_log_takedown") == editor.id


async def test_nobody_who_gives_or_leads_a_home_is_named(db):
    """Persons who give, directors, and homes of small groups are not in any document."""
    await giving.counted()
    await hear_all()
    told = "\n".join(str(line.document) for line in await queries.entries(limit=500))
    people = await rows("SELECT name FROM account WHERE length(name) > 1")

    assert told
    assert not [row["name"] for row in people if row["name"] in told]


def test_every_topic_that_is_logged_is_heard():
    """A source without a listener would be a promise nobody keeps."""
    for topic in SOURCES:
        assert any(one.name.startswith("log_") for one in listeners_of(topic)), topic
    for topic in STEPS:
        assert any(one.name.startswith("release_") for one in listeners_of(topic)), topic
