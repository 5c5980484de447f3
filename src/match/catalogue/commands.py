"""Loading a guiding catalogue. Loading one again replaces it; loading the same changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from match.catalogue import guiding
from match.catalogue.policy import can_load_guiding_catalogue
from match.foundation import audit
from match.foundation.actor import Actor
from match.foundation.db import command, one
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.language import _

_WRITE = """
WITH given AS (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
    AS row (item_code, name, parent_code, procurement_code)
), written AS (
  INSERT INTO guiding_catalogue_item
    (item_code, name, parent_code, procurement_code, division, document, valid_from)
  SELECT item_code, name, parent_code, procurement_code, $5, $6, $7::date FROM given
  ON CONFLICT (division, item_code) DO UPDATE SET
    name = EXCLUDED.name, parent_code = EXCLUDED.parent_code, document = EXCLUDED.document,
    procurement_code = EXCLUDED.procurement_code, valid_to = NULL
  WHERE (guiding_catalogue_item.name, guiding_catalogue_item.parent_code,
         guiding_catalogue_item.procurement_code, guiding_catalogue_item.document,
         guiding_catalogue_item.valid_to)
    IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.parent_code, EXCLUDED.procurement_code,
                      EXCLUDED.document, NULL::date)
  RETURNING 1
), closed AS (
  UPDATE guiding_catalogue_item SET valid_to = $7::date
  WHERE $8 AND division = $5 AND valid_to IS NULL AND valid_from < $7::date
    AND NOT EXISTS (SELECT FROM given WHERE given.item_code = guiding_catalogue_item.item_code)
  RETURNING 1
)
SELECT (SELECT count(*) FROM written) AS written, (SELECT count(*) FROM closed) AS closed
"""


@dataclass(frozen=True, slots=True)
class GuidingReport:
    """What a load did. While a row is refused nothing is closed: it may be the one meant."""

    written: int
    unchanged: int
    closed: int
    refused: tuple[guiding.Refusal, ...]


@command
async def load_guiding_catalogue(
    actor: Actor, division: str, lines: Iterable[str], *, document: str, as_of: date
) -> GuidingReport:
    """Load the catalogue that `division` (12 digits) issued with `document`, valid from `as_of`.

    Raises `Denied`, and `Invalid` when columns or the document's name are missing or when no row
    can be taken."""
    require(can_load_guiding_catalogue(actor, division))
    if not document.strip():
        raise Invalid({"document": _("请填写发布目录的文件名称和文号。")})
    items, refused = _read(lines)
    done = await one(
        _WRITE,
        [item.code for item in items],
        [item.name for item in items],
        [item.parent for item in items],
        [item.procurement_code for item in items],
        division,
        document.strip(),
        as_of,
        not refused,
    )
    assert done is not None, "an aggregate always has a row"
    if done["written"] or done["closed"]:
        await audit.record(
            actor,
            "catalogue.guiding_loaded",
            subject=("guiding_catalogue", None),
            division=division,
            reason=document.strip(),
            changes={"written": (0, done["written"]), "closed": (0, done["closed"])},
        )
    return GuidingReport(
        written=done["written"],
        unchanged=len(items) - done["written"],
        closed=done["closed"],
        refused=refused,
    )


def _read(lines: Iterable[str]) -> tuple[tuple[guiding.Item, ...], tuple[guiding.Refusal, ...]]:
    try:
        items, refused = guiding.read(lines)
    except guiding.BadHeading as error:
        raise Invalid(
            {"file": _("文件第一行缺少这些列：%(columns)s。") % {"columns": error}}
        ) from error
    if not items:
        raise Invalid({"file": _("文件里没有一行可用，请核对后再上传。")})
    return items, refused
