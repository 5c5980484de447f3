"""One gift's outcome: who did each step, where it is, what the books say, its papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.identifiers import spaced
from match.foundation.language import _
from match.giving.amounts import amount_word
from match.giving.outcome.shapes import BookRow, Outcome, Paper, Place
from match.giving.outcome.words import (
    Facts,
    account_word,
    headline,
    posting_words,
    side_word,
    township_of,
)
from match.giving.reports.queries import use_file
from match.giving.shapes import DonationFile
from match.giving.states import GiftKind, ReportStatus
from match.ledger.kinds import MONEY, AccountKind
from match.ledger.queries import Entry, Transaction, transactions_for
from match.site.maps import dot_map

PLACES_MOST = 50
_SIDES = """
SELECT CASE WHEN s.by IS NULL THEN 'platform'
            WHEN d.organisation_id IS NULL AND s.by = d.giver_id THEN 'giver'
            WHEN EXISTS (SELECT FROM membership m WHERE m.account = s.by
                          AND m.organisation = d.organisation_id) THEN 'giver'
            WHEN EXISTS (SELECT FROM membership m WHERE m.account = s.by
                          AND m.organisation = d.charity_id) THEN 'charity'
            WHEN EXISTS (SELECT FROM membership m WHERE m.account = s.by AND (m.home = d.home_id
                          OR m.home IN (SELECT a.home_id FROM allocation_line a
                                         WHERE a.donation_id = d.id))) THEN 'home'
            ELSE 'staff' END AS side
  FROM donation_step s JOIN donation d ON d.id = s.donation_id
 WHERE s.donation_id = $1 ORDER BY s.id DESC
"""
_PARTS = """
SELECT a.home_id, sum(coalesce(a.units, a.fen))::bigint AS amount, min(a.at) AS at
  FROM allocation_line a WHERE a.donation_id = $1 GROUP BY a.home_id
"""
# Before anything is allocated: the home that it is meant for.
_PLACES = f"""
SELECT p.amount, p.at, h.name AS home, h.division, v.path, count(*) OVER () AS homes
  FROM (SELECT * FROM ({_PARTS}) parts UNION ALL
        SELECT d.home_id, NULL, NULL FROM donation d WHERE d.id = $1 AND d.home_id IS NOT NULL
           AND NOT EXISTS (SELECT FROM allocation_line a WHERE a.donation_id = d.id)) p
  JOIN home h ON h.id = p.home_id LEFT JOIN division v ON v.code = h.division
 ORDER BY p.amount DESC NULLS LAST, p.home_id LIMIT {PLACES_MOST}
"""  # noqa: S608 # our own text


async def outcome_of(actor: Actor, file: DonationFile) -> Outcome:
    """What came of a gift whose *file* this reader was given."""
    number, line = file.line.id, file.line
    found = await rows(_PLACES, number)
    places = tuple(_place(row, line.kind, line.unit) for row in found)
    need = await one("SELECT beneficiaries FROM need WHERE id = $1", line.need_id)
    use = await use_file(actor, number)
    sides = await rows(_SIDES, number)
    homes: int = found[0]["homes"] if found else 0
    facts = _facts(file, places, homes, need["beneficiaries"] if need else 0)
    return Outcome(
        headline=headline(facts, mine=file.side == "giver"),
        who=tuple(side_word(row["side"]) for row in sides),
        places=places,
        more_places=homes - len(places),
        chart=dot_map(_dots(places), title=_("这项捐赠到了哪里")),
        book=tuple(book_rows(await transactions_for([("donation", number)]), line.unit)),
        reports=tuple(one for one in use.reports if one.status is ReportStatus.accepted),
        papers=_papers(file),
    )


def _place(row: Mapping[str, Any], kind: GiftKind, unit: str) -> Place:
    """Province, prefecture, county, township, village: the parts of a path."""
    path: str = row["path"] or ""
    return Place(
        county=row["division"][:6],
        name=" ".join(path.split("/")[1:3]),
        home=row["home"],
        township=township_of(path),
        amount="" if row["amount"] is None else amount_word(kind, unit, row["amount"]),
        at=row["at"],
    )


def _dots(places: Sequence[Place]) -> dict[str, str]:
    """One dot a county, however many homes."""
    homes: dict[str, list[str]] = {}
    for place in places:
        homes.setdefault(place.county, []).append(place.home)
    names = {place.county: place.name for place in places}
    return {
        county: f"{names[county]}{_('：')}{_('、').join(listed)}"
        for county, listed in homes.items()
    }


def _facts(file: DonationFile, places: Sequence[Place], homes: int, children: int) -> Facts:
    line, figures = file.line, file.figures
    money = line.kind is GiftKind.money
    return Facts(
        status=line.status,
        kind=line.kind,
        subject=line.subject,
        unit=line.unit,
        promised=(line.amount_fen if money else line.units) or 0,
        sent=figures["dispatched"],
        arrived=figures["paid_fen" if money else "good"],
        used=figures["used_fen" if money else "used_units"],
        missing=0 if money else figures["broken"] + figures["short"],
        receiver=line.receiver,
        homes=homes,
        home=places[0].home if places else line.receiver,
        township=places[0].township if places else "",
        children=children,
    )


def book_rows(posted: Sequence[Transaction], unit: str) -> list[BookRow]:
    """Where each posting put something, oldest first; what only releases a hold is left out."""
    return [
        BookRow(
            at=tx.at,
            what=posting_words().get(tx.kind, tx.kind),
            source=_source(tx),
            target=account_word(line.kind),
            amount=_said(line, line.amount, unit),
            balance=_said(line, line.balance_after, unit),
            undone=tx.reversed_by is not None,
        )
        for tx in posted
        for line in tx.lines
        if line.amount > 0 and not _only_releases(tx, line)
    ]


def _only_releases(tx: Transaction, line: Entry) -> bool:
    """A payment takes the promise off the giver's account and earmarks the money: that is told."""
    return line.kind == AccountKind.giver and any(
        other.kind == AccountKind.earmark and other.amount > 0 for other in tx.lines
    )


def _source(tx: Transaction) -> str:
    given = (account_word(line.kind) for line in tx.lines if line.amount < 0)
    return _("、").join(dict.fromkeys(given))


def _said(line: Entry, amount: int, unit: str) -> str:
    return amount_word(GiftKind.money if line.unit == MONEY else GiftKind.goods, unit, amount)


def _papers(file: DonationFile) -> tuple[Paper, ...]:
    base = f"/desk/donations/{file.line.id}"
    signed = file.terms.giver_confirmed_at and file.terms.recipient_confirmed_at
    papers = [
        Paper(
            _("捐赠协议"),
            f"{base}/agreement.pdf",
            file.line.number if signed else _("双方确认前是草稿"),
        )
    ]
    if file.ack_code:
        code = _("查验码 %(code)s") % {"code": spaced(file.ack_code)}
        papers.append(Paper(_("捐赠收条"), f"{base}/acknowledgement", code))
    if file.receipt_number:
        papers.append(Paper(_("公益事业捐赠票据"), "", file.receipt_number))
    return tuple(papers)
