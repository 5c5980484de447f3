"""A stored run is planned again to the same plan, and handed out for others to check."""

from pathlib import Path

import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.errors import NotFound
from match.matching import commands
from match.matching.exporting import export_run
from match.matching.kept_input import from_bytes, to_bytes
from match.matching.replaying import kept_input, replay_run
from match.proofs.stored import StoredInputError, decompress, digest, pack, unpack
from match.proofs.verify import verify_directory
from tests.matching import make
from tests.offers import make as offers


async def a_run() -> int:
    for township, wanted in ((f"{make.COUNTY}101", 60), ("433122101", 90)):
        at = await make.village(township)
        await make.open_need(at, lines=[make.Line("注音绘本", wanted, "册")])
    await offers.published(quantity=100, areas=["4331"])
    return (await commands.run_matching(SYSTEM, "4331"))["run_id"]


async def test_the_stored_input_gives_the_same_plan_again(db: None):
    run = await a_run()
    # The database has moved on: the proposals hold what was free.
    await commands.run_matching(SYSTEM, "4331")
    again = await replay_run(run)

    assert again["same"]
    assert again["input_sha256"] == await value(
        "SELECT input_sha256 FROM match_run WHERE id = $1", run
    )


async def test_a_run_that_kept_nothing_cannot_be_replayed(db: None):
    with pytest.raises(NotFound):
        await replay_run(999_999)


async def test_the_input_comes_back_as_it_was(db: None):
    run = await a_run()
    kept = await kept_input(run)
    content = decompress(await value("SELECT content FROM run_input WHERE run_id = $1", run))
    from match.matching.intake import Asked

    asked = Asked(kept.scope, kept.today, 0)
    assert to_bytes(asked, kept.parameters, kept.market) == content
    assert digest(content) == await value("SELECT input_sha256 FROM match_run WHERE id = $1", run)


async def test_an_input_that_was_cut_says_so(db: None):
    run = await a_run()
    content = decompress(await value("SELECT content FROM run_input WHERE run_id = $1", run))
    for broken in (b"", content[:-1], content + b"\0", b"{}\n", pack({"scope": "43"}, {})):
        with pytest.raises(StoredInputError):
            from_bytes(broken)
    with pytest.raises(StoredInputError):
        decompress(b"no zlib")
    assert unpack(content)[0]["scope"] == "4331"


async def test_an_exported_run_is_true_for_the_checker_of_the_open_format(db: None, tmp_path: Path):
    run = await a_run()
    pairs = await export_run(run, tmp_path)

    assert pairs == 2
    verdict = verify_directory(tmp_path / "instance", tmp_path / "result")
    assert (verdict.exit_code, verdict.false_statements) == (0, ())
    names = (tmp_path / "instance" / "needs.csv").read_text("utf-8").splitlines()
    assert names[0] == "need_id,category,county,quantity"
    assert {line.split(",")[2] for line in names[1:]} == {make.COUNTY, "433122"}


async def test_an_exported_run_that_was_bent_is_refused(db: None, tmp_path: Path):
    run = await a_run()
    await export_run(run, tmp_path)
    flows = tmp_path / "result" / "flows.csv"
    head, first, *rest = flows.read_text("utf-8").splitlines()
    need, offer, units = first.split(",")
    flows.write_text("\n".join([head, f"{need},{offer},{int(units) - 1}", *rest]) + "\n", "utf-8")

    assert verify_directory(tmp_path / "instance", tmp_path / "result").exit_code == 1
