"""What the log may not hold."""

import json
from io import StringIO

import asyncpg
import pytest
import structlog

from match.foundation import log
from match.foundation.db import one, unit_of_work

NAME = "".join(("王", "小丫"))  # in two parts: a traceback shows the source of the test too


@pytest.fixture
def lines():
    """What was logged so far."""
    out = StringIO()
    log.set_up("info", stream=out)
    yield out.getvalue
    structlog.reset_defaults()


async def test_the_words_of_a_database_error_stay_out_of_the_log(db: None, lines):
    """A CHECK that fails tells PostgreSQL's message the whole row: name, number and all."""
    with pytest.raises(asyncpg.CheckViolationError) as caught:
        async with unit_of_work():
            await one("INSERT INTO account (name, language) VALUES ($1, 'xx') RETURNING id", NAME)
    assert NAME in str(caught.value), "the danger is real"
    structlog.get_logger().error("fault", exc_info=caught.value)

    said = lines()
    assert NAME not in said
    event = json.loads(said)
    assert event["exception"].endswith("CheckViolationError")
    assert "test_log.py" in event["exception"]


def test_facts_ride_as_keywords(lines):
    structlog.get_logger().info("a fixed phrase", need_id=7)

    assert json.loads(lines())["need_id"] == 7
