"""What is written when a document is to be taken down."""

import msgspec


class TakedownForm(msgspec.Struct, frozen=True):
    """``reason`` is read by everybody for good: it says what kind of thing stood there."""

    reason: str = ""


class DecisionForm(msgspec.Struct, frozen=True):
    """``decision`` is done or refused; ``note`` stays inside and is needed for a refusal."""

    decision: str = ""
    note: str = ""
