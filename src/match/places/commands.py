"""Loading an edition of the division list. Running one twice changes nothing the second time."""

from collections.abc import Iterable
from datetime import date

from match.foundation import audit
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.places import source
from match.places.editions import MOST_CLOSED_SHARE, LoadReport, Record, records, successions
from match.places.policy import can_load
from match.places.source import BadHeading, Refusal

_LOCK = 0x706C61636573  # "places": one edition at a time

# One statement writes 31,691 rows in half a second; row by row it would take a minute.
_WRITE = """
WITH written AS (
  INSERT INTO division (code, level, kind, name, parent_code, path, pinyin, initials, sort_key,
                        lon, lat, counts_as_county, valid_from)
  SELECT given.*, $13::date
  FROM unnest($1::text[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[],
              $7::text[], $8::text[], $9::text[], $10::float8[], $11::float8[], $12::boolean[])
       AS given
  ON CONFLICT (code) DO UPDATE SET
    kind = EXCLUDED.kind, name = EXCLUDED.name, path = EXCLUDED.path, pinyin = EXCLUDED.pinyin,
    initials = EXCLUDED.initials, sort_key = EXCLUDED.sort_key, lon = EXCLUDED.lon,
    lat = EXCLUDED.lat, counts_as_county = EXCLUDED.counts_as_county,
    valid_to = NULL, replaced_by = NULL
  WHERE (division.kind, division.path, division.sort_key, division.lon, division.lat,
         division.valid_to)
    IS DISTINCT FROM (EXCLUDED.kind, EXCLUDED.path, EXCLUDED.sort_key, EXCLUDED.lon, EXCLUDED.lat,
                      NULL::date)
  RETURNING xmax = 0 AS added
)
SELECT count(*) FILTER (WHERE added) AS added, count(*) FILTER (WHERE NOT added) AS changed
FROM written
"""
_GONE = """
SELECT code FROM division WHERE valid_to IS NULL
AND NOT EXISTS (SELECT FROM unnest($1::text[]) AS named (name) WHERE name = code)
"""
_CLOSE = """
UPDATE division SET valid_to = $2, replaced_by = became.new
FROM unnest($1::text[], $3::text[]) AS became (old, new) WHERE division.code = became.old
"""


async def load_hunan(actor: Actor) -> LoadReport:
    """Load the vendored list of 31,691 units, as of 2023-06-30. Raises what `load_edition` does."""
    return await load_edition(actor, source.hunan_lines(), as_of=source.HUNAN_EDITION)


async def load_edition(
    actor: Actor, lines: Iterable[str], *, as_of: date, became: Iterable[str] = ()
) -> LoadReport:
    """Bring the tree to an edition: CSV lines `code,name,kind,parent_code`, parents anywhere.

    Rows that cannot be taken are refused with line and reason, the others are taken. Units the
    edition no longer names are closed from `as_of`, with the successor that `became` (CSV lines
    `old_code,new_code`) gives them; nothing is closed while any row is refused. Raises `Denied`;
    `Invalid` when columns are missing or no row can be taken; `Conflict` when a later edition is
    loaded already, or when so much would be closed that the file must be cut short."""
    require(can_load(actor))
    # Reading and spelling 31,691 names takes seconds: not while a transaction waits.
    reading = _read(lines)
    return await _keep_edition(actor, reading, records(reading.units), as_of, list(became))


@command
async def _keep_edition(
    actor: Actor, reading: source.Reading, made: list[Record], as_of: date, became: list[str]
) -> LoadReport:
    await one("SELECT set_config('statement_timeout', '120s', true)")
    await one("SELECT pg_advisory_xact_lock($1)", _LOCK)
    await _refuse_older(as_of)
    named: list[str] = [unit.code for unit in reading.units]
    gone = [row["code"] for row in await rows(_GONE, named)]
    successor, misnamed = _successors(became, named, gone)
    refused = (*reading.refused, *misnamed)
    closing = () if refused else tuple(gone)
    if len(closing) > MOST_CLOSED_SHARE * len(named):
        raise Conflict(
            _("这份名单少了%(count)d个现有区划，像是不完整。请核对文件后再上传。")
            % {"count": len(closing)},
            missing=len(closing),
        )
    written = await _write(made, as_of)
    if closing:
        await one(_CLOSE, closing, as_of, [successor.get(code) for code in closing])
    report = LoadReport(
        as_of=as_of,
        added=written["added"],
        changed=written["changed"],
        unchanged=len(named) - written["added"] - written["changed"],
        closed=len(closing),
        held_back=len(gone) - len(closing),
        refused=refused,
    )
    await _remember(actor, report)
    return report


def _read(lines: Iterable[str]) -> source.Reading:
    try:
        reading = source.read(lines)
    except BadHeading as error:
        raise Invalid(
            {"file": _("文件第一行缺少这些列：%(columns)s。") % {"columns": error}}
        ) from error
    if not reading.units:
        raise Invalid({"file": _("文件里没有一行可用。请用省、市、县、乡、村齐全的名单。")})
    return reading


def _successors(
    became: list[str], named: list[str], gone: list[str]
) -> tuple[dict[str, str], tuple[Refusal, ...]]:
    if not became:
        return {}, ()
    try:
        found, refused = successions(became, frozenset(named), frozenset(gone))
    except BadHeading as error:
        raise Invalid(
            {"became": _("沿革文件第一行缺少这些列：%(columns)s。") % {"columns": error}}
        ) from error
    return dict(found), refused


async def _refuse_older(as_of: date) -> None:
    newest = await value("SELECT max(greatest(valid_from, valid_to)) FROM division")
    if newest is not None and as_of < newest:
        raise Conflict(
            _("已经载入%(newest)s的区划名单，不能再载入更早的名单。") % {"newest": newest},
            newest=str(newest),
        )


async def _write(made: list[Record], as_of: date) -> dict[str, int]:
    columns = [list(column) for column in zip(*made, strict=True)]
    done = await one(_WRITE, *columns, as_of)
    assert done is not None, "an aggregate always has a row"
    return done


async def _remember(actor: Actor, report: LoadReport) -> None:
    if report.added or report.changed or report.closed:
        await audit.record(
            actor,
            "places.loaded",
            subject=("division", None),
            reason=str(report.as_of),
            changes={
                "added": (0, report.added),
                "changed": (0, report.changed),
                "closed": (0, report.closed),
            },
        )
