"""The trail of homes' days in words, where the act alone would say something else."""

from match.foundation.language import pgettext


def done(verb: str) -> str:
    """``home.day_logged`` → 登记开放; an empty string for what is said elsewhere."""
    return {
        "home.day_logged": pgettext("trail", "登记开放"),
        "home.exception_added": pgettext("trail", "添加临时安排"),
        "home.exception_removed": pgettext("trail", "删去临时安排"),
        "activity.planned": pgettext("trail", "安排"),
        "activity.recorded": pgettext("trail", "登记人数"),
        "activity.corrected": pgettext("trail", "更正人数"),
        "rota.joined": pgettext("trail", "轮值人员加入"),
        "rota.left": pgettext("trail", "轮值人员移出"),
        "rota.planned": pgettext("trail", "排班"),
        "rota.freed": pgettext("trail", "取消排班"),
        "work_plan.written": pgettext("trail", "写工作计划"),
        "work_plan.item_done": pgettext("trail", "完成事项"),
        "work_plan.revised": pgettext("trail", "重新修改"),
        "booking.accepted": pgettext("trail", "同意"),
        "booking.refused": pgettext("trail", "不同意"),
        "booking.withdrawn": pgettext("trail", "撤回"),
    }.get(verb, "")
