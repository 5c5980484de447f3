"""Everything that a reader gave or got: totals, what still waits, and one line for each gift."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.giving.disclosure.states import OWED
from match.giving.outcome.shapes import Asked, GiftRow, Overview, Side, State, Total
from match.giving.outcome.words import Facts, headline, kind_word, open_words, township_of
from match.giving.queries import donation_lines
from match.giving.shapes import DonationLine
from match.giving.states import DONATIONS_OVER, GiftKind

PAGE = 20
# $1 organisations, $2 the reader or their homes. A union: each alternative has an index of its own.
_GAVE = """
SELECT id FROM donation WHERE organisation_id = ANY ($1::bigint[])
 UNION SELECT id FROM donation WHERE organisation_id IS NULL AND giver_id = ANY ($2::bigint[])
"""
_GOT = """
SELECT id FROM donation WHERE charity_id = ANY ($1::bigint[])
 UNION SELECT id FROM donation WHERE home_id = ANY ($2::bigint[])
 UNION SELECT donation_id FROM allocation_line WHERE home_id = ANY ($2::bigint[])
"""
_TOTALS = """
SELECT extract(year FROM d.created_at AT TIME ZONE 'Asia/Shanghai')::int AS year, d.kind,
       split_part(coalesce(l.category, ''), '-', 1) AS root, count(*) AS gifts,
       count(*) FILTER (WHERE d.status = 'answered') AS done, sum(d.paid_fen)::bigint AS fen
  FROM donation d LEFT JOIN need_line l ON l.id = d.line_id WHERE d.id IN ({mine})
 GROUP BY 1, 2, 3 ORDER BY 1 DESC, 4 DESC, 3, 2
"""
# $3: duties not settled, $4: today.
_OPEN = """
SELECT donation_id AS id, 'question' AS what FROM use_question
 WHERE answered_at IS NULL AND donation_id IN ({mine})
 UNION SELECT donation_id, 'use_change' FROM use_change
        WHERE consented IS NULL AND donation_id IN ({mine})
 UNION SELECT id, 'surplus' FROM donation
        WHERE surplus > 0 AND surplus_choice = '' AND id IN ({mine})
 UNION SELECT donation_id, 'late' FROM duty
        WHERE status = ANY ($3::text[]) AND due_on < $4 AND donation_id IN ({mine})
"""
_PICK = """
SELECT d.id FROM donation d WHERE d.id IN ({mine}) AND d.id < $3
   AND ($4 = 0 OR extract(year FROM d.created_at AT TIME ZONE 'Asia/Shanghai') = $4)
   AND ($5 = '' OR d.kind = $5) AND ($6::text[] IS NULL OR (d.status = ANY ($6)) = $7)
   AND ($8::bigint[] IS NULL OR d.id = ANY ($8))
 ORDER BY d.id DESC LIMIT $9
"""
_FIGURES = """
SELECT d.id, d.dispatched, d.good, d.paid_fen, d.used_units, d.used_fen, d.broken + d.short AS lost,
       coalesce(n.beneficiaries, 0) AS children, coalesce(went.homes, 1) AS homes,
       coalesce(h.name, '') AS home, coalesce(v.path, '') AS path
  FROM donation d LEFT JOIN need n ON n.id = d.need_id
  LEFT JOIN LATERAL (SELECT count(DISTINCT a.home_id) AS homes, min(a.home_id) AS first
                       FROM allocation_line a WHERE a.donation_id = d.id HAVING count(*) > 0) went
    ON true
  LEFT JOIN home h ON h.id = coalesce(went.first, d.home_id)
  LEFT JOIN division v ON v.code = h.division WHERE d.id = ANY ($1::bigint[])
"""
_LAST = 2**62


async def overview(
    actor: Actor, asked: Asked, after: int | None = None, size: int = PAGE
) -> Overview:
    """One page of the reader's gifts, newest first, with the totals of all of them."""
    mine, who = _mine(actor, asked.side)
    waiting = await _open(mine, who)
    picked = await _picked(mine, who, asked, waiting, after, size)
    shown = picked[:size]
    lines = await donation_lines(shown)
    facts = await _facts(lines)
    words = open_words()
    gave = asked.side is Side.gave
    return Overview(
        asked=asked,
        sides=await sides_of(actor),
        totals=await _totals(mine, who),
        waiting=len(waiting),
        rows=tuple(
            GiftRow(
                line,
                headline(facts[line.id], mine=gave),
                tuple(words[what] for what in sorted(waiting.get(line.id, ()))),
            )
            for line in lines
        ),
        more=shown[-1] if len(picked) > size else None,
    )


async def sides_of(actor: Actor) -> tuple[Side, ...]:
    """The sides on which this reader has, or may have, gifts; who gave anything gave first."""
    held: dict[Side, bool] = {}
    for side in Side:
        mine, who = _mine(actor, side)
        held[side] = await value(f"SELECT EXISTS ({mine})", *who)
    return tuple(side for side in Side if held[side]) or (Side.gave,)


def _mine(actor: Actor, side: Side) -> tuple[str, list[Any]]:
    """The ids of one side's gifts as SQL, and the values of $1 and $2."""
    if side is Side.gave:
        return _GAVE, [sorted(actor.organisations), [actor.id]]
    return _GOT, [sorted(actor.organisations), sorted(actor.homes)]


async def _open(mine: str, who: Sequence[Any]) -> dict[int, set[str]]:
    found = await rows(
        _OPEN.format(mine=mine), *who, [str(status) for status in OWED], clock.today()
    )
    waiting: defaultdict[int, set[str]] = defaultdict(set)
    for row in found:
        waiting[row["id"]].add(row["what"])
    return dict(waiting)


async def _picked(
    mine: str,
    who: Sequence[Any],
    asked: Asked,
    waiting: dict[int, set[str]],
    after: int | None,
    size: int,
) -> list[int]:
    """One more than a page, so that the page knows whether it goes on."""
    narrowed = asked.state in (State.going, State.over)
    found = await rows(
        _PICK.format(mine=mine),
        *who,
        _LAST if after is None else after,
        asked.year,
        asked.kind or "",
        sorted(DONATIONS_OVER) if narrowed else None,
        asked.state is State.over,
        sorted(waiting) if asked.state is State.open else None,
        size + 1,
    )
    return [row["id"] for row in found]


async def _totals(mine: str, who: Sequence[Any]) -> tuple[Total, ...]:
    return tuple(
        Total(
            row["year"],
            codes.label(row["root"]) if row["root"] else kind_word(GiftKind(row["kind"])),
            row["gifts"],
            row["done"],
            row["fen"],
        )
        for row in await rows(_TOTALS.format(mine=mine), *who)
    )


async def _facts(lines: Sequence[DonationLine]) -> dict[int, Facts]:
    found = {row["id"]: row for row in await rows(_FIGURES, [line.id for line in lines])}
    return {line.id: _fact(line, found[line.id]) for line in lines}


def _fact(line: DonationLine, row: dict[str, Any]) -> Facts:
    money = line.kind is GiftKind.money
    return Facts(
        status=line.status,
        kind=line.kind,
        subject=line.subject,
        unit=line.unit,
        promised=(line.amount_fen if money else line.units) or 0,
        sent=row["dispatched"],
        arrived=row["paid_fen" if money else "good"],
        used=row["used_fen" if money else "used_units"],
        missing=0 if money else row["lost"],
        receiver=line.receiver,
        homes=row["homes"],
        home=row["home"] or line.receiver,
        township=township_of(row["path"]),
        children=row["children"],
    )
