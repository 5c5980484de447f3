"""Who brings an article to the official account: True, or the reason why not."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.publicity.policy import PRESS


def can_see(actor: Actor, division: str) -> bool:
    """Whoever works on articles of the area may look where one stands."""
    return any(actor.may(permission, division) for permission in PRESS)


def can_bring(actor: Actor, division: str) -> bool | str:
    """Trying again, publishing, noting a link, taking down: an editor's steps."""
    if actor.may(P.publicity_edit, division):
        return True
    return _("只有编辑可以在公众号上发布或撤下文章。")
