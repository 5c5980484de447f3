"""The rows of a stored run, read with SQL of its own: the checker trusts no query of the rooms."""

import json

from match.foundation.db import one, rows
from match.proofs.run import Told


async def stored_run(run_id: int) -> Told | None:
    """Everything `false_statements` looks at; None where there is no such run."""
    run = await one("SELECT * FROM match_run WHERE id = $1", run_id)
    if run is None:
        return None
    kept = await one("SELECT content FROM run_input WHERE run_id = $1", run_id)
    proposals = await rows(
        "SELECT id, line_id, offer_id, units, score, unit_value, need_price, offer_price, parts"
        " FROM proposal WHERE run_id = $1 AND origin = 'run'",
        run_id,
    )
    return Told(
        run={
            **run,
            "figures": json.loads(run["figures"]),
            "parameters": json.loads(run["parameters"]),
        },
        content=kept["content"] if kept else None,
        proposals=[{**row, "parts": json.loads(row["parts"])} for row in proposals],
        prices=await rows(
            "SELECT side, subject_id, name, price FROM run_price WHERE run_id = $1", run_id
        ),
        unserved=await rows(
            "SELECT line_id, missing, reason FROM unserved WHERE run_id = $1", run_id
        ),
        lines=await rows(
            "SELECT l.id, l.category, left(n.division, 6)::int AS county, n.home_id AS home,"
            " n.id AS need FROM run_price p JOIN need_line l ON l.id = p.subject_id"
            " JOIN need n ON n.id = l.need_id WHERE p.run_id = $1 AND p.side = 'need'",
            run_id,
        ),
        givers=await rows(
            "SELECT o.id, o.category, coalesce(o.organisation_id, 0) AS organisation"
            " FROM run_price p JOIN offer o ON o.id = p.subject_id"
            " WHERE p.run_id = $1 AND p.side = 'offer'",
            run_id,
        ),
        counties=await rows(
            "SELECT county, wanted, served FROM run_county WHERE run_id = $1", run_id
        ),
    )
