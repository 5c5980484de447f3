"""The shapes at the door of questions."""

from typing import Annotated

import msgspec


class QuestionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question about a purchase. It becomes public word for word, with its answer."""

    text: Annotated[str, msgspec.Meta(min_length=5, max_length=1000)]


class AnswerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    The answer, for all to read. ``changes`` says whether it changes the document; then the change
    itself follows by an edit, which voids sealed bids until they are confirmed anew.
    """

    answer: Annotated[str, msgspec.Meta(min_length=2, max_length=3000)]
    changes: bool
