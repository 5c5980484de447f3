"""The text of an agreement, in Chinese as the law of the place asks (慈善法 39)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

TEMPLATE = """编号：{number}

甲方（提供方）：{giver}
乙方（接受方）：{home}（{place}）
审批：县级民政部门已于 {approved_on} 审核通过。

一、内容：{subject}，共 {units} {unit}。
二、用途：仅用于“{need}”，不得收取孩子和家庭任何费用，不得转作他用。改变用途须经甲方同意。
三、质量：物资应当安全、清洁、可用，符合国家标准；服务由具备资质的人员提供。
四、时间：{when}。
五、交付：{delivery}。乙方当场清点，如实登记数量；短少、破损的，双方在系统中注明。
六、保护：任何一方不得采集、公开可以认出孩子的姓名、照片、住址、学校等信息。接触孩子的人员应有有效的\
从业背景核查。
七、反馈：乙方收到后在系统中确认数量并评价；甲方有权查询用途。
八、解除：任何一方可以在交付完成前说明原因后解除，已交付的部分不受影响。
九、争议：双方协商；协商不成的，由县级民政部门调解，或依法向人民法院起诉。

本协议由双方在平台上分别确认接受后生成，自审核通过之日起生效。
"""


def agreement_text(facts: Mapping[str, Any], *, number: str, approved_on: date) -> str:
    """
    The agreement's fixed text. *facts*: giver, home, place, subject, units, unit, need, due_on,
    delivery (``home`` or ``township``).
    """
    due = facts["due_on"]
    return TEMPLATE.format(
        number=number,
        giver=facts["giver"],
        home=facts["home"],
        place=facts["place"],
        approved_on=_said(approved_on),
        subject=facts["subject"],
        units=facts["units"],
        unit=facts["unit"],
        need=facts["need"],
        when=f"{_said(due)}前完成" if due else "双方商定的时间内完成，最迟不超过六个月",
        delivery="送到儿童之家" if facts["delivery"] == "home" else "送到乡镇办公室，由乡镇转交",
    )


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
