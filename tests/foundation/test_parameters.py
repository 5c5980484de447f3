"""Values that change: shipped with their source, replaced by rows with a date."""

import ast
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import match
from match.foundation import clock
from match.foundation.db import value
from match.foundation.parameters import number, parameter, periods, shipped, whole
from match.foundation.workdays import legal_due, workdays_from_now


async def change(key: str, text: str, since: date) -> None:
    await value(
        "INSERT INTO parameter (key, value, source, confidence, valid_from)"
        " VALUES ($1, $2, '县级通知', 'L', $3)",
        key,
        text,
        since,
    )


async def test_a_shipped_value_carries_source_and_confidence(db: None):
    found = await parameter("proc.suppliers_min.consult_service_purchase")

    assert (found.whole, found.source, found.confidence) == (2, "财库〔2015〕124号", "S")


async def test_a_row_holds_from_its_day_on_and_the_newest_wins(db: None):
    today = clock.today()
    await change("home.idle_days", "45", today - timedelta(days=2))
    await change("home.idle_days", "30", today + timedelta(days=1))
    assert await whole("home.idle_days") == 45

    with clock.freeze(clock.now() + timedelta(days=2)):
        assert await whole("home.idle_days") == 30


async def test_what_is_no_number_and_what_is_unknown_say_so(db: None):
    assert await number("demo.county_and_above_share") == Decimal("0.10")
    with pytest.raises(LookupError, match="not a number"):
        await number("policy.priority_groups")
    with pytest.raises(LookupError, match="not a whole number"):
        await whole("demo.county_and_above_share")
    with pytest.raises(LookupError, match="no parameter"):
        await whole("no.such.thing")


def test_the_lists_are_whole():
    assert len(periods()) == 64
    assert {period.confidence for period in periods().values()} <= {"L", "S", "K"}
    ours = {key for key, held in shipped().items() if held.confidence == "P"}
    assert len(shipped()) - len(ours) == 53


def test_every_parameter_that_the_code_asks_for_is_shipped():
    """A misspelt key would be found only when somebody gets there; so look in the source."""
    asked: set[str] = set()
    for path in Path(match.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        ours = {
            name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "match.foundation.parameters"
            for name in node.names
        } & {"whole", "number"}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ours:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    asked.add(first.value)

    assert len(asked) > 15
    assert asked <= set(shipped())


async def test_legal_periods_are_counted_on_the_calendar(db: None):
    """实施条例43: the result within 2 working days; decided on a Friday, due on Tuesday."""
    friday = clock.now().replace(year=2026, month=11, day=27, hour=3)
    due = await legal_due("PROC.AWARD", friday)
    assert due.on == date(2026, 12, 1)

    await value(
        "INSERT INTO calendar_override (day, is_workday, name) VALUES ('2026-11-30', false, '试')"
    )
    assert (await legal_due("PROC.AWARD", friday)).on == date(2026, 12, 2)
    with clock.freeze(friday):
        assert (await workdays_from_now(1)).date() == date(2026, 12, 1)
