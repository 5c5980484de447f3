"""A policy answers True or a reason; a refusal says that reason to the person."""

from match.foundation.errors import Denied


def require(verdict: bool | str) -> None:
    """Raise Denied with the reason unless the verdict is True."""
    if verdict is not True:
        raise Denied(str(verdict))
