"""The trail of addresses, choices, deliveries and deadlines in words: by the whole verb."""

from match.foundation.language import pgettext


def done(verb: str) -> str:
    """``contact.mail_proven`` → 验证邮箱; "" for a verb of another room."""
    return {
        "contact.mail_proven": pgettext("trail", "验证邮箱"),
        "contact.mail_removed": pgettext("trail", "删除邮箱"),
        "contact.wechat_proven": pgettext("trail", "绑定微信"),
        "contact.wechat_removed": pgettext("trail", "解除微信绑定"),
        "notices.chosen": pgettext("trail", "修改消息设置"),
        "notices.unsubscribed": pgettext("trail", "在邮件里退订"),
        "notices.quiet_hours_set": pgettext("trail", "修改免打扰时间"),
        "notices.channel_paused": pgettext("trail", "送不到，暂停渠道"),
        "notices.channel_resumed": pgettext("trail", "恢复渠道"),
        "notices.passed_on": pgettext("trail", "未读消息移交接任人"),
        "notices.redriven": pgettext("trail", "重新发送消息"),
        "deadline.climbed": pgettext("trail", "逾期上报"),
        "deadline.acknowledged": pgettext("trail", "接手逾期事项"),
    }.get(verb, "")
