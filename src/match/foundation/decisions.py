"""A policy answers True or a reason; a refusal says that reason to the person."""

from match.foundation.errors import Denied
from match.foundation.language import _


def require(verdict: bool | str) -> None:
    """Raise Denied with the reason unless the verdict is True."""
    if verdict is not True:
        raise Denied(str(verdict))


def not_yet() -> str:
    """What somebody reads who is named for a post and has not taken it up (notice 4.4d)."""
    return _(
        "您已被提名，还没有到任：儿童主任要先参加县级培训并通过考试，督导员要等前任交接。"
        "现在可以查看，不能办理。"
    )
