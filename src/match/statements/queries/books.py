"""Donations as their own rows tell them, batch by batch: what the books are compared with."""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from typing import Any

from match.foundation.db import rows
from match.giving.books import BookFacts, Lot, ParcelFacts, Part, expected_postings
from match.ledger.kinds import MONEY
from match.ledger.queries import transactions_for
from match.statements.reconciliation import Books, Difference, differences, expected_of, matched

BATCH = 500
_PARTS = {
    "allocations": "SELECT donation_id, id, home_id AS home, coalesce(units, fen) AS amount"
    " FROM allocation_line WHERE donation_id = ANY($1) ORDER BY id",
    "uses": "SELECT donation_id, id, home_id AS home, coalesce(units, fen) AS amount"
    " FROM use_report WHERE donation_id = ANY($1) AND status = 'accepted' ORDER BY id",
    "payments": "SELECT donation_id, id, NULL::bigint AS home, fen AS amount"
    " FROM money_payment WHERE donation_id = ANY($1) ORDER BY id",
    "returns": "SELECT donation_id, id, home_id AS home, units::bigint AS amount"
    " FROM goods_return WHERE donation_id = ANY($1)"
    " UNION ALL SELECT donation_id, id, NULL, fen FROM money_return"
    " WHERE donation_id = ANY($1) AND consented ORDER BY id",
}


async def donation_books(after: int = 0, limit: int = BATCH) -> list[Books]:
    """The next donations after an id, with every posting their rows call for."""
    found = await rows("SELECT * FROM donation WHERE id > $1 ORDER BY id LIMIT $2", after, limit)
    return await books_of(found)


async def books_of(donations: Sequence[dict[str, Any]]) -> list[Books]:
    """What these donations' own rows, and the rows of statements, call for."""
    ids = [gift["id"] for gift in donations]
    parts = {name: _by_gift(await rows(sql, ids)) for name, sql in _PARTS.items()}
    parcels = _by_gift(
        await rows("SELECT * FROM parcel WHERE donation_id = ANY($1) ORDER BY id", ids)
    )
    matches = _by_gift(
        await rows(
            "SELECT m.id, m.donation_id, m.amount_fen, r.charity_id, r.outgoing FROM row_match m"
            " JOIN statement_row r ON r.id = m.row_id"
            " WHERE m.donation_id = ANY($1) AND m.undone_at IS NULL ORDER BY m.id",
            ids,
        )
    )
    books: list[Books] = []
    for gift in donations:
        held = {name: _parts(found[gift["id"]]) for name, found in parts.items()}
        facts = _facts(gift, parcels[gift["id"]], held)
        expected = expected_of(expected_postings(facts))
        for one in matches[gift["id"]]:
            expected |= matched(
                one["id"], one["charity_id"], one["amount_fen"], outgoing=one["outgoing"]
            )
        books.append(Books(("donation", gift["id"]), gift["division"], expected))
    return books


async def all_differences() -> AsyncIterator[list[Difference]]:
    """
    Batch by batch, where the ledger is not what the donations' states say. Reads only; what seems
    to differ is looked at twice, since a donation may move between two reads.
    """
    after = 0
    while batch := await donation_books(after):
        seeming = sorted({one.subject[1] for one in await differences_of(batch)})
        again = await rows("SELECT * FROM donation WHERE id = ANY($1) ORDER BY id", seeming)
        yield await differences_of(await books_of(again))
        after = batch[-1].subject[1]


async def differences_of(batch: Sequence[Books]) -> list[Difference]:
    """Where the ledger is not what these books call for."""
    posted = await transactions_for([books.subject for books in batch])
    by_subject = defaultdict(list)
    for tx in posted:
        by_subject[tx.subject].append(tx)
    return [one for books in batch for one in differences(books, by_subject[books.subject])]


def _facts(
    gift: dict[str, Any], parcels: Sequence[dict[str, Any]], parts: dict[str, list[Part]]
) -> BookFacts:
    money = gift["kind"] == "money"
    giver = (
        ("account", gift["giver_id"])
        if gift["organisation_id"] is None
        else ("organisation", gift["organisation_id"])
    )
    holder = (
        ("home", gift["home_id"])
        if gift["charity_id"] is None
        else ("organisation", gift["charity_id"])
    )
    return BookFacts(
        Lot(gift["id"], MONEY if money else gift["unit"], giver, holder),
        parcels=[
            ParcelFacts(
                parcel["id"],
                parcel["units"],
                parcel["recalled_at"] is not None,
                parcel["good"],
                parcel["broken"] or 0,
                parcel["short"] or 0,
                parcel["surplus"] or 0,
            )
            for parcel in parcels
        ],
        promised=gift["amount_fen"] if money else 0,
        released=gift["amount_fen"] - gift["paid_fen"]
        if money and gift["status"] == "cancelled"
        else 0,
        **parts,
    )


def _parts(found: Sequence[dict[str, Any]]) -> list[Part]:
    return [Part(one["id"], one["home"], one["amount"]) for one in found]


def _by_gift(found: Sequence[dict[str, Any]]) -> defaultdict[int, list[dict[str, Any]]]:
    held: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        held[row["donation_id"]].append(row)
    return held
