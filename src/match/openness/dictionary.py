"""What is never told, and the extensions that packages declare."""

from match.foundation.language import _
from match.openness.extension import BIDS, PATH


def never_told() -> list[str]:
    """What is in no file and no feed, whoever asks."""
    return [
        _("儿童、监护人和家庭的任何信息"),
        _("开启前的投标内容、报价和应标机构"),
        _("结果公告前的中标机构"),
        _("评审专家的姓名、个人账号、电话和证件"),
        _("预算科目的内部名称"),
        _("个人捐赠人和志愿者的姓名，没有同意具名的捐赠机构"),
        _("受益儿童不足五人时的儿童之家和村"),
    ]


def extensions() -> list[tuple[str, str]]:
    """(name, address) of every extension that packages declare."""
    return [("bids", BIDS), ("xiangtonghui", f"{PATH}/extension.json")]
