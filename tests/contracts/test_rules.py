"""Terms, sums and points of contracts, as arithmetic."""

from datetime import date

from match.contracts import rules


def test_a_year_ends_the_day_before_its_jubilee():
    assert rules.last_day(date(2026, 3, 1), 1) == date(2027, 2, 28)
    assert rules.last_day(date(2024, 2, 29), 1) == date(2025, 2, 28)


async def test_the_migrated_database_holds_the_room(db: None) -> None:
    from match.contracts.queries import contracts_of

    assert await contracts_of(1) == ()
