"""The public log: places, salts, takedowns by two persons, signed days, append-only."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.chain import START, link
from match.foundation.db import DatabaseError, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.keys import KeyTrouble
from match.foundation.signing import verified
from match.openness.publiclog import commands, queries, signing
from match.openness.publiclog.forms import DecisionForm, TakedownForm
from tests.openness.log import BEGAN, REASON, log, officer, own_keys, take_down
from tests.people import make as people

pytestmark = pytest.mark.openness


async def test_each_entry_follows_the_one_before(db):
    """The link is that of the ledger's mechanism, over what docs/public-log.md names."""
    await log(3)
    found = await queries.entries()

    before = START
    for place, entry in enumerate(found, 1):
        fields = (entry.place, entry.at, entry.kind, entry.url, entry.sha256, entry.takes_down)
        before = link("publiclog.entry", before, fields)
        assert (entry.place, entry.link) == (place, before.hex())
        assert entry.whole


async def test_the_same_text_is_another_hash_each_time(db):
    """Or whoever guesses what was taken down could try it out."""
    for _ in range(2):
        await commands.log_act(
            SYSTEM, event_id=None, kind="need.met", url="/needs/1", document={"id": 1}
        )
    first, second = await queries.entries()

    assert first.document == second.document
    assert first.sha256 != second.sha256
    assert first.salt is not None
    assert len(bytes.fromhex(first.salt)) == 32


async def test_a_fact_is_logged_once(db):
    """However often the outbox delivers it."""
    act = {"event_id": 77, "kind": "need.met", "url": "/needs/1", "document": {"id": 1}}

    assert await commands.log_act(SYSTEM, **act) == 1
    assert await commands.log_act(SYSTEM, **act) is None


async def test_a_clock_set_back_does_not_take_the_log_back(db):
    """Times never decrease along the places."""
    with clock.freeze(BEGAN):
        await log(1)
    with clock.freeze(BEGAN - timedelta(hours=3)):
        await log(1)
    first, second = await queries.entries()

    assert first.at == second.at


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE public_log_entry SET url = '/x' WHERE id = 1",
        "DELETE FROM public_log_entry WHERE id = 2",
        "TRUNCATE public_log_head",
        "UPDATE public_log_document SET body = '{}' WHERE place = 1",
        "DELETE FROM public_log_document WHERE place = 1",
        "TRUNCATE public_log_document",
        "INSERT INTO public_log_entry (id, at, kind, url, sha256, link)"
        " VALUES (9, now(), 'x', '/', repeat('0', 64), repeat('0', 64))",
        "INSERT INTO public_log_entry (id, at, kind, url, sha256, link)"
        " VALUES (3, now() - interval '9 years', 'x', '/', repeat('0', 64), repeat('0', 64))",
    ],
)
@pytest.mark.parametrize("role", ["match_app", "match_owner"])
async def test_nobody_alters_the_log_in_the_database(db, role, change):
    """Neither the application's role nor the owner of the tables: grants, then triggers."""
    await log(2)
    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await value(f"SET LOCAL ROLE {role}")
            await value(change)


async def test_two_persons_take_a_text_down_and_the_chain_holds(db):
    """Text and salt go; the entry, its link and all that follow stay as they were."""
    await log(3)
    before = await queries.entries()
    await take_down(2)
    after = await queries.entries()

    assert [one.link for one in after[:3]] == [one.link for one in before]
    assert (after[1].salt, after[1].document) == (None, None)
    assert await value("SELECT count(*) FROM public_log_document WHERE place = 2") == 0
    assert [one.kind for one in after[3:]] == ["takedown.asked", "takedown.done"]
    assert after[4].told == {"place": 2, "reason": REASON}


async def test_the_first_person_hides_the_text_at_once(db):
    """A child's name does not wait for the second signature."""
    await log(1)
    await commands.ask_takedown(await officer("county"), 1, TakedownForm(REASON))

    assert (await queries.entry(1)).document is None
    assert await value("SELECT count(*) FROM public_log_document WHERE place = 1") == 1


async def test_a_refused_takedown_shows_the_text_again(db):
    """And the log says that it was asked for, and refused."""
    await log(1)
    first, second = await officer("county"), await officer("province")
    asked = await commands.ask_takedown(first, 1, TakedownForm(REASON))
    with pytest.raises(Invalid):
        await commands.refuse_takedown(second, asked, DecisionForm("refused"))
    await commands.refuse_takedown(second, asked, DecisionForm("refused", "内容本来就该公开"))

    assert (await queries.entry(1)).whole
    assert [one.kind for one in await queries.entries(1)] == ["takedown.asked", "takedown.refused"]


async def test_one_person_alone_takes_nothing_down(db):
    """Not even in two steps, nor does a stranger, nor somebody without a reason."""
    await log(1)
    one, donor = await officer("county"), await people.account("donor")
    with pytest.raises(Denied):
        await commands.ask_takedown(donor, 1, TakedownForm(REASON))
    with pytest.raises(Invalid):
        await commands.ask_takedown(one, 1, TakedownForm(" "))
    with pytest.raises(Invalid):
        await commands.ask_takedown(one, 1, TakedownForm("写了王小明的名字，他爸爸电话13912345678"))
    asked = await commands.ask_takedown(one, 1, TakedownForm(REASON))
    with pytest.raises(Denied):
        await commands.confirm_takedown(one, asked)
    with pytest.raises(Conflict):
        await commands.ask_takedown(one, 1, TakedownForm(REASON))


async def test_a_takedown_itself_stays(db):
    """Otherwise one could take down the reason, and then the reason of that."""
    await log(1)
    await take_down(1)
    with pytest.raises(Conflict):
        await commands.ask_takedown(await officer("county"), 3, TakedownForm(REASON))


async def test_a_day_is_signed_once_and_written_off_the_database(db, settings, tmp_path):
    """The head of the day that ended says how far the log is; the file is added to."""
    chosen = own_keys(settings, tmp_path)
    with clock.freeze(BEGAN):
        assert await signing.sign_day(SYSTEM, chosen) is None
        await log(2)
        head = await signing.sign_day(SYSTEM, chosen)
        assert await signing.sign_day(SYSTEM, chosen) is None
    assert head is not None
    said = f"2026-11-23 2 {head.link} 2026-11-24T08:00:00Z".encode()

    assert (head.place, head.link) == await queries.end()
    assert verified(
        bytes.fromhex(head.key), "xiangtonghui public log head", said, bytes.fromhex(head.signature)
    )
    assert (tmp_path / "seals" / signing.NAME).read_bytes().count(b"\n") == 1
    assert signing.key_file(chosen).stat().st_mode & 0o777 == 0o600


async def test_a_new_key_comes_with_the_word_of_the_old_one(db, settings, tmp_path):
    """Old public keys stay published."""
    chosen = own_keys(settings, tmp_path)
    with clock.freeze(BEGAN):
        await log(1)
        first = await signing.sign_day(SYSTEM, chosen)
    signing.new_key(chosen)
    with pytest.raises(KeyTrouble, match="retired"):
        signing.new_key(chosen)
    with clock.freeze(BEGAN + timedelta(days=1)):
        await log(1)
        second = await signing.sign_day(SYSTEM, chosen)
    assert first is not None
    assert second is not None
    old, new = await queries.keys()

    assert [old.key, new.key] == [first.key, second.key]
    assert (old.endorsed_by, new.endorsed_by) == (None, old.key)
    assert verified(
        bytes.fromhex(old.key),
        "xiangtonghui public log key",
        bytes.fromhex(new.key),
        bytes.fromhex(str(new.endorsement)),
    )


async def test_a_key_that_is_gone_is_not_replaced_by_itself(db, settings, tmp_path):
    """Or readers would take any key for the log's."""
    chosen = own_keys(settings, tmp_path)
    with clock.freeze(BEGAN):
        await log(1)
        await signing.sign_day(SYSTEM, chosen)
    signing.key_file(chosen).unlink()
    with clock.freeze(BEGAN + timedelta(days=1)), pytest.raises(KeyTrouble, match="is gone"):
        await signing.sign_day(SYSTEM, chosen)
    assert len(await rows("SELECT id FROM public_log_head")) == 1


async def test_the_page_of_an_entry_shows_the_text_as_people_read_it(client, db):
    """Chinese as Chinese, markup as text, and a held-back text not at all."""
    document = {"id": 1, "title": "<b>棉被</b>", "lines": [{"name": "加厚棉被"}], "left": 0}
    await commands.log_act(
        SYSTEM, event_id=None, kind="need.met", url="/needs/1", document=document
    )
    page = (await client.get("/log/1")).text
    await commands.ask_takedown(await officer("county"), 1, TakedownForm(REASON))
    held = (await client.get("/log/1")).text

    assert "[{&#34;name&#34;:&#34;加厚棉被&#34;}]" in page
    assert "&lt;b&gt;棉被&lt;/b&gt;" in page
    assert "棉被" not in held
    assert REASON in held


async def test_the_doors_for_programs_go_on_where_they_stopped(client, db):
    """Pages of entries; bad addresses are told so; nothing holds texts on the way."""
    await log(5)
    first = await client.get("/log/entries?limit=2")
    rest = await client.get(first.json()["next"])

    assert [one["place"] for one in first.json()["entries"]] == [1, 2]
    assert [one["place"] for one in rest.json()["entries"]] == [3, 4]
    assert first.headers["cache-control"] == "no-cache"
    for path, status in (
        ("/log/entries?after=-1", 400),
        ("/log/entries?limit=0", 400),
        ("/log/99", 404),
        ("/log/files/1999.jsonl", 404),
        ("/log/files/2026.exe", 404),
        ("/log/files/..%2Fkeys", 404),
    ):
        assert (await client.get(path)).status_code == status, path


async def test_the_feed_of_heads_says_what_to_note(client, db, settings, tmp_path):
    """Atom: DAY:PLACE:LINK, as `--seen` takes it."""
    with clock.freeze(BEGAN):
        await log(1)
        head = await signing.sign_day(SYSTEM, own_keys(settings, tmp_path))
    assert head is not None
    feed = await client.get("/log/heads.atom")

    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert f"<summary>2026-11-23:1:{head.link}</summary>" in feed.text
