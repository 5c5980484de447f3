"""What keeps a home from opening, and the signs that it is alive, in words."""

from match.catalogue import codes
from match.foundation.language import _, pgettext
from match.homes.states import Sign


def requirement(code: str) -> str:
    """One thing that opening asks for (`rules.missing_for_opening`)."""
    said = {
        "director": _("儿童主任"),
        "hours": _("开放时间"),
        "area": _("室内面积"),
        "area_approval": _("乡镇对面积较小的同意"),
        "outdoor_check": _("室外场地的安全查看"),
    }
    return said[code] if code in said else codes.label(code)


def sign_word(sign: Sign) -> str:
    """A kind of sign of life."""
    return {
        Sign.opened: pgettext("sign", "批准开放"),
        Sign.hours: pgettext("sign", "更新开放时间"),
        Sign.log: pgettext("sign", "开门记录"),
        Sign.activity: pgettext("sign", "活动"),
        Sign.visit: pgettext("sign", "走访"),
        Sign.shift: pgettext("sign", "志愿班次"),
        Sign.inspection: pgettext("sign", "检查"),
        Sign.answer: pgettext("sign", "乡镇核实"),
    }[sign]
