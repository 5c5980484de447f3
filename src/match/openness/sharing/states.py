"""What may be shared by a link, and how a link stands."""

from enum import StrEnum

from match.foundation.language import pgettext


class SharedView(StrEnum):
    """
    needs: a filtered list of open needs. gauges: an area's gauges, as the public may know them.
    giving: a year of an organisation's giving, as totals by county.
    """

    needs = "needs"
    gauges = "gauges"
    giving = "giving"


class LinkState(StrEnum):
    """Not stored: it follows from expiry, uses and revocation."""

    open = "open"
    expired = "expired"
    used_up = "used_up"
    revoked = "revoked"


def view_word(view: SharedView) -> str:
    """In words."""
    return {
        SharedView.needs: pgettext("shared view", "需求列表"),
        SharedView.gauges: pgettext("shared view", "地区指标"),
        SharedView.giving: pgettext("shared view", "机构捐赠年度汇总"),
    }[view]


def state_word(state: LinkState) -> str:
    """In words."""
    return {
        LinkState.open: pgettext("share link", "可以打开"),
        LinkState.expired: pgettext("share link", "已过期"),
        LinkState.used_up: pgettext("share link", "次数已用完"),
        LinkState.revoked: pgettext("share link", "已收回"),
    }[state]
