"""What whoever runs the house does at the terminal: seal, verify, stop, say why it may go on."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bank.config import Plan
from tests.bank.run import bank

pytestmark = pytest.mark.bank
SEALS = "the ledger is what was posted and sealed"


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="xth-bank-", ignore_cleanup_errors=True) as made:
        Path(made).chmod(0o755)
        yield Path(made)


async def test_the_ledger_is_sealed_verified_stopped_and_let_go_on(folder: Path) -> None:
    plan = Plan(seed=1, seconds=120, transactions=50, workers=1, postgres_every=0, worker_every=0)
    async with bank(folder, plan) as run:
        run.match("seal")
        again = run.match("seal")
        key_there = run.match("seal", "--new-key")
        clean = run.match("check", "--seals", "--json")
        posting = run.match("ledger", "state")
        stopped = run.match("ledger", "halt", "--reason", "正在核对")
        state = run.match("ledger", "state")
        silent = run.match("ledger", "resume", "--reason", "好")
        resumed = run.match("ledger", "resume", "--reason", "逐笔核对，均无误")
        run.superuser(
            "SET session_replication_role = replica;"
            " UPDATE ledger_entry SET amount = amount + sign(amount)"
            " WHERE tx_id = (SELECT min(id) FROM ledger_tx)"
        )
        edited = run.match("check", "--seals", "--json")

    assert "nothing new to seal" in again.stdout
    assert "public key" in again.stdout
    assert (key_there.returncode, "there already" in key_there.stderr) == (1, True)
    assert (clean.returncode, json.loads(clean.stdout)[SEALS]) == (0, 0)
    assert (posting.returncode, posting.stdout) == (0, "posting\n")
    assert stopped.returncode == 0
    assert state.returncode == 1
    assert "正在核对" in state.stdout
    assert (silent.returncode, "至少 4 个字" in silent.stderr) == (1, True)
    assert resumed.returncode == 0
    assert (edited.returncode, json.loads(edited.stdout)[SEALS] > 0) == (1, True)
