"""Reading a purchase into the struct its rules are judged by; for queries and commands alike."""

from typing import Any

import msgspec

from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import several
from match.foundation.workdays import working_days
from match.tenders.facts import LIMIT_KEYS, Criterion, Limits, NeedPart, Survey, TenderFacts
from match.tenders.states import CriterionKind, Envelopes, Method, Mode, Scheme, TenderStatus

# The files of a notice, and after them those that the steps of a mirrored procedure brought.
PAPERS = (
    "(t.documents || ARRAY(SELECT d.file_id FROM tender_official_step s,"
    " unnest(s.documents) WITH ORDINALITY AS d(file_id, position)"
    " WHERE s.tender_id = t.id ORDER BY s.id, d.position))"
)
_ROW = (
    "SELECT t.*, g.name AS purchaser FROM tender t"
    " JOIN organisation g ON g.id = t.organisation_id WHERE t.id = $1"
)
_LOCKS = {"": "", "share": " FOR SHARE OF t", "update": " FOR UPDATE OF t"}
_READ_AS = {
    "status": TenderStatus,
    "mode": Mode,
    "method": Method,
    "scheme": Scheme,
    "envelopes": Envelopes,
    "areas": tuple,
    "skills": tuple,
    "documents": tuple,
}
_JOINED = {"criteria", "needs", "survey", "limits", "calendar"}
_PLAIN = [field.name for field in msgspec.structs.fields(TenderFacts) if field.name not in _JOINED]


def not_found() -> NotFound:
    """The same words for what is not there and for what is not to be known."""
    return NotFound(_("没有找到这条采购公告。"))


async def limits() -> Limits:
    """The parameters of purchases as of today."""
    return Limits(await several(LIMIT_KEYS))


async def load(tender_id: int, lock: str = "") -> TenderFacts:
    """The purchase, its row locked first (``share``, ``update`` or not). Raises NotFound."""
    row = await one(_ROW + _LOCKS[lock], tender_id)
    if row is None:
        raise not_found()
    return TenderFacts(
        **plain(row),
        criteria=await criteria_of(tender_id),
        needs=await needs_of(tender_id),
        survey=await survey_of(row["survey_id"]),
        limits=await limits(),
        calendar=await working_days(),
    )


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """The columns of a row as the struct's fields."""
    return {name: _READ_AS.get(name, _same)(row[name]) for name in _PLAIN}


def _same(held: Any) -> Any:
    return held


async def criteria_of(tender_id: int) -> tuple[Criterion, ...]:
    """The demands and what scores, in the order of the document."""
    return (await criteria_by_tender([tender_id])).get(tender_id, ())


async def criteria_by_tender(ids: list[int]) -> dict[int, tuple[Criterion, ...]]:
    """The criteria of many purchases, for lists."""
    found = await rows(
        "SELECT tender_id, id, kind, title, indicator, points, position FROM tender_criterion"
        " WHERE tender_id = ANY($1) ORDER BY tender_id, position, id",
        ids,
    )
    held: dict[int, tuple[Criterion, ...]] = {}
    for row in found:
        of_tender = row.pop("tender_id")
        each = Criterion(**{**row, "kind": CriterionKind(row["kind"])})
        held[of_tender] = (*held.get(of_tender, ()), each)
    return held


async def needs_of(tender_id: int) -> tuple[NeedPart, ...]:
    """Which lines of needs the purchase is to serve."""
    found = await rows(
        "SELECT line_id, units FROM tender_need WHERE tender_id = $1 ORDER BY id", tender_id
    )
    return tuple(NeedPart(**row) for row in found)


async def survey_of(survey_id: int | None) -> Survey | None:
    """The survey a purchase stands on."""
    row = await one("SELECT id, held_on, respondents FROM tender_survey WHERE id = $1", survey_id)
    return Survey(row["id"], row["held_on"], tuple(row["respondents"])) if row else None
