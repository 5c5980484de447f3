"""Which three things stand on a director's desk."""

from datetime import UTC, date, datetime

import pytest

from match.foundation import clock
from match.front.desk.shapes import Task
from match.front.desk.today import chosen, without

TODAY = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def at_nine():
    with clock.freeze(datetime(2026, 6, 10, 1, 0, tzinfo=UTC)):
        yield


def task(name: str, by: date | None = None) -> Task:
    return Task(name, name, f"/{name}", "edit", by)


def names(tasks) -> list[str]:
    return [one.title for one in tasks]


def test_one_of_each_kind_before_a_second_of_any():
    kinds = [[task("parcel 1"), task("parcel 2")], [], [task("flag")], [task("plan")]]

    assert names(chosen(kinds, TODAY)) == ["parcel 1", "flag", "plan"]


def test_with_few_kinds_the_second_comes_too():
    kinds = [[task("parcel 1"), task("parcel 2"), task("parcel 3")], [task("flag")]]

    assert names(chosen(kinds, TODAY)) == ["parcel 1", "flag", "parcel 2"]


def test_what_is_overdue_comes_first_and_today_is_not_overdue():
    kinds = [[task("parcel", TODAY)], [task("flag")], [task("plan", date(2026, 6, 9))]]

    assert names(chosen(kinds, TODAY)) == ["plan", "parcel", "flag"]


def test_a_day_without_anything_is_empty():
    assert chosen([[], []], TODAY) == []


def test_what_stands_above_is_not_said_again_below():
    above, below = task("parcel"), task("flag")

    assert without([above, below], [task("parcel")]) == [below]
