"""Who may read an area's gauges with the rows behind them."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def can_read(actor: Actor, division: str) -> bool | str:
    """Officials, within their own area; the totals of other areas are public."""
    if actor.may(Permission.insight_read, division):
        return True
    return _("这里只向本辖区的工作人员开放。其他地区的公开数据请看“覆盖情况”。")
