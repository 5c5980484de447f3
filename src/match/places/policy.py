"""Who may change the tree: whoever keeps the platform, for the whole province."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def can_load(actor: Actor) -> bool | str:
    """True, or why not."""
    if actor.may(Permission.places_load):
        return True
    return _("只有平台管理员可以更新行政区划。")
