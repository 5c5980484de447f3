"""`match check` sees each thing about partners that must not be, once planted."""

import pytest

from jobs.checks import partners as checks
from jobs.checks.running import CHECKS
from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.openness.partners.commands import count_call, make_key, write_messages
from match.openness.partners.forms import KeyForm
from tests.openness.partners.test_hooks import approved, change, local
from tests.people import make as people

__all__ = ["local"]
pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("db", "local")]

PLANTED = {
    "a webhook is called that its own owner approved": (
        "UPDATE web_hook SET decided_by = account_id"
    ),
    "a webhook was called although nobody has decided": "UPDATE web_hook SET decided_at = NULL",
    "a message to a webhook waits a day past its time": (
        "UPDATE hook_message SET next_check_at = now() - interval '25 hours'"
    ),
    "a key was used more often than its quota": "UPDATE api_use SET calls = 10001",
}


def test_every_question_has_its_plant_and_is_asked() -> None:
    """The twins of the checks."""
    assert PLANTED.keys() == checks.CHECKS.keys()
    assert {check.name for check in CHECKS} >= checks.CHECKS.keys()


@pytest.mark.parametrize("name", sorted(PLANTED))
async def test_what_is_planted_is_found_and_nothing_before(name: str) -> None:
    """Each by itself."""
    await count_call(SYSTEM, await make_key(await people.account("donor"), KeyForm("年报")))
    await approved("http://127.0.0.1:9/")
    await change()
    await write_messages(SYSTEM)
    assert await rows(checks.CHECKS[name]) == []
    await rows(PLANTED[name])
    assert len(await rows(checks.CHECKS[name])) == 1
