"""Codes and states in words, for the templates of the staff door."""

from collections.abc import Iterable, Mapping

from match.catalogue.codes import label
from match.foundation.language import _
from match.matching.states import word as proposal_word
from match.needs.states import inside, urgency_word

__all__ = [
    "age_bands",
    "audit_kinds",
    "inside",
    "label",
    "labels",
    "override_word",
    "proposal_word",
    "shared_words",
    "urgency_word",
]


def labels(codes: Iterable[str]) -> str:
    """Several names, with the Chinese comma between."""
    return _("、").join(label(code) for code in codes)


def age_bands(bands: Mapping[str, int]) -> str:
    """6-8 岁 12 人，9-11 岁 8 人."""
    youngest_first = sorted(bands.items(), key=lambda band: int(band[0].split("-")[0]))
    said = [
        _("%(band)s 岁 %(count)s 人") % {"band": band, "count": count}
        for band, count in youngest_first
        if count
    ]
    return _("，").join(said) or _("未填")


def shared_words(field: str) -> str:
    """Which detail two organisations have in common."""
    return {
        "person_in_charge": _("负责人相同"),
        "phone": _("电话相同"),
        "address": _("地址相同"),
        "bank_name": _("户名相同"),
    }.get(field, field)


def override_word(kind: str) -> str:
    """What staff changed beside the plan."""
    words = {
        "lock": _("锁定"),
        "unlock": _("解除锁定"),
        "swap": _("对调"),
        "early": _("提前匹配"),
    }
    return words.get(kind, kind)


def audit_kinds() -> list[tuple[str, str]]:
    """The kinds of thing in the trail that people look for."""
    return [
        ("need", _("需求")),
        ("offer", _("供给")),
        ("proposal", _("匹配建议")),
        ("agreement", _("协议")),
        ("pledge", _("承诺")),
        ("donation", _("捐赠")),
        ("home", _("儿童之家")),
        ("organisation", _("机构")),
        ("account", _("账号")),
        ("tender", _("政府采购")),
        ("bid", _("密封响应")),
        ("panel", _("评审小组")),
        ("objection", _("质疑")),
        ("complaint", _("投诉")),
        ("contract", _("合同")),
        ("contract_milestone", _("合同阶段")),
        ("contract_payment", _("合同付款")),
        ("match_run", _("匹配")),
        ("run_order", _("匹配申请")),
        ("shift", _("志愿班次")),
        ("shift_signup", _("报名")),
        ("statement", _("到账流水")),
        ("sheet_import", _("导入的名单")),
        ("statement_row", _("流水明细")),
        ("clearing_case", _("待清算事项")),
        ("reversal", _("冲正")),
        ("ledger_seal", _("账本封存")),
        ("ledger_halt", _("账本暂停与恢复")),
        ("file", _("文件")),
        ("list", _("清单")),
    ]
