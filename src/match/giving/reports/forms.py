"""What is filled in about the use of a gift. The commands check what depends on it."""

from enum import StrEnum
from typing import Annotated

import msgspec

Told = Annotated[str, msgspec.Meta(min_length=10, max_length=1000)]
Words = Annotated[str, msgspec.Meta(min_length=4, max_length=500)]
Permit = Annotated[str, msgspec.Meta(max_length=40)]


class YesNo(StrEnum):
    """An answer somebody gave, not a box somebody forgot."""

    yes = "yes"
    no = "no"


class UseForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much was used, of which home's part, and how. ``amount``: whole units, or yuan."""

    home: int
    amount: Annotated[str, msgspec.Meta(max_length=40)]
    text: Told
    person: YesNo | None = None
    permit: Permit = ""


class ReturnForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be corrected."""

    reason: Words


class ProgressForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far it is; the figures are the platform's own."""

    text: Told


class QuestionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the giver wants to know."""

    question: Words


class AnswerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer, or a word back."""

    answer: Words
