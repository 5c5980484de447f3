"""Purchases for everybody: one, lists, its days, the versions of its document."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from match.foundation.db import one, rows, value
from match.tenders.commands._shared import is_public
from match.tenders.facts import TenderFacts
from match.tenders.loading import load, not_found
from match.tenders.public import TenderView
from match.tenders.queries._shared import TENDER, texts, views_of
from match.tenders.states import OPEN, PUBLIC, TenderStatus
from match.tenders.timetable import Due, dues

_LIST = """
WHERE t.status = ANY($1) AND (t.published_at IS NOT NULL OR t.intent_at IS NOT NULL)
AND (cardinality($2::text[]) = 0
     OR EXISTS (SELECT FROM unnest(t.areas) AS area, unnest($2::text[]) AS asked
                WHERE starts_with(area, asked) OR starts_with(asked, area)))
AND ($3 = '' OR t.title ILIKE '%' || $3 || '%' OR t.requirements ILIKE '%' || $3 || '%')
AND (cardinality($4::text[]) = 0 OR t.category = ANY($4)
     OR split_part(t.category, '-', 1) = ANY($4))
AND ($5::bigint IS NULL OR t.id < $5)
ORDER BY t.id DESC LIMIT $6
"""


class Version(msgspec.Struct, frozen=True):
    """A version of the document: anybody can recompute ``hash`` from ``canonical``."""

    version: int
    hash: str
    canonical: str
    reason: str
    at: datetime


async def facts(tender_id: int) -> TenderFacts:
    """A purchase with all its terms, for the rooms that carry it on. Raises NotFound."""
    return await load(tender_id)


async def public_tender(tender_id: int) -> TenderView:
    """
    A purchase whose intent or notice went out, also once it is over. Raises NotFound for plans.
    """
    row = await one(TENDER + "WHERE t.id = $1", tender_id)
    if row is None or not is_public(row):
        raise not_found()
    return (await views_of([row]))[0]


async def public_dues(tender_id: int) -> tuple[Due, ...]:
    """Every day the law sets for a public purchase. Raises NotFound for plans."""
    await public_tender(tender_id)
    return dues(await load(tender_id))


async def versions_of(tender_id: int) -> list[Version]:
    """The versions of a public purchase's document, oldest first. Raises NotFound for plans."""
    await public_tender(tender_id)
    found = await rows(
        "SELECT version, hash, canonical, reason, at FROM tender_document WHERE tender_id = $1"
        " ORDER BY version",
        tender_id,
    )
    return [Version(**row) for row in found]


async def tenders_by_ids(ids: Sequence[int]) -> list[TenderView]:
    """Open notices in the order of *ids*; what is no longer open is left out."""
    found = await rows(
        TENDER + "WHERE t.id = ANY($1) AND t.status = ANY($2)", list(ids), texts(OPEN)
    )
    views = {view.id: view for view in await views_of(found)}
    return [views[tender_id] for tender_id in ids if tender_id in views]


async def open_tenders(
    *,
    areas: Sequence[str] = (),
    text: str = "",
    categories: Sequence[str] = (),
    after: int | None = None,
    limit: int = 20,
) -> list[TenderView]:
    """Open notices by id, newest first, for the JSON list and when search does not answer."""
    return await _listed(OPEN, areas, text, categories, after, limit)


async def public_tenders(
    *,
    areas: Sequence[str] = (),
    text: str = "",
    categories: Sequence[str] = (),
    after: int | None = None,
    limit: int = 20,
) -> list[TenderView]:
    """All that everybody may know of, also what is over, by id, newest first."""
    return await _listed(PUBLIC, areas, text, categories, after, limit)


async def _listed(
    statuses: frozenset[TenderStatus],
    areas: Sequence[str],
    text: str,
    categories: Sequence[str],
    after: int | None,
    limit: int,
) -> list[TenderView]:
    found = await rows(
        TENDER + _LIST,
        texts(statuses),
        list(areas),
        text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        list(categories),
        after,
        limit,
    )
    return await views_of(found)


async def count_open() -> int:
    """How many purchases take answers."""
    return await value("SELECT count(*) FROM tender WHERE status = ANY($1)", texts(OPEN))
