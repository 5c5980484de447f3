"""
The feed is made by comparing: what is public now with what the feed last said of it.

No room has to tell, so no room can forget to: a name that was corrected past every command is
found like one that was corrected by its form. What the feed says is what the tables say.
"""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, compare_whole_tables, rows, value
from match.foundation.parameters import whole
from match.openness.changes.queries import newest_place
from match.openness.datasets.all import DATASETS, question
from match.openness.datasets.shapes import Dataset

# One writer at a time: places are taken under this lock and seen when it is given back, so whoever
# read up to a place has missed nothing before it. Any number of ours will do.
_CHANGES = 0x0C06
# The row as JSON, hashed: another word, number or state is another hash.
_WRITE = """
WITH here AS (
  SELECT {key}::text AS object_id,
         encode(sha256(convert_to(to_jsonb(x)::text, 'UTF8')), 'hex') AS hash FROM ({asked}) x),
last AS (
  SELECT DISTINCT ON (object_id) object_id, version, hash, gone FROM public_change
   WHERE kind = $1 ORDER BY object_id, version DESC),
differs AS (
  SELECT coalesce(h.object_id, l.object_id) AS object_id, coalesce(l.version, 0) + 1 AS version,
         coalesce(h.hash, '') AS hash, h.hash IS NULL AS gone
    FROM here h FULL JOIN last l USING (object_id)
   WHERE CASE WHEN h.hash IS NULL THEN NOT l.gone
              ELSE l.object_id IS NULL OR l.hash <> h.hash END)
INSERT INTO public_change (id, kind, object_id, version, gone, hash, at)
SELECT $2 + row_number() OVER (ORDER BY length(object_id), object_id), $1, object_id, version, gone,
       hash, $3 FROM differs RETURNING id
"""


@command
async def note_changes(actor: Actor) -> int:
    """Give a place to everything public that is new, changed or gone since it was last looked;
    returns how many. The places follow the last one without a gap."""
    del actor
    await compare_whole_tables()
    await value("SELECT pg_advisory_xact_lock($1)", _CHANGES)
    small = await whole("need.small_group")
    last, counted = await newest_place(), 0
    for dataset in DATASETS.values():
        if dataset.followed:
            place = last + counted
            counted += len(await rows(_write(dataset, small), dataset.name, place, clock.now()))
    return counted


def _write(dataset: Dataset, small: int) -> str:
    return _WRITE.replace("{key}", f"x.{dataset.key}").replace("{asked}", question(dataset, small))
