"""What can go wrong, said once. The doors turn these into pages and problem+json."""

from typing import Any, ClassVar


class MatchError(Exception):
    """A refusal with a message for the person on the screen, and facts for the machine."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "error"

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts

    def at(self, field: str) -> dict[str, str]:
        """The complaint by field of the form that was refused; *field* is where it stands."""
        return {field: self.message}


class NotFound(MatchError):
    """There is no such thing, or none that this person may know of."""

    status = 404
    code = "not_found"


class Denied(MatchError):
    """The thing exists and is visible, but this person may not do this to it."""

    status = 403
    code = "denied"


class Conflict(MatchError):
    """The thing is no longer, or not yet, in a state that allows this."""

    status = 409
    code = "conflict"


class Invalid(MatchError):
    """What was sent cannot be accepted. ``fields`` maps each field to its complaint."""

    status = 422
    code = "invalid"

    def __init__(self, fields: dict[str, str], message: str = "") -> None:
        from match.foundation.language import _

        super().__init__(message or _("有几处需要修改后再提交。"), fields=fields)
        self.fields = fields

    def at(self, field: str) -> dict[str, str]:
        """Each complaint at its own field; *field* is not needed."""
        return dict(self.fields)


class Unavailable(MatchError):
    """A part we depend on does not answer now; the same request may succeed later."""

    status = 503
    code = "unavailable"


class TooMany(MatchError):
    """Asked too often; ``retry_after`` seconds are among the facts."""

    status = 429
    code = "too_many"


class SignInNeeded(MatchError):
    """Nobody is signed in, or the present session is too weak for this."""

    status = 401
    code = "sign_in"
