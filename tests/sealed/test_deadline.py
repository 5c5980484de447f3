"""
The race across the deadline: whatever is acknowledged is opened, and nothing comes late. The twin
checks the time as most programs do, without the lock, and must lose bids.
"""

import asyncio
import contextlib
import hashlib
import json
import random
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio

from jobs.checks import run_checks
from jobs.checks.bids import CHECKS
from match.bids import commands
from match.bids.forms import SubmitForm
from match.bids.queries import board, opened
from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.embedded.services import Services
from match.foundation.errors import Conflict
from match.foundation.language import speak
from match.suppliers.queries import eligibility
from match.tenders.queries import facts
from tests.bids import make
from tests.ledger import house

pytestmark = pytest.mark.sealed

TENDERS, BIDDERS, TWINS = 20, 60, 6
SPREAD = 1.0  # seconds over which the bidders knock
DEADLINE = 0.6  # and when it strikes
AT_ONCE = 12  # submissions under way; the opener's connection is never among them


class Race(msgspec.Struct):
    """What happened around one deadline."""

    about: make.Purchase
    acknowledged: set[int]
    refused: int
    early: int
    counted: set[int]


@pytest_asyncio.fixture(scope="module")
async def bidders(services: Services, settings: object) -> AsyncIterator[list[make.Bidder]]:
    """A database of its own, with sixty who may bid."""
    speak("zh")
    with tempfile.TemporaryDirectory(prefix="xth-race-") as folder:
        own = await house.empty(services, Path(folder))
        async with house.working_in(own, size=16):
            yield [await make.bidder() for _ in range(BIDDERS)]
        own.drop()


async def prepared(
    bidders: list[make.Bidder], officials: list[make.Official]
) -> tuple[make.Purchase, dict[int, SubmitForm]]:
    """A purchase with both envelopes of everybody uploaded; only the submission is left."""
    officer, tender_id = await make.tender(k=2, n=3, min_bids=1)
    await commands.choose_keys(officer, tender_id, [each.key_id for each in officials])
    about = make.Purchase(tender_id, officer, officials, 2)
    forms: dict[int, SubmitForm] = {}
    for who in bidders:
        ids: dict[str, int] = {}
        for envelope in ("technical", "price"):
            body = make.sealed(who, about, envelope)
            file = json.loads(body)
            ids[envelope] = await value(
                "INSERT INTO bid_upload (tender_id, organisation_id, account_id, envelope, body,"
                " sha256, size, document_version, dek_commitment, bid_commitment)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9) RETURNING id",
                tender_id,
                who.organisation,
                who.actor.id,
                envelope,
                body,
                hashlib.sha256(body).hexdigest(),
                len(body),
                file["dek_commitment"],
                file["bid_commitment"],
            )
        forms[who.organisation] = SubmitForm(who.organisation, **ids)
    return about, forms


Submit = Callable[[make.Bidder, int, SubmitForm], Awaitable[int]]


async def run(
    submit: Submit, bidders: list[make.Bidder], officials: list[make.Official], seed: int
) -> Race:
    """Everybody knocks around the deadline, and somebody tries to open all the while."""
    about, forms = await prepared(bidders, officials)
    rng = random.Random(seed)
    race = Race(about, set(), 0, 0, set())
    await make.pass_deadline(about.id, -DEADLINE)
    room = asyncio.Semaphore(AT_ONCE)

    async def bid(who: make.Bidder, after: float) -> None:
        await asyncio.sleep(after)
        async with room:
            try:
                race.acknowledged.add(await submit(who, about.id, forms[who.organisation]))
            except Conflict:
                race.refused += 1

    async def open_it() -> None:
        while True:
            with contextlib.suppress(Conflict):
                await commands.begin_opening(about.officer, about.id)
                return
            race.early += 1
            await asyncio.sleep(0.005)

    await asyncio.gather(
        open_it(), *(bid(who, rng.random() * SPREAD) for who in rng.sample(bidders, len(bidders)))
    )
    line = next(line for line in await board(about.id) if line.kind == "opening")
    race.counted = set(json.loads(line.said)["bids"])
    return race


async def ours(who: make.Bidder, tender_id: int, form: SubmitForm) -> int:
    return (await commands.submit(who.actor, tender_id, form)).bid_id


async def naive(who: make.Bidder, tender_id: int, form: SubmitForm) -> int:
    """
    The same checks, and the time as most would ask for it: `now()`, no lock, and the slow line of
    the upload within the same request.
    """
    async with unit_of_work():
        if not await value(
            "SELECT now() < closes_at AND status = 'published' FROM tender WHERE id = $1", tender_id
        ):
            raise Conflict("late")
        await eligibility(form.organisation, await facts(tender_id))
        await asyncio.sleep(form.technical % 10 * 0.04)
        bid = await one(
            "INSERT INTO bid (tender_id, organisation_id, document_version, confirmed_version,"
            " submitted_by, submitted_at) VALUES ($1, $2, 1, 1, $3, clock_timestamp())"
            " RETURNING id",
            tender_id,
            form.organisation,
            who.actor.id,
        )
        assert bid is not None
        await rows(
            "WITH gone AS (DELETE FROM bid_upload WHERE id = ANY($2::bigint[]) RETURNING *)"
            " INSERT INTO bid_envelope (bid_id, envelope, body, sha256, size, dek_commitment,"
            " bid_commitment) SELECT $1, envelope, body, sha256, size, dek_commitment,"
            " bid_commitment FROM gone",
            bid["id"],
            [form.technical, form.price],
        )
        return bid["id"]


async def test_no_acknowledged_bid_is_lost_and_none_is_late(bidders: list[make.Bidder]) -> None:
    officials = [await make.official(role) for role in make.ROLES[:3]]
    races = [await run(ours, bidders, officials, seed) for seed in range(TENDERS)]

    late = await value(
        "SELECT count(*) FROM bid b JOIN tender t ON t.id = b.tender_id"
        " WHERE b.submitted_at >= t.closes_at"
    )
    accepted = sum(len(race.acknowledged) for race in races)
    refused = sum(race.refused for race in races)
    print(
        f"{TENDERS} tenders: {accepted} accepted, {refused} refused, "  # the figures
        f"{sum(race.early for race in races)} early openings refused, {late} late"
    )
    assert [race.acknowledged ^ race.counted for race in races] == [set()] * TENDERS
    for race in races[:4]:
        if race.counted:
            assert await make.opened_by(race.about, officials[:2])
            found = {bid.id for bid in await opened(race.about.id) if bid.valid}
            assert found == race.acknowledged
    assert late == 0
    assert accepted + refused == TENDERS * BIDDERS
    assert min(accepted, refused) > TENDERS * BIDDERS // 20, "the deadline struck in the middle"
    assert [each for each in await run_checks(CHECKS) if each.rows] == []


async def test_the_lockless_twin_loses_bids(bidders: list[make.Bidder]) -> None:
    officials = [await make.official(role) for role in make.ROLES[:3]]
    races = [await run(naive, bidders, officials, seed) for seed in range(TWINS)]

    lost = sum(len(race.acknowledged - race.counted) for race in races)
    print(f"twin: {lost} of {sum(len(r.acknowledged) for r in races)} acknowledged bids lost")
    assert lost > 0
