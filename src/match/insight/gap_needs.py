"""Which need fills which lack of a home (notice 3.3b-d), in the words a director would use."""

from collections.abc import Callable

import msgspec

from match.foundation.language import _


class GapNeed(msgspec.Struct, frozen=True):
    """The category, title, purpose and quantity that a draft begins with."""

    category: str
    quantity: int
    title: Callable[[], str]
    purpose: Callable[[], str]


GAP_NEEDS: dict[str, GapNeed] = {
    "FAC-VIDEO": GapNeed(
        "MAT-VIDEO",
        1,
        lambda: _("视频通话设备一套"),
        lambda: _("按规定儿童之家应有视频交流设备，方便孩子与外出的父母联系，目前还没有。"),
    ),
    "FAC-READ": GapNeed(
        "MAT-BOOK",
        100,
        lambda: _("图书绘本一百册"),
        lambda: _("按规定儿童之家应有学习阅读条件，目前还没有，用来建一个阅读角。"),
    ),
    "FAC-PLAY": GapNeed(
        "MAT-TOY",
        10,
        lambda: _("玩具教具十套"),
        lambda: _("按规定儿童之家应有娱乐活动器材，目前还没有，供课后和周末活动使用。"),
    ),
    "FAC-OUT": GapNeed(
        "FAC-OUTD",
        50,
        lambda: _("平整室外活动场地"),
        lambda: _("按规定儿童之家应有安全、足够的室外活动场地，目前还没有。"),
    ),
    "FAC-PSY": GapNeed(
        "MAT-PSY",
        1,
        lambda: _("心理辅导器材一套"),
        lambda: _("准备设立心理辅导室，由专业人员定期来为孩子服务，需要基本器材。"),
    ),
}
