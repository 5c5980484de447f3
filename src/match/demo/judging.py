"""Experts apply to the pool; all but the last are let in, so that its keepers have work."""

from match.demo.cast import EXPERTS, Part, man, phone, woman
from match.demo.casting import PREFECTURE, Staff
from match.demo.steps import Progress, Stage, Troupe
from match.foundation.db import rows
from match.foundation.permissions import Role
from match.panels.commands import apply_expert, verify_expert
from match.panels.forms import ExpertForm

EMPLOYERS = (
    ("武陵师范学院社会工作系（演示）", "副教授"),
    ("湘西州人民医院心理科（演示）", "主任医师"),
    ("湘西州会计师事务所（演示）", "注册会计师"),
    ("州职业技术学院（演示）", "讲师"),
    ("武陵师范学院教育系（演示）", "教授"),
    ("湘西州社会工作者协会（演示）", "高级社会工作师"),
    ("湘西州心理咨询师协会（演示）", "心理治疗师"),
    ("吉首市儿童发展研究会（演示）", "研究员"),
)
SEAT = "433101000000"


async def gather_experts(troupe: Troupe, staff: Staff, progress: Progress) -> None:
    """Everybody who is not in the pool yet applies."""
    stage = Stage(progress, "experts", len(EMPLOYERS))
    keeper = await staff.at(Role.prefecture, PREFECTURE)
    there = {row["account_id"] for row in await rows("SELECT account_id FROM expert")}
    for seat, (employer, title) in enumerate(EMPLOYERS):
        given = woman if seat % 2 else man
        part = Part(given("expert", seat), phone(EXPERTS, seat), Role.expert, "")
        account = await troupe.join(part)
        if account not in there:
            form = ExpertForm(division=SEAT, employer=employer, fields=["SVC"], title=title)
            made = await apply_expert(await troupe.actor(account), form)
            if seat < len(EMPLOYERS) - 1:
                await verify_expert(keeper, made)
        stage.step()
