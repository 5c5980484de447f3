"""Every unit and direction of deadlines.csv, by hand."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from match.foundation import parameters
from match.foundation.calendar import (
    Direction,
    Override,
    PeriodRefused,
    Unit,
    WorkingDays,
    direction_of,
    due,
)

DAYS = WorkingDays()
LIST = Path(parameters.__file__).parent / "data" / "deadlines.csv"


def test_contract_publication_is_two_working_days_after_signing() -> None:
    found = due(date(2026, 9, 30), "2", "workday", "after signing (max)", DAYS)

    assert found.on == date(2026, 10, 9)
    assert found.until == datetime(2026, 10, 9, 16, tzinfo=UTC)  # midnight in Shanghai
    assert (found.direction, found.days_off, found.provisional) == (Direction.after, 7, False)
    assert found.explanation == (
        "自 2026-09-30 的次日起算 2 个工作日，到 2026-10-09 为止。其间 7 天休息日不计。"
    )


def test_contract_is_signed_within_thirty_days_moved_off_the_holiday() -> None:
    found = due(date(2026, 9, 2), "30", "day", "after award notice (max)", DAYS)

    assert found.on == date(2026, 10, 8)
    assert "已顺延 6 天" in found.explanation


def test_clarification_comes_fifteen_days_before_the_deadline_or_earlier() -> None:
    found = due(date(2026, 10, 22), "15", "day", "before deadline (min), else postpone", DAYS)

    assert found.on == date(2026, 9, 30)
    assert found.direction is Direction.before
    assert "最晚 2026-09-30" in found.explanation
    assert "已提前 7 天" in found.explanation


def test_three_working_days_before() -> None:
    assert due(date(2026, 10, 12), "3", "workday", "before deadline (min)", DAYS).on == date(
        2026, 10, 8
    )


def test_a_rhythm_is_not_moved_by_a_holiday() -> None:
    found = due(date(2026, 9, 27), "7", "day", "at least every", DAYS)

    assert found.on == date(2026, 10, 4)
    assert (found.moved, found.provisional) == (0, False)


def test_years_and_months_end_on_the_corresponding_day() -> None:
    assert due(date(2025, 11, 25), "1", "year", "at least every", DAYS).on == date(2026, 11, 25)
    assert due(date(2026, 8, 31), "1", "month", "max", DAYS).on == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2026, 5, 31), date(2026, 5, 31)),
        (date(2026, 6, 1), date(2027, 5, 31)),
        (date(2026, 1, 1), date(2026, 5, 31)),
    ],
)
def test_a_fixed_date_is_the_next_one_and_stays(start: date, expected: date) -> None:
    found = due(start, "0531", "date", "each year by 31 May", DAYS)

    assert (found.on, found.provisional) == (expected, False)


def test_29_february_falls_on_the_28th_in_common_years() -> None:
    assert due(date(2026, 1, 1), "0229", "date", "", DAYS).on == date(2026, 2, 28)
    assert due(date(2027, 3, 1), "0229", "date", "", DAYS).on == date(2028, 2, 29)


def test_hours_are_exact_and_need_an_instant() -> None:
    report = datetime(2026, 10, 1, 15, 30, tzinfo=UTC)

    assert due(report, "0", "hour", "immediately", DAYS).until == report
    assert due(report, "24", "hour", "max", DAYS).until == datetime(2026, 10, 2, 15, 30, tzinfo=UTC)
    with pytest.raises(PeriodRefused):
        due(date(2026, 10, 1), "1", "hour", "max", DAYS)


def test_the_day_of_an_instant_is_the_day_in_shanghai() -> None:
    late = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)  # 01:00 on the 25th in Hunan

    assert due(late, "1", "day", "max", DAYS).start == date(2026, 11, 25)


def test_2027_is_provisional_until_the_notice_is_loaded() -> None:
    before = due(date(2026, 12, 30), "3", "workday", "max", DAYS)
    loaded = WorkingDays(
        {
            date(2027, 1, 1): Override(False, "元旦"),
            date(2027, 1, 2): Override(False, "元旦"),
            date(2027, 1, 3): Override(False, "元旦"),
            date(2027, 1, 4): Override(True, ""),
            date(2027, 1, 5): Override(True, ""),
        }
    )
    after = due(date(2026, 12, 30), "3", "workday", "max", loaded)

    assert (before.on, before.provisional) == (date(2027, 1, 4), True)
    assert "尚未公布" in before.explanation
    assert (after.on, after.provisional) == (date(2027, 1, 5), False)


def test_every_row_of_the_shipped_list_counts_or_says_why_not() -> None:
    start = datetime(2026, 11, 25, 1, tzinfo=UTC)
    refused: list[str] = []
    with LIST.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            try:
                found = due(start, row["value"], row["unit"], row["rule"], DAYS)
            except PeriodRefused:
                refused.append(row["key"])
                continue
            backwards = found.direction is Direction.before
            assert (found.on <= date(2026, 11, 25)) == (backwards or row["value"] == "0"), row

    # The volunteer certificate has no limit in the regulation; the length of a training is a range.
    assert refused == ["VOL.CERT", "SEED.TRAIN.DAYS"]


@pytest.mark.parametrize(
    ("rule", "direction"),
    [
        ("before deadline (min), else postpone", Direction.before),
        ("before procurement starts (min)", Direction.before),
        ("at least every", Direction.every),
        ("at least once every", Direction.every),
        ("after signing (max)", Direction.after),
        ("from issue (min)", Direction.after),
        ("", Direction.after),
    ],
)
def test_directions(rule: str, direction: Direction) -> None:
    assert direction_of(rule) is direction


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("-", "day"),
        ("2-3", "day"),
        ("", "day"),
        ("٣", "day"),
        ("-1", "day"),
        ("1", "week"),
        ("1331", "date"),
        ("0230", "date"),
        ("5", "date"),
    ],
)
def test_nonsense_periods_are_refused(value: str, unit: str) -> None:
    with pytest.raises(PeriodRefused):
        due(date(2026, 11, 25), value, unit, "max", DAYS)


def test_naive_instants_are_refused() -> None:
    with pytest.raises(PeriodRefused):
        due(datetime(2026, 11, 25), "1", "day", "max", DAYS)  # noqa: DTZ001 # the point of the test


def test_units_are_those_of_the_list() -> None:
    assert {unit.value for unit in Unit} == {"hour", "day", "workday", "month", "year", "date"}
