"""One migrated ledger for the run; every test that commits works in a copy."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from match.foundation.actor import SYSTEM
from match.ledger.sealing import seal
from tests.ledger.fill import fill
from tests.ledger.house import Ledger, working_in


@pytest.fixture
def ledger(blank: Ledger, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger of the test's own."""
    made = blank.copy(tmp_path)
    yield made
    made.drop()


@pytest_asyncio.fixture(scope="session")
async def filled(blank: Ledger, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ledger]:
    """Some hundred transactions under two seals, and a few more that no seal covers yet."""
    made = blank.copy(tmp_path_factory.mktemp("filled"))
    async with working_in(made):
        for count, sealed in ((200, True), (100, True), (7, False)):
            await fill(count, seed=count)
            if sealed:
                await seal(SYSTEM, made.settings)
    yield made
    made.drop()


@pytest.fixture
def sealed(filled: Ledger, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of it to attack."""
    made = filled.copy(tmp_path)
    yield made
    made.drop()
