"""Who may see flags: those who audit, for the area they audit."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def can_audit(actor: Actor, division: str) -> bool | str:
    """Audit, finance and discipline inspection, within their area. *division* is the seat of the
    purchaser. A flag is about somebody: it is not for everybody before it was looked into."""
    if actor.may(Permission.flags_read, division):
        return True
    return _("只有审计、财政和纪检人员可以查看本地区的风险提示。")
