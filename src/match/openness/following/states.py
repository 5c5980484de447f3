"""What a kept search looks for."""

from enum import StrEnum


class Subject(StrEnum):
    """The lists that can be followed."""

    purchases = "purchases"
    needs = "needs"
