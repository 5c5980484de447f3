"""A stored run planned again from its own input: the same input must give the same plan."""

from typing import Any

from match.foundation.db import one
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.matching.commands.keeping import plan_sha256
from match.matching.commands.running import solve, summary
from match.matching.kept_input import Kept, from_bytes
from match.proofs.stored import decompress, digest


async def kept_input(run_id: int) -> Kept:
    """The input of a run. Raises NotFound where none was kept."""
    kept = await one("SELECT content FROM run_input WHERE run_id = $1", run_id)
    if kept is None:
        raise NotFound(_("没有找到这次匹配的输入。"))
    return from_bytes(decompress(kept["content"]))


async def replay_run(run_id: int) -> dict[str, Any]:
    """The figures of the new plan, with ``same``: whether it is the stored one to the byte."""
    run = await one("SELECT input_sha256, plan_sha256 FROM match_run WHERE id = $1", run_id)
    kept = await one("SELECT content FROM run_input WHERE run_id = $1", run_id)
    if run is None or kept is None:
        raise NotFound(_("没有找到这次匹配的输入。"))
    content = decompress(kept["content"])
    read = from_bytes(content)
    plan = await solve(read.market, read.parameters, digest(content))
    found = plan_sha256(plan)
    return {
        **summary(plan, run_id),
        "plan_sha256": found,
        "same": (plan.input_sha256, found) == (run["input_sha256"], run["plan_sha256"]),
    }
