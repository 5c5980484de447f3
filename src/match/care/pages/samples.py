"""What a home's agreement may say: a text to begin with, never signed as it stands unread."""

from match.foundation.language import _


def sample_clauses() -> dict[str, str]:
    """The four clauses of notice 5.4g, as a first draft."""
    return {
        "content": _(
            "儿童之家免费为孩子提供课后看护、阅读学习、文体活动、安全教育和心理关爱；"
            "不收取任何费用，不推销任何商品。"
        ),
        "time": _("按儿童之家公布的开放时间。临时调整提前告知监护人。"),
        "rights": _(
            "儿童之家保证场地和活动安全，保护孩子的个人信息，发现孩子受到侵害依法报告。"
            "监护人按时接送，如实告知孩子的健康情况，每周至少与孩子联系一次。"
            "外出务工的，书面委托有照护能力的人，并告知村民委员会和学校。"
        ),
        "disputes": _("发生纠纷先协商；协商不成，由村民委员会或乡镇人民政府调解，也可以依法起诉。"),
    }
