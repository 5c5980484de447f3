"""An upgraded installation loses nothing: agreements of the first release become donations."""

import asyncpg
import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.embedded.services import Services
from match.giving import commands
from match.giving.migrations import giving_guards_donations as migration
from tests.giving.make import agreed
from tests.giving.test_books import in_books

# The tables as the first release left them, in a schema of their own, and what they refer to.
FIRST_RELEASE = """
CREATE SCHEMA first; SET LOCAL search_path = first, public;
CREATE TABLE first.agreement (id bigserial PRIMARY KEY, proposal_id bigint, need_id bigint,
  line_id bigint, offer_id bigint, home_id bigint, organisation_id bigint, giver_id bigint,
  division varchar, status varchar, number varchar, units int, unit varchar, subject varchar,
  due_on date, text text, received_units int, rating int, feedback text DEFAULT '',
  created_at timestamptz DEFAULT '2026-11-01', changed_at timestamptz DEFAULT '2026-11-20',
  giver_confirmed_by bigint, giver_confirmed_at timestamptz, recipient_confirmed_by bigint,
  recipient_confirmed_at timestamptz, purpose text);
CREATE TABLE first.agreement_step (id bigserial PRIMARY KEY, agreement_id bigint, verb varchar,
  by bigint, at timestamptz DEFAULT '2026-11-10', note text DEFAULT '');
CREATE TABLE first.proposal (id bigint, need_id bigint, need_accepted_by bigint,
  offer_accepted_by bigint, decided_by bigint);
CREATE TABLE first.need (id bigint, title varchar);
CREATE TABLE first.need_line (id bigint, category varchar);
CREATE TABLE first.outbox (id bigserial, topic varchar, payload jsonb);
INSERT INTO need VALUES (70, '给阅读角添绘本');
INSERT INTO need_line VALUES (71, 'MAT-BOOK'), (72, 'SVC-TUT');
INSERT INTO proposal VALUES (41, 70, 1, 2, 3), (42, 70, 1, 2, 3), (43, 70, 1, 2, 3),
  (44, 70, 1, 2, 3), (45, 70, 1, 2, 3), (46, 70, 1, 2, 3);
INSERT INTO agreement (id, proposal_id, need_id, line_id, home_id, organisation_id, giver_id,
  division, status, number, units, unit, subject, text, received_units, rating, feedback) VALUES
  (11, 41, 70, 71, 5, 6, 2, '433101101201', 'in_force', 'A1', 60, '册', '绘本', 't', NULL, NULL,
   ''),
  (12, 42, 70, 71, 5, 6, 2, '433101101201', 'in_delivery', 'A2', 60, '册', '绘本', 't', NULL, NULL,
   ''),
  (13, 43, 70, 71, 5, 6, 2, '433101101201', 'received', 'A3', 60, '册', '绘本', 't', 50, NULL, ''),
  (14, 44, 70, 72, 5, NULL, 2, '433101101201', 'evaluated', 'A4', 8, '课时', '辅导', 't', 8, 5,
   '很耐心'),
  (15, 45, 70, 71, 5, 6, 2, '433101101201', 'cancelled', 'A5', 60, '册', '绘本', 't', NULL, NULL,
   ''),
  (16, 46, 70, 71, 5, 6, 2, '433101101201', 'received', 'A6', 60, '册', '绘本', 't', 0, NULL, '');
INSERT INTO agreement_step (agreement_id, verb, by, note) VALUES
  (11, 'make', NULL, ''), (12, 'dispatch', 2, '顺丰'), (13, 'dispatch', 2, '顺丰'),
  (13, 'receive', 1, '湿了十册'), (14, 'dispatch', 2, '周三开始'), (14, 'receive', 1, ''),
  (14, 'evaluate', 1, '很耐心'), (15, 'cancel', 1, '学校已送来'),
  (16, 'dispatch', 2, '顺丰'), (16, 'receive', 1, '车翻了，全湿了');
"""
TODAY = ("donation", "pledge", "parcel", "donation_step", "allocation_line", "feedback")


@pytest.fixture
async def carried(services: Services, database: None):
    """The first release's rows, carried over in a transaction that is rolled back."""
    owner = await asyncpg.connect(services.owner_database_url)
    walk = owner.transaction()
    await walk.start()
    try:
        await owner.execute(FIRST_RELEASE)
        for name in TODAY:
            await owner.execute(
                f"CREATE TABLE first.{name} (LIKE public.{name} INCLUDING DEFAULTS"
                " INCLUDING CONSTRAINTS INCLUDING INDEXES)"
            )
        for step in (migration.PLEDGES, migration.DONATIONS, migration.AGREEMENTS):
            await owner.execute(step)
        yield owner
    finally:
        await walk.rollback()
        await owner.close()


async def test_every_agreement_becomes_a_donation_that_says_the_same(carried: asyncpg.Connection):
    found = await carried.fetch(
        "SELECT d.id, d.status, p.status AS pledge, p.kind, d.dispatched, d.good, d.short,"
        " d.allocated_units FROM donation d JOIN pledge p ON p.id = d.pledge_id ORDER BY d.id"
    )

    assert [tuple(row) for row in found] == [
        (11, "agreed", "agreed", "goods", 0, 0, 0, 0),
        (12, "in_transit", "agreed", "goods", 60, 0, 0, 0),
        (13, "counted", "kept", "goods", 60, 50, 10, 0),
        (14, "answered", "kept", "time", 8, 8, 0, 8),
        (15, "cancelled", "withdrawn", "goods", 0, 0, 0, 0),
        (16, "cancelled", "withdrawn", "goods", 60, 0, 60, 0),
    ]
    assert (
        await carried.fetch(
            "SELECT id FROM donation WHERE (next_check_at IS NOT NULL) <> (status = 'agreed')"
            " OR (closed_at IS NOT NULL) <> (status IN ('answered', 'cancelled'))"
        )
        == []
    )
    ends = await carried.fetch("SELECT id, status FROM agreement ORDER BY id")
    assert [row["status"] for row in ends] == [
        *("in_force", "in_force", "kept", "kept", "cancelled", "cancelled"),
    ]


async def test_parcels_steps_ratings_and_confirmations_go_along(carried: asyncpg.Connection):
    parcels = await carried.fetch(
        "SELECT donation_id, units, good, broken, short, note, count_note, counted_by, length(code)"
        " FROM parcel ORDER BY donation_id"
    )
    assert [tuple(row) for row in parcels] == [
        (12, 60, None, None, None, "顺丰", "", None, 12),
        (13, 60, 50, 0, 10, "顺丰", "湿了十册", 1, 12),
        (14, 8, 8, 0, 0, "周三开始", "", 1, 12),
        (16, 60, 0, 0, 60, "顺丰", "车翻了，全湿了", 1, 12),
    ]
    steps = await carried.fetch("SELECT donation_id, verb FROM donation_step ORDER BY id")
    assert [tuple(row) for row in steps] == [
        (11, "make"),
        (12, "dispatch"),
        (13, "dispatch"),
        (13, "count"),
        (14, "dispatch"),
        (14, "count"),
        (14, "answer"),
        (15, "cancel"),
        (16, "dispatch"),
        (16, "count"),
    ]
    thanks = await carried.fetch("SELECT donation_id, rating, words FROM feedback")
    assert [tuple(row) for row in thanks] == [(14, 5, "很耐心")]
    reasons = await carried.fetch(
        "SELECT reason FROM pledge WHERE status = 'withdrawn' ORDER BY id"
    )
    assert [row["reason"] for row in reasons] == ["学校已送来", "车翻了，全湿了"]
    confirmed = await carried.fetch(
        "SELECT DISTINCT giver_confirmed_by, recipient_confirmed_by FROM agreement"
    )
    assert [tuple(row) for row in confirmed] == [(2, 1)]


async def test_the_worker_is_asked_to_open_the_books_of_what_was_sent(carried: asyncpg.Connection):
    asked = await carried.fetch(
        "SELECT topic, payload->>'donation_id' AS id FROM outbox ORDER BY id"
    )

    assert [(row["topic"], row["id"]) for row in asked] == [
        ("donation.carried_over", "12"),
        ("donation.carried_over", "13"),
        ("donation.carried_over", "14"),
        ("donation.carried_over", "16"),
    ]


async def test_books_are_opened_once_from_what_the_rows_say(db: None):
    deal = await agreed()
    await rows(
        "INSERT INTO parcel (donation_id, position, code, units, photos, good, broken, short,"
        " surplus, counted_at) VALUES ($1, 1, 'CARRIED', 60, '{}', 50, 0, 10, 0, now())",
        deal.agreement,
    )
    for _time in range(2):
        assert await commands.open_books(SYSTEM, deal.agreement) == 2

    assert await value("SELECT count(*) FROM ledger_tx") == 2
    await in_books(deal.agreement)
