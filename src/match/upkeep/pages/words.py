"""Each step in words, as its button and its page say it."""

from match.foundation.language import _


def step_word(kind: str, verb: str) -> str:
    """A step of a kind of thing."""
    return {
        ("homes", "grant"): _("申请建设补助"),
        ("homes", "cost"): _("登记运行经费"),
        ("homes", "insurance"): _("登记保险"),
        ("homes", "title"): _("申报示范称号"),
        ("costs", "reverse"): _("冲销这一笔"),
        ("insurance", "end"): _("注销保险单"),
        ("grants", "approve"): _("批准建设补助"),
        ("grants", "refuse"): _("不批准"),
        ("grants", "withdraw"): _("撤回申请"),
        ("grants", "allot"): _("登记资金下达"),
        ("grants", "arrive"): _("登记资金到账"),
        ("grants", "use"): _("登记支出"),
        ("grants", "close"): _("办结补助"),
        ("seats", "rule"): _("设定津贴标准和等级"),
        ("seats", "sheet"): _("做津贴发放表"),
        ("reviews", "regrade"): _("调整等级"),
        ("sheets", "propose"): _("提交复核"),
        ("sheets", "check"): _("复核无误"),
        ("sheets", "return"): _("退回修改"),
        ("sheets", "discard"): _("作废草稿"),
        ("sheets", "pay"): _("登记已发放"),
        ("titles", "pass"): _("推荐到上一级"),
        ("titles", "refuse"): _("不推荐"),
        ("titles", "withdraw"): _("撤回申报"),
        ("titles", "revoke"): _("撤销称号"),
        ("seats", "naming"): _("命名示范儿童之家"),
        ("seats", "quota"): _("设定年度计划数"),
        ("seats", "body"): _("登记协调机构"),
        ("bodies", "meeting"): _("登记会议纪要"),
        ("bodies", "end"): _("撤销协调机构"),
        ("meetings", "decision"): _("登记议定事项"),
        ("decisions", "finish"): _("办结议定事项"),
    }[kind, verb]
