"""What WeChat answers when it does not do what was asked, as kinds a caller can act on."""

import re
from datetime import datetime, timedelta

from match.foundation import clock

# Codes of the official list (全局返回码).
BUSY = -1
STALE_TOKEN = frozenset({40001, 40014, 42001})
CREDENTIALS = frozenset({40002, 40013, 40125, 40243, 41002, 41004, 50004, 50007})
QUOTA = 45009
TOO_FAST = 45011
NOT_LISTED = 40164
# A call from an address that an administrator of the account has yet to allow, or refused.
TO_CONFIRM = frozenset({89501, 89503, 89506, 89507})
NOT_ALLOWED = frozenset({48001, 48004, 50002})
# No code of theirs: nothing came back, or nothing that can be read.
NO_ANSWER = -1000
# Nothing was asked: the installation has no account.
NO_ACCOUNT = -1001


class WeChatError(Exception):
    """
    A call that failed. ``code`` is WeChat's (or NO_ANSWER), ``detail`` a short fact for the words
    (`wording.words`): an address, an HTTP status. Neither ever holds a token or a secret.
    """

    def __init__(self, method: str, code: int, detail: str = "") -> None:
        super().__init__(f"{method}: {code} {detail}".strip())
        self.method = method
        self.code = code
        self.detail = detail


class Later(WeChatError):
    """Busy, or no answer: the same call may succeed later, and this one may have been done."""


class QuotaSpent(Later):
    """The day's calls of this method are used up; ``until`` is when counting starts anew."""

    def __init__(self, method: str, code: int, until: datetime) -> None:
        super().__init__(method, code)
        self.until = until


class NotListed(WeChatError):
    """
    Our address is not on the account's list, or waits there to be allowed; ``detail`` is the
    address to put there, where WeChat names it.
    """


class NotAllowed(WeChatError):
    """This account may not use this interface (uncertified accounts lost many in July 2025)."""


class BadCredentials(WeChatError):
    """The account's number or secret is wrong, frozen, or its token is refused again and again."""


class Refused(WeChatError):
    """WeChat will not take this content or this receiver, however often it is asked."""


def next_reset() -> datetime:
    """When daily quotas begin anew: midnight in China."""
    here = clock.now().astimezone(clock.HERE)
    return (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def failure(method: str, code: int, said: str) -> WeChatError:
    """The error of a code that is not zero; *said* is WeChat's errmsg."""
    if code in (BUSY, TOO_FAST):
        return Later(method, code)
    if code == QUOTA:
        return QuotaSpent(method, code, next_reset())
    if code == NOT_LISTED:
        address = re.search(r"invalid ip ([0-9a-fA-F.:]+)", said)
        return NotListed(method, code, address[1] if address else "")
    if code in TO_CONFIRM:
        return NotListed(method, code)
    if code in NOT_ALLOWED:
        return NotAllowed(method, code)
    if code in CREDENTIALS or code in STALE_TOKEN:
        return BadCredentials(method, code)
    return Refused(method, code)
