"""What the pages of notices send."""

from typing import Annotated

import msgspec

Minute = Annotated[str, msgspec.Meta(pattern=r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$")]


class QuietForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Quiet hours as a clock shows them; ``none`` switches them off."""

    quiet_from: Minute
    quiet_to: Minute
    none: bool = False


class MailForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mailbox to prove. What an address looks like is said by tidy_mail."""

    mail: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class MailCodeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The six digits that came by mail."""

    code: Annotated[str, msgspec.Meta(min_length=6, max_length=12)]


class SmsReport(msgspec.Struct, frozen=True):
    """
    What a gateway says of one text: *key* is ours, *status* one of delivered, undelivered, expired,
    invalid_number. What else it sends is not read.
    """

    key: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    status: Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{3,20}$")]
