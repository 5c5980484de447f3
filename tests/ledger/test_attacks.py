"""
Somebody with all rights on the database edits the ledger; `match check --seals` tells.

Triggers and grants do not stop a superuser. Some of these edits contradict the invariants; the
careful ones satisfy every one of them, and only the seals tell.
"""

import json
from pathlib import Path

import pytest

from match.foundation.signing import create
from match.ledger import seal_file, sealing
from match.ledger.twin import Seal, seal_link
from tests.ledger.house import Ledger

pytestmark = pytest.mark.bank

# The forger's tools: our own functions make every hash anew, and the accounts agree again.
MEND = """
UPDATE ledger_tx t SET
  content = ledger_content(t.kind, t.subject_kind, t.subject_id, t.note, t.reverses, l.a, l.m)
  FROM (SELECT tx_id, array_agg(account_id ORDER BY line) AS a, array_agg(amount ORDER BY line) AS m
          FROM ledger_entry GROUP BY tx_id) AS l WHERE l.tx_id = t.id;
UPDATE ledger_tx t SET hash = ledger_tx_link(t);
DO $$
DECLARE a ledger_account; e record; head bytea; balance bigint; version bigint;
BEGIN
  FOR a IN SELECT * FROM ledger_account LOOP
    head := ledger_account_link(a); balance := 0; version := 0;
    FOR e IN SELECT l.*, t.hash AS tx FROM ledger_entry l JOIN ledger_tx t ON t.id = l.tx_id
              WHERE l.account_id = a.id ORDER BY l.version LOOP
      balance := balance + e.amount; version := version + 1;
      UPDATE ledger_entry SET prev = head, version = version_of.n, balance_after = balance,
        hash = chain_link('ledger.entry', head, encode(e.tx, 'hex'), e.line::text,
          a.id::text, e.amount::text, version_of.n::text, balance::text)
        FROM (SELECT version AS n) AS version_of
       WHERE id = e.id RETURNING hash INTO head;
    END LOOP;
    UPDATE ledger_account SET balance = balance_of.n, version = balance_of.v, head = balance_of.h
      FROM (SELECT balance AS n, version AS v, head AS h) AS balance_of WHERE id = a.id;
  END LOOP;
END $$;
"""
TWO_AMOUNTS = "UPDATE ledger_entry SET amount = amount + sign(amount) * 500 WHERE tx_id = 100;"
LAST = """
DELETE FROM ledger_entry WHERE tx_id IN (SELECT id FROM ledger_tx ORDER BY id DESC LIMIT {n});
DELETE FROM ledger_tx WHERE id IN (SELECT id FROM ledger_tx ORDER BY id DESC LIMIT {n});
"""

CRUDE = {
    "two amounts, the sum still zero": TWO_AMOUNTS,
    "what a transaction was for": "UPDATE ledger_tx SET note = '别的用途' WHERE id = 100",
    "whom it was about": "UPDATE ledger_tx SET subject_id = 4 WHERE subject_id = 3",
    "when it was": "UPDATE ledger_tx SET at = at - interval '1 day' WHERE id = 100",
    "who posted it": "UPDATE ledger_tx SET actor_id = 1 WHERE id = 100",
    "the key it came with": "UPDATE ledger_tx SET key = gen_random_uuid() WHERE id = 100",
    "one entry in the middle of an account": (
        "DELETE FROM ledger_entry WHERE account_id = 3 AND version = 20"
    ),
    "a whole transaction": (
        "DELETE FROM ledger_entry WHERE tx_id = 100; DELETE FROM ledger_tx WHERE id = 100"
    ),
    "a transaction, its lines left behind": "DELETE FROM ledger_tx WHERE id = 100",
    "an account, its entries left behind": "DELETE FROM ledger_account WHERE id = 3",
    "a balance": "UPDATE ledger_account SET balance = balance + 1 WHERE id = 3",
    "a floor": "UPDATE ledger_account SET floor = -9000000 WHERE id = 10",
    "an owner": "UPDATE ledger_account SET owner_id = 99 WHERE id = 3",
    "a hash": "UPDATE ledger_entry SET hash = prev WHERE tx_id = 100",
    "a seal": "UPDATE ledger_seal SET transactions = transactions - 1 WHERE number = 1",
    "a signature": "UPDATE ledger_seal SET signature = '' WHERE number = 2",
}
CAREFUL = {
    "two amounts, and every hash made anew": TWO_AMOUNTS + MEND,
    "what it was for, and every hash made anew": (
        "UPDATE ledger_tx SET note = '别的用途' WHERE id = 100;" + MEND
    ),
    "two entries of one account in the other order": (
        "UPDATE ledger_entry SET version = 31 - version + 1000 WHERE account_id = 1"
        "  AND version IN (15, 16);"
        "UPDATE ledger_entry SET version = version - 1000 WHERE version > 1000;" + MEND
    ),
    "the last sealed transactions, heads repaired": LAST.format(n=12) + MEND,
    "the last sealed transactions, with their seal": (
        LAST.format(n=12) + MEND + "DELETE FROM ledger_seal WHERE number = 2;"
    ),
    "everything": (
        "DELETE FROM ledger_entry; DELETE FROM ledger_tx; DELETE FROM ledger_seal;" + MEND
    ),
}


async def test_nothing_is_found_where_nothing_was_edited(sealed: Ledger) -> None:
    found = await sealed.verified()

    assert await sealed.invariants() == set()
    assert (found.wrong, found.words) == (0, ())
    assert (found.transactions, found.seals, found.unsealed) == (313, 2, 7)
    assert found.sealed_to == found.signed_to == 306


@pytest.mark.parametrize("edited", CRUDE)
async def test_an_edit_is_found(sealed: Ledger, edited: str) -> None:
    sealed.superuser(CRUDE[edited])

    assert (await sealed.verified()).wrong


@pytest.mark.parametrize("edited", CAREFUL)
async def test_an_edit_that_satisfies_every_invariant_is_found_by_the_seals(
    sealed: Ledger, edited: str
) -> None:
    sealed.superuser(CAREFUL[edited])

    assert await sealed.invariants() == set()
    assert any(words.startswith("seal ") for words in (await sealed.verified()).words)


async def test_only_what_no_seal_covers_yet_can_be_cut_off_unseen(sealed: Ledger) -> None:
    """The limit that docs/ledger.md states: until the next seal, an hour at most."""
    sealed.superuser(LAST.format(n=7) + MEND)

    assert (await sealed.verified()).wrong == 0


async def test_seals_forged_with_another_key_are_not_believed(
    sealed: Ledger, tmp_path: Path
) -> None:
    """Database and file are both the forger's: amounts, hashes, seals, everything but the key."""
    sealed.superuser(TWO_AMOUNTS + MEND)
    forged = forge(sealed, tmp_path)
    (sealed.settings.seals / seal_file.NAME).unlink()
    seal_file.append(sealed.settings.seals, forged)
    sealed.superuser(
        "DELETE FROM ledger_seal;"
        + "".join(
            "INSERT INTO ledger_seal (number, first_tx, last_tx, transactions, entries, digest,"
            f" at, prev, hash, key, signature) VALUES ({s.number}, {s.first_tx}, {s.last_tx},"
            f" {s.transactions}, {s.entries}, '\\x{s.digest.hex()}', '{s.at.isoformat()}',"
            f" '\\x{s.prev.hex()}', '\\x{s.hash.hex()}', '\\x{s.key.hex()}',"
            f" '\\x{s.signature.hex()}');"
            for s in forged
        )
    )

    found = await sealed.verified()

    assert await sealed.invariants() == set()
    assert found.wrong == 1
    assert "not a key that is believed here" in found.words[0]


def forge(ledger: Ledger, folder: Path) -> list[Seal]:
    """The two seals again over the edited rows, signed with a key of the forger's own."""
    key = folder / "forged"
    create(key)
    hand = sealing.signer(key, sealing.PURPOSE)
    assert hand
    made: list[Seal] = []
    for seal in seal_file.read(ledger.settings.seals):
        rows = json.loads(
            ledger.superuser(
                "SELECT json_agg(json_build_array(encode(t.hash, 'hex'), (SELECT"
                " json_agg(encode(e.hash, 'hex') ORDER BY e.line) FROM ledger_entry e WHERE"
                " e.tx_id = t.id)) ORDER BY t.id) FROM ledger_tx t"
                f" WHERE t.id BETWEEN {seal.first_tx} AND {seal.last_tx}"
            )
        )
        digest = sealing.Digest()
        for tx, entries in rows:
            digest.add(bytes.fromhex(tx), [bytes.fromhex(each) for each in entries])
        again = Seal(
            number=seal.number,
            first_tx=seal.first_tx,
            last_tx=seal.last_tx,
            transactions=digest.transactions,
            entries=digest.entries,
            digest=digest.value,
            at=seal.at,
            prev=made[-1].hash if made else seal.prev,
        )
        digested = seal_link(again)
        made.append(
            Seal(
                **{
                    **{name: getattr(again, name) for name in Seal.__struct_fields__},
                    "hash": digested,
                    "key": hand.public,
                    "signature": hand.sign(digested),
                }
            )
        )
    return made
