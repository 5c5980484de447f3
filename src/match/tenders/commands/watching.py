"""The splitting watch's questions and its book, which auditors read."""

import unicodedata

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.parameters import number
from match.tenders.facts import TenderFacts
from match.tenders.splitting import Split, judge


async def spent_this_year(facts: TenderFacts) -> int:
    """
    What the department has put out this fiscal year for this item from this line otherwise than by
    open tender, in fen. Holds the line, so that two notices cannot both be the last that fits. A
    line is the same however its spaces and full-width letters are written.
    """
    line = "".join(unicodedata.normalize("NFKC", facts.budget_line).split())
    await value(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 28))",
        f"{facts.organisation_id}|{facts.fiscal_year}|{facts.item_code}|{line}",
    )
    return await value(
        "SELECT coalesce(sum(budget_fen), 0)::bigint FROM tender WHERE organisation_id = $1"
        " AND fiscal_year = $2 AND item_code = $3 AND id <> $5"
        r" AND regexp_replace(normalize(budget_line, NFKC), '\s', '', 'g') = $4"
        " AND method <> 'OPEN' AND published_at IS NOT NULL"
        " AND status NOT IN ('draft', 'intent', 'failed', 'withdrawn')"
        " AND (status <> 'archived' OR contracted_at IS NOT NULL)",
        facts.organisation_id,
        facts.fiscal_year,
        facts.item_code,
        line,
        facts.id,
    )


async def watched(facts: TenderFacts) -> Split | None:
    """What the watch sees in a purchase now."""
    return judge(facts, await spent_this_year(facts), await number("proc.split_warn_share"))


@command
async def note_split(actor: Actor, facts: TenderFacts, split: Split) -> None:
    """Write a sighting into the book: a refusal leaves no other trace of what was tried."""
    await value(
        "INSERT INTO tender_split (tender_id, organisation_id, division, fiscal_year, budget_line,"
        " item_code, budget_fen, together_fen, limit_fen, refused, by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        facts.id or None,
        facts.organisation_id,
        facts.division,
        facts.fiscal_year,
        facts.budget_line.strip(),
        facts.item_code,
        facts.budget_fen,
        split.together_fen,
        split.limit_fen,
        split.refused,
        actor.id,
    )
    await record(
        actor,
        "tender.split_seen",
        subject=("organisation", facts.organisation_id),
        division=facts.division,
    )
