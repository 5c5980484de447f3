"""The trail of standards in words, where the act alone would say something else."""

from match.foundation.language import pgettext


def done(verb: str) -> str:
    """``standard_flag.opened`` → 列为待整改; an empty string for what is said elsewhere."""
    return {
        "survey.reopened": pgettext("trail", "继续"),
        "inspection.recorded": pgettext("trail", "检查"),
        "standard_flag.opened": pgettext("trail", "列为待整改"),
        "standard_flag.passed": pgettext("trail", "复查符合"),
        "standard_flag.met": pgettext("trail", "需求满足，整改完成"),
        "standard_flag.waived": pgettext("trail", "说明原因后保留"),
        "standard_flag.reopened": pgettext("trail", "重新列为待整改"),
        "home_area.approved": pgettext("trail", "同意面积较小"),
        "home_outdoor.checked": pgettext("trail", "查看室外场地"),
        "home_idle.answered": pgettext("trail", "答复是否停用"),
        "home_document.kept": pgettext("trail", "上传制度文件"),
    }.get(verb, "")
