"""The text of an agreement, in Chinese as the law of the place asks (慈善法 39)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from match.foundation.money import capitals, yuan
from match.giving.states import AgreementForm, Condition, GiftKind, StateFirm

TEMPLATE = """编号：{number}（第 {version} 版，{form}）

甲方（捐赠人、提供方）：{giver}
乙方（受赠人、接受方）：{receiver}
{approval}

一、种类和数量：{subject}，{measure}。
二、用途：{purpose}。不得收取孩子和家庭任何费用，不得转作他用。改变用途须经甲方同意。
三、质量：{quality}
四、时间：{when}。
五、交付：{delivery}。乙方当场清点，如实登记数量；短少、破损、多出的，双方在系统中注明。
六、甲方声明：不指定与甲方有利害关系的人为受益人，不以捐赠宣传烟草制品。{state_firm}
七、保护：任何一方不得采集、公开可以认出孩子的姓名、照片、住址、学校等信息。接触孩子的人员应有有效的\
从业背景核查。
八、凭证和反馈：乙方收到后出具凭证，在系统中说明使用情况；甲方有权查询、复制使用情况的资料。
九、解除：任何一方可以在交付完成前说明原因后解除，已交付的部分不受影响。
十、争议：双方协商；协商不成的，由县级民政部门调解，或依法向人民法院起诉。

本协议由双方在平台上分别确认，自双方都确认之时起生效。
"""


def agreement_text(facts: Mapping[str, Any]) -> str:
    """
    The whole wording of an agreement. *facts*: the columns of ``agreement``, and ``kind``,
    ``giver``, ``receiver``, ``approved_on`` (or None), ``delivery`` (``home``, ``township`` or
    ``charity``).
    """
    due = facts["due_on"]
    return TEMPLATE.format(
        number=facts["number"],
        version=facts["version"],
        form="书面协议" if facts["form"] == AgreementForm.full else "简式协议",
        giver=facts["giver"],
        receiver=facts["receiver"],
        approval=_approval(facts["approved_on"]),
        subject=facts["subject"],
        measure=_measure(facts),
        purpose=facts["purpose"].rstrip("。"),
        quality=_quality(facts),
        when=f"{_said(due)}前完成" if due else "双方商定的时间内完成，最迟不超过六个月",
        delivery=_DELIVERY[facts["delivery"]],
        state_firm=(
            "甲方为国有企业，已按国有资产管理规定获得批准。"
            if facts["state_firm"] == StateFirm.approved
            else ""
        ),
    )


_DELIVERY = {
    "home": "送到儿童之家",
    "township": "送到乡镇办公室，由乡镇转交",
    "charity": "交慈善组织，由其分配到儿童之家",
}


def _approval(day: date | None) -> str:
    return f"审批：县级民政部门已于 {_said(day)} 审核通过。" if day else "审批：按约定办理。"


def _measure(facts: Mapping[str, Any]) -> str:
    if facts["amount_fen"] is not None:
        return f"人民币 {yuan(facts['amount_fen'])} 元（{capitals(facts['amount_fen'])}）"
    counted = f"共 {facts['units']} {facts['unit']}"
    if facts["value_fen"] is None:
        return counted
    return f"{counted}，价值约 {yuan(facts['value_fen'])} 元"


def _quality(facts: Mapping[str, Any]) -> str:
    said = f"{facts['quality'].rstrip('。')}。" if facts["quality"] else ""
    if facts["kind"] == GiftKind.money:
        return said or "款项来源合法。"
    if facts["kind"] == GiftKind.time:
        return f"{said}服务由具备资质的人员提供。"
    shape = {Condition.new: "全新。", Condition.good: "使用过，完好清洁。"}.get(
        Condition(facts["condition"]), ""
    )
    dates = "".join(
        f"{name}{_said(facts[column])}。"
        for name, column in (("生产日期", "produced_on"), ("有效期至", "expires_on"))
        if facts[column]
    )
    marks = ("有 CCC 认证。" if facts["ccc"] else "") + (
        "有食品生产或经营许可。" if facts["food_licence"] else ""
    )
    return f"{said}物资应当安全、清洁、可用，符合国家标准。{shape}{dates}{marks}"


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
