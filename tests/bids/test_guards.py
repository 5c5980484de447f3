"""The second net: what the database refuses, whoever asks, even where a command would forget to."""

import asyncpg
import pytest

from match.bids import commands
from match.foundation.db import DatabaseError, one, rows, unit_of_work, value
from match.foundation.embedded.services import Services
from tests.bids import make

KEPT = (
    "bid_board",
    "bid_envelope",
    "bid_receipt",
    "opening_share",
    "bid_content",
    "bid_fetch",
)


async def _refused(sql: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as refused:
        async with unit_of_work():
            await rows(sql, *values)
    return str(refused.value)


@pytest.mark.parametrize("table", KEPT)
async def test_the_application_may_only_add(db: None, table: str) -> None:
    about, _ = await make.ready(k=2, n=3)
    await make.opened_by(about, about.officials[:2])
    assert await value(f"SELECT count(*) FROM {table}")

    for sql in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        assert "permission denied" in await _refused(sql)


@pytest.mark.parametrize("table", KEPT)
async def test_the_owner_may_not_either(services: Services, database: None, table: str) -> None:
    """Grants do not bind the owner; triggers do. (A superuser sets them aside: the chain shows.)"""
    owner = await asyncpg.connect(services.owner_database_url)
    try:
        names = await owner.fetch(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal"
            " AND tgenabled = 'O'",
            table,
        )
        with pytest.raises(asyncpg.PostgresError, match="can only be added to"):
            await owner.execute(f"TRUNCATE {table} CASCADE")
    finally:
        await owner.close()
    assert {row["tgname"] for row in names} >= {"append_only", "append_only_all"}


async def test_the_board_has_one_pen(db: None) -> None:
    about = await make.purchase(k=2, n=3)

    said = await _refused(
        "INSERT INTO bid_board (tender_id, number, kind, at, said, prev, hash)"
        " VALUES ($1, 99, 'sealed', now(), '{}', '', '')",
        about.id,
    )
    assert "permission denied" in said
    assert "no key set" in await _refused("SELECT bid_board_append(1000000000, 'keys', '{}')")


async def test_shares_and_contents_wait_for_the_deadline(db: None) -> None:
    """Even where somebody writes past the commands; once the opening has begun they are taken."""
    about = await make.purchase(k=2, n=3)
    made = await make.bids(about, 3)
    share = (
        "INSERT INTO opening_share (tender_id, bid_id, envelope, key_id, account_id, share)"
        " VALUES ($1, $2, 'price', $3, $4, '\\x00') RETURNING id"
    )
    official = about.officials[0]
    values = (about.id, made[0][1].bid_id, official.key_id, official.actor.id)
    content = (
        "INSERT INTO bid_content (tender_id, bid_id, envelope, said, salt, dek, price_fen,"
        " opened_at) VALUES ($1, $2, 'price', '{}', '', '', 1, now())"
    )
    assert "before the deadline" in await _refused(share, *values)
    assert "before the deadline" in await _refused(content, *values[:2])
    await make.pass_deadline(about.id)
    assert "not to be opened now" in await _refused(share, *values)
    await commands.begin_opening(about.officer, about.id)

    assert await one(share, *values)


async def test_a_bid_and_its_key_set_are_kept(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()
    await make.submitted(who, about)

    assert "kept as it was" in await _refused("DELETE FROM bid WHERE tender_id = $1", about.id)
    assert "kept as it was" in await _refused(
        "UPDATE bid SET organisation_id = organisation_id + 1 WHERE tender_id = $1", about.id
    )
    assert "is fixed" in await _refused("DELETE FROM tender_key WHERE tender_id = $1", about.id)
    assert "never changed" in await _refused(
        "UPDATE official_key SET body = 'another' WHERE id = $1", about.officials[0].key_id
    )
    assert "bid_one_standing" in await _refused(
        "INSERT INTO bid (tender_id, organisation_id, document_version, confirmed_version,"
        " submitted_by, submitted_at) VALUES ($1, $2, 1, 1, $3, now())",
        about.id,
        who.organisation,
        who.actor.id,
    )


async def test_a_notice_never_becomes_a_plan_and_its_deadline_never_comes_sooner(db: None) -> None:
    """Either would let whoever holds the application's role open bids before their time."""
    about = await make.purchase(k=2, n=3)
    await make.bids(about, 3)
    for plan in ("draft", "intent"):
        said = await _refused("UPDATE tender SET status = $2 WHERE id = $1", about.id, plan)
        assert "cannot be" in said
    sooner = "UPDATE tender SET closes_at = now() - interval '1 minute'"
    assert "new version" in await _refused(f"{sooner} WHERE id = $1", about.id)
    versioned = f"{sooner}, document_version = document_version + 1 WHERE id = $1"
    assert "only ever put off" in await _refused(versioned, about.id)

    await make.pass_deadline(about.id)
    await commands.begin_opening(about.officer, about.id)
    assert "cannot be" in await _refused(
        "UPDATE tender SET status = 'published' WHERE id = $1", about.id
    )


async def test_seals_that_were_closed_for_ever_stay_closed(db: None) -> None:
    about, _ = await make.ready(2, k=2, n=3, min_bids=3)

    for verb in ("gathering", "arranged"):
        said = await _refused(
            "UPDATE bid_sealing SET status = $2 WHERE tender_id = $1", about.id, verb
        )
        assert "does not begin again" in said
    assert "is fixed" in await _refused(
        "UPDATE bid_sealing SET n = 9 WHERE tender_id = $1", about.id
    )
