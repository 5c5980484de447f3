"""A policy answers True or a reason; a refusal says that reason to the person. So does a rule."""

from match.foundation.errors import Denied, Invalid
from match.foundation.language import _

REASON_LEAST = 4
"""Characters of a reason: 不合格 says too little to act on."""


def require(verdict: bool | str) -> None:
    """Raise Denied with the reason unless the verdict is True."""
    if verdict is not True:
        raise Denied(str(verdict))


def refuse(**complaints: str | None) -> None:
    """Raise Invalid with those complaints, by field, that say something."""
    wrong = {field: told for field, told in complaints.items() if told}
    if wrong:
        raise Invalid(wrong)


def reasoned(words: str, field: str = "reason") -> str:
    """The trimmed *words*; raises Invalid at *field* unless they are `REASON_LEAST` at least."""
    said = words.strip()
    if len(said) < REASON_LEAST:
        raise Invalid({field: _("请写明原因，至少 4 个字。")})
    return said


def not_yet() -> str:
    """What somebody reads who is named for a post and has not taken it up (notice 4.4d)."""
    return _(
        "您已被提名，还没有到任：儿童主任要先参加县级培训并通过考试，督导员要等前任交接。"
        "现在可以查看，不能办理。"
    )
