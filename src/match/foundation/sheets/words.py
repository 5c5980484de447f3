"""A value as its column says it: what stands in a file, and in a sentence about a row."""

from datetime import date, datetime

from match.foundation import clock
from match.foundation.money import yuan
from match.foundation.sheets.columns import Column, Kind, Value


def in_words(column: Column, value: Value) -> str:
    """Days as 2026-05-01, moments as 2026-05-01 09:30, money as 1234.50, choices by their label."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(clock.HERE).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return yuan(value).replace(",", "") if column.kind is Kind.money else str(value)
    return label(column, value)


def label(column: Column, stored: str) -> str:
    """What people read for a stored value; the value itself where its column knows no word."""
    if column.words:
        return column.words.get(stored, stored)
    return next((label for label, value in column.choices.items() if value == stored), stored)
