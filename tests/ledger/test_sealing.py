"""A seal covers every number up to its last, for good; the file and the key are the witnesses."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import DB, value
from match.foundation.settings import changed
from match.foundation.signing import create
from match.ledger import seal_file, sealing
from match.ledger.commands import moved, open_account, post
from match.ledger.commands.sealing import keep_seal
from match.ledger.seal_file import SealTrouble
from match.ledger.sealing import seal
from tests.ledger.house import Ledger, working_in

SUBJECT = ("donation", 1)


async def two_accounts() -> tuple[int, int]:
    giver = await open_account(SYSTEM, "giver", owner=SUBJECT, floor=None)
    return giver, await open_account(SYSTEM, "earmark", owner=SUBJECT, floor=0)


async def give(amount: int = 5) -> int:
    giver, earmark = await two_accounts()
    lines = moved(giver, earmark, amount)
    return await post(SYSTEM, uuid4(), "test.given", lines, subject=SUBJECT)


async def test_what_is_posted_is_sealed_once_and_in_order(ledger: Ledger):
    async with working_in(ledger):
        assert await seal(SYSTEM, ledger.settings) is None
        await give()
        await give()
        first = await seal(SYSTEM, ledger.settings)
        assert await seal(SYSTEM, ledger.settings) is None
        await give()
        second = await seal(SYSTEM, ledger.settings)
        trail = await value("SELECT count(*) FROM audit WHERE verb = 'ledger.sealed'")

    assert first
    assert second
    assert (first.first_tx, first.last_tx, first.transactions, first.entries) == (1, 2, 2, 4)
    assert (second.first_tx, second.last_tx, second.prev) == (3, 3, first.hash)
    assert list(seal_file.read(ledger.settings.seals)) == [first, second]
    assert trail == 2


async def with_one_left_open(ledger: Ledger, look) -> tuple[int, int]:
    """Two transactions take their numbers; the later commits first, then *look*, then the other."""
    await two_accounts()
    other = await open_account(SYSTEM, "used", owner=SUBJECT, floor=None)
    bank = await open_account(SYSTEM, "bank", owner=SUBJECT, floor=None)
    async with DB.transaction():
        early = await give()
        # Another connection: a transaction of its own, which does not wait for the first.
        token = DB.current_transaction.set(None)
        late = await post(SYSTEM, uuid4(), "test.other", moved(bank, other, 5), subject=SUBJECT)
        await look()
        DB.current_transaction.reset(token)
    return early, late


async def test_nothing_is_sealed_while_a_lower_number_may_still_come(ledger: Ledger):
    async with working_in(ledger):
        refused: list[str] = []

        async def look() -> None:
            with pytest.raises(SealTrouble) as trouble:
                await seal(SYSTEM, ledger.settings, wait_seconds=0.1)
            refused.append(str(trouble.value))

        early, late = await with_one_left_open(ledger, look)
        made = await seal(SYSTEM, ledger.settings)

    assert early < late
    assert "has been open" in refused[0]
    assert made
    assert (made.last_tx, made.transactions) == (late, 2)
    assert (await ledger.verified()).wrong == 0


async def test_a_seal_that_does_not_wait_is_contradicted_later(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
):
    """The broken twin: sealing what is visible, up to the highest number."""

    async def careless(wait_seconds: float) -> int:
        return await value("SELECT max(id) FROM ledger_tx")

    monkeypatch.setattr(sealing, "_settled", careless)
    async with working_in(ledger):
        await with_one_left_open(ledger, lambda: seal(SYSTEM, ledger.settings))

    found = await ledger.verified()
    assert found.wrong == 1
    assert "not those that were sealed (1 then, 2 now)" in found.words[0]


async def test_postings_go_on_while_sealing_waits(ledger: Ledger):
    async with working_in(ledger):

        async def look() -> None:
            waiting = asyncio.create_task(seal(SYSTEM, ledger.settings, wait_seconds=0.5))
            for _ in range(5):
                lines = moved(*(await goods()), 1)
                await post(SYSTEM, uuid4(), "test.goods", lines, subject=SUBJECT)
            with pytest.raises(SealTrouble):
                await waiting

        async def goods() -> tuple[int, int]:
            unit = "donation:1:本"
            giver = await open_account(SYSTEM, "giver", owner=SUBJECT, unit=unit, floor=None)
            return giver, await open_account(SYSTEM, "shelf", owner=SUBJECT, unit=unit, floor=0)

        await with_one_left_open(ledger, look)
        made = await seal(SYSTEM, ledger.settings)

    assert made
    assert made.transactions == 7


async def test_what_the_file_lacks_is_added_and_what_it_holds_stays(sealed: Ledger):
    """A process that died between the row and the line: the next run adds the line."""
    path = sealed.settings.seals / seal_file.NAME
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0])
    async with working_in(sealed):
        assert await sealing.export(sealed.settings) == 1
        assert path.read_bytes() == b"".join(lines)
        assert await sealing.export(sealed.settings) == 0

        path.write_bytes(lines[0] + lines[1][:40])
        with pytest.raises(SealTrouble, match="cut off"):
            await seal(SYSTEM, sealed.settings)


async def test_a_seal_is_not_made_over_another_history(sealed: Ledger):
    sealed.superuser("UPDATE ledger_seal SET at = at + interval '1 second' WHERE number = 2")
    path = sealed.settings.seals / seal_file.NAME
    before = path.read_bytes()

    async with working_in(sealed):
        with pytest.raises(SealTrouble, match="not the database's"):
            await seal(SYSTEM, sealed.settings)

    assert path.read_bytes() == before


@pytest.mark.parametrize("line", [b"{}\n", b"no json\n", b'{"number": 1}\n'])
async def test_a_file_that_is_none_is_explained(sealed: Ledger, line: bytes):
    path = sealed.settings.seals / seal_file.NAME
    path.write_bytes(path.read_bytes() + line)

    found = await sealed.verified()

    assert found.wrong == 1
    assert "line 3 is not a seal" in found.words[0]


async def test_two_at_a_time_make_one_seal_of_a_number(sealed: Ledger):
    async with working_in(sealed):
        made = await sealing.newest()
        assert made
        with pytest.raises(Exception, match="ledger_seal_number"):
            await keep_seal(SYSTEM, msgspec.structs.replace(made, at=made.at + timedelta(1)))


async def test_a_key_that_is_kept_elsewhere_signs_all_that_was_sealed_without_it(
    ledger: Ledger, tmp_path: Path
):
    away = changed(ledger.settings, seal_key_file=tmp_path / "stick" / "key")
    async with working_in(ledger):
        await give()
        unsigned = await seal(SYSTEM, away)
        await give()
        assert await seal(SYSTEM, away)
        assert unsigned
        assert unsigned.signature == b""
        assert not away.seal_key.exists()

        create(away.seal_key)
        signed = await seal(SYSTEM, away)  # nothing was posted; there is something to sign

    assert signed
    assert (signed.transactions, signed.last_tx) == (0, 2)
    hand = sealing.key_at_hand(away)
    assert hand
    public = hand.public.hex()
    away.seal_key.unlink()
    believed = {"seal_key_file": away.seal_key, "seal_public_keys": (public,)}
    found = await ledger.verified(**believed)
    assert (found.wrong, found.signed_to) == (0, 2)
    strangers = await ledger.verified(**{**believed, "seal_public_keys": ("ab" * 32,)})
    assert "not a key that is believed" in strangers.words[0]


async def test_a_lost_key_is_not_replaced_by_itself_and_a_new_one_signs_at_once(sealed: Ledger):
    old = sealing.key_at_hand(sealed.settings)
    assert old
    sealed.settings.seal_key.unlink()
    async with working_in(sealed):
        unsigned = await seal(SYSTEM, sealed.settings)
        assert unsigned
        assert unsigned.signature == b""
        assert not sealed.settings.seal_key.exists()

        create(sealed.settings.seal_key)
        signed = await seal(SYSTEM, sealed.settings)

    assert signed
    assert signed.key != old.public
    assert (await sealed.verified()).wrong == 0
    by_the_old = await sealed.verified(seal_public_keys=(old.public.hex(),))
    assert "not a key that is believed" in by_the_old.words[0]


async def test_unsigned_seals_do_not_pass_where_a_key_is_named(ledger: Ledger, tmp_path: Path):
    """Else a forger without the key would simply leave the signatures out."""
    away = changed(ledger.settings, seal_key_file=tmp_path / "stick" / "key")
    async with working_in(ledger):
        await give()
        await seal(SYSTEM, away)

    assert (await ledger.verified(seal_key_file=away.seal_key)).wrong == 0
    found = await ledger.verified(seal_key_file=away.seal_key, seal_public_keys=("ab" * 32,))
    assert "no seal is signed" in found.words[0]
