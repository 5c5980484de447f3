"""Who may load a guiding catalogue: the province sets parameters, and this is one of them."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def can_load_guiding_catalogue(actor: Actor, division: str) -> bool | str:
    """True, or why not."""
    if actor.may(Permission.parameters_set, division):
        return True
    return _("只有省级民政部门可以更新指导性目录。")
