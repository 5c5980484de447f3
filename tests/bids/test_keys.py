"""Officials' keys: whose, how many, of which bodies, and until when they can be changed."""

import json

import pyrage
import pytest

from match.bids import commands
from match.bids.forms import KeyForm
from match.bids.queries import board, keyset, my_key, official_accounts, registered_keys
from match.bids.receipts import STATEMENT, receipt_key
from match.foundation.db import rows
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.signing import verified
from tests.bids import make
from tests.past import plan_again
from tests.people import make as people


def form(**other: object) -> KeyForm:
    fields = {
        "recipient": str(pyrage.x25519.Identity.generate().to_public()),
        "body_name": "吉首市财政局",
        **other,
    }
    return KeyForm(**fields)  # pyright: ignore[reportArgumentType] # a test's own mapping


async def test_a_key_is_registered_by_its_holder_and_signed_by_the_house(db: None) -> None:
    official = await make.official("finance")
    mine = await my_key(official.actor)

    assert mine is not None
    assert mine.recipient == official.recipient
    assert json.loads(mine.statement)["fingerprint"] == mine.fingerprint
    assert verified(
        bytes.fromhex(receipt_key()),
        STATEMENT,
        mine.statement.encode(),
        bytes.fromhex(mine.signature),
    )
    assert mine in await registered_keys(make.JISHOU)


async def test_what_is_no_key_is_refused(db: None) -> None:
    actor = await people.account("finance", "4331")
    good = form()
    flipped = good.recipient[:-1] + ("q" if good.recipient[-1] != "q" else "p")
    for recipient in ("", "age1", flipped, good.recipient.upper()):
        with pytest.raises(Invalid) as refused:
            await commands.register_key(actor, form(recipient=recipient))
        assert set(refused.value.fields) == {"recipient"}
    with pytest.raises(Invalid):
        await commands.register_key(actor, form(body_name=" "))
    with pytest.raises(Invalid):
        await commands.register_key(actor, form(paper=2**40))
    assert await commands.register_key(actor, good)
    with pytest.raises(Conflict):
        await commands.register_key(actor, form())
    other = await people.account("auditor", "43")
    with pytest.raises(Invalid):
        await commands.register_key(other, good)


@pytest.mark.parametrize("role", ["manager", "donor", "county", "panel", "director", None])
async def test_who_may_not_hold_a_key(db: None, role: str | None) -> None:
    where = await people.organisation("NGO") if role == "manager" else None
    home = await people.home("433101001201") if role == "director" else None
    division = "433101001201" if role == "director" else "433101"
    actor = await people.account(role, division, organisation=where, home=home)

    with pytest.raises(Denied):
        await commands.register_key(actor, form())


async def test_the_set_is_n_officials_of_n_bodies(db: None) -> None:
    officer, tender_id = await make.tender(k=2, n=3)
    finance, auditor, party = [
        await make.official(each) for each in ("finance", "auditor", "party")
    ]
    colleague = await make.official("finance")
    for chosen in (
        [],
        [finance, auditor],
        [finance, auditor, finance],
        [finance, auditor, colleague],
    ):
        with pytest.raises(Invalid):
            await commands.choose_keys(officer, tender_id, [each.key_id for each in chosen])
    elsewhere = make.Official(await people.account("party", "4301"), 0, None)
    elsewhere.key_id = await commands.register_key(elsewhere.actor, form())
    with pytest.raises(Invalid):
        await commands.choose_keys(
            officer, tender_id, [finance.key_id, auditor.key_id, elsewhere.key_id]
        )
    ids = [finance.key_id, auditor.key_id, party.key_id]
    with pytest.raises(Denied):
        await commands.choose_keys(finance.actor, tender_id, ids)
    made = await commands.choose_keys(officer, tender_id, ids)

    found = await keyset(tender_id)
    assert found is not None
    assert (found.keyset, found.k, found.n) == (made, 2, 3)
    assert [each.recipient for each in found.officials] == [
        each.recipient for each in (finance, auditor, party)
    ]
    assert len(await official_accounts(tender_id)) == 3
    assert [line.kind for line in await board(tender_id)] == ["keys"]


async def test_from_the_first_bid_on_the_set_is_fixed(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()
    form_before = await make.uploads(who, about)
    again = [each.key_id for each in reversed(about.officials)]
    await commands.choose_keys(about.officer, about.id, again)
    with pytest.raises(Invalid):  # what was uploaded is gone with the set it was sealed to
        await commands.submit(who.actor, about.id, form_before)
    await make.submitted(who, about)

    with pytest.raises(Conflict):
        await commands.choose_keys(about.officer, about.id, again)


async def test_a_revoked_key_is_not_chosen(db: None) -> None:
    officer, tender_id = await make.tender(k=2, n=3)
    officials = [await make.official(role) for role in make.ROLES[:3]]
    with pytest.raises(NotFound):
        await commands.revoke_key(officials[1].actor, officials[0].key_id, "优盘遗失，作废")
    await commands.revoke_key(officials[0].actor, officials[0].key_id, "优盘遗失，作废")

    with pytest.raises(Invalid):
        await commands.choose_keys(officer, tender_id, [each.key_id for each in officials])
    assert await commands.register_key(officials[0].actor, form())


async def test_a_mirror_takes_no_bids(db: None) -> None:
    officer, tender_id = await make.tender(k=2, n=3)
    officials = [await make.official(role) for role in make.ROLES[:3]]
    await plan_again(tender_id)
    await rows("UPDATE tender SET mode = 'mirror' WHERE id = $1", tender_id)

    with pytest.raises(Conflict):
        await commands.choose_keys(officer, tender_id, [each.key_id for each in officials])
