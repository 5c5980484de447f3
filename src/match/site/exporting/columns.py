"""Columns of lists that are given out, in few words; headers in the reader's language."""

from collections.abc import Mapping
from typing import Any

from match.foundation.language import _
from match.foundation.sheets.columns import Column, Kind


def text(key: str, header: str, **more: Any) -> Column:
    """Words."""
    return Column(key, header, **more)


def number(key: str, header: str, **more: Any) -> Column:
    """A whole number."""
    return Column(key, header, Kind.integer, **more)


def day(key: str, header: str, **more: Any) -> Column:
    """A day; a real date in Excel."""
    return Column(key, header, Kind.date, **more)


def moment(key: str, header: str, **more: Any) -> Column:
    """A day and an hour in Hunan."""
    return Column(key, header, Kind.moment, **more)


def yuan(key: str, header: str, **more: Any) -> Column:
    """Money: fen in the row, yuan with two decimals in the file."""
    return Column(key, header, Kind.money, **more)


def coded(key: str, header: str, words: Mapping[str, str], **more: Any) -> Column:
    """A code: *words* says what each is called. The file has both (`sheets.streaming`)."""
    return Column(key, header, words={str(code): label for code, label in words.items()}, **more)


def yes_no(key: str, header: str, **more: Any) -> Column:
    """Whether; the row says "yes" or "no" (`said`)."""
    return Column(key, header, Kind.choice, choices={_("是"): "yes", _("否"): "no"}, **more)


def said(holds: bool) -> str:
    """A row's value of a `yes_no` column."""
    return "yes" if holds else "no"
