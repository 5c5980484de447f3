"""A delivery in words, as each channel takes it. Nobody is named: a sentence, and the way to us."""

import msgspec

from match.foundation.language import _, ngettext
from match.foundation.screening import screen
from match.notices.queries.deliveries import Item, Outgoing
from match.notices.states import Pace
from match.notices.words import Kind, title

THING_LONGEST = 20
"""WeChat's template field ``thing`` takes at most 20 characters (模板消息 参数值限制说明)."""
SUBJECT_LONGEST = 78
"""RFC 5322 2.1.1: a line should be no longer."""
LISTED_MOST = 50
JOINED = 3
"""A text in several parts has so many characters fewer in each (3GPP TS 23.040, 70 → 67)."""


class Letter(msgspec.Struct, frozen=True):
    """A mail: its subject, and the text without what stands at the foot of every one."""

    subject: str
    text: str


def shortened(text: str, most: int) -> str:
    """*text* in at most *most* characters; what is cut shows as one."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def said(item: Item) -> str:
    """
    The sentence of a message as it may stand on a locked screen. What it names passed our
    screening, or a person's eye, when it was written; outside the house a doubt is enough, and
    the thing stays unnamed.
    """
    if screen(str(item.facts.get("title", ""))):
        return title(item.kind, {**item.facts, "title": ""}).rstrip(" ：:")
    return title(item.kind, item.facts)


def sentence(item: Item, most: int) -> str:
    """The sentence of a message, its named thing shortened so that all fits in *most*."""
    whole = said(item)
    named = str(item.facts.get("title", ""))
    left = len(named) - (len(whole) - most)
    if len(whole) <= most or named not in whole or left < 2:
        return shortened(whole, most)
    return title(item.kind, {**item.facts, "title": shortened(named, left)})


def sms_text(waiting: Outgoing, most: int, signature: str) -> str:
    """
    A text that fits in *most* characters together with the signature that the gateway puts before
    it (【湘童汇】); in English in two, each shorter by what joins them. A digest says how many
    wait.
    """
    whole = most if waiting.language == "zh" else (most - JOINED) * 2
    room = whole - len(signature) - 2
    if waiting.pace is not Pace.now:
        return shortened(digest_line(waiting), room)
    words, end = sentence(waiting.items[0], room), _("（登录湘童汇查看）")
    return f"{words}{end}" if len(words) + len(end) <= room else words


def digest_line(waiting: Outgoing) -> str:
    """How many messages wait."""
    count = len(waiting.items)
    return ngettext(
        "您有 %(num)s 条新消息，请登录湘童汇查看。",
        "您有 %(num)s 条新消息，请登录湘童汇查看。",
        count,
    ) % {"num": count}


def letter(waiting: Outgoing, base_url: str) -> Letter:
    """A mail with one message, or a digest with up to fifty and the way to the rest."""
    lines = [f"{said(item)}\n{base_url}{item.link}" for item in waiting.items[:LISTED_MOST]]
    if waiting.pace is Pace.now:
        subject = said(waiting.items[0])
    else:
        subject = digest_line(waiting)
        if len(waiting.items) > LISTED_MOST:
            lines.append(_("其余的请登录后在消息里查看。") + f"\n{base_url}/desk/inbox")
    return Letter(shortened(" ".join(subject.split()), SUBJECT_LONGEST), "\n\n".join(lines))


def foot(base_url: str, unsubscribe: str) -> str:
    """What stands under every mail: why it came, and how it comes no more."""
    lines = [_("您收到这封邮件，是因为您在湘童汇登记了这个邮箱。"), f"{base_url}/me/notices"]
    if unsubscribe:
        lines += [_("不想再收到这一类邮件，请打开："), unsubscribe]
    else:
        lines.append(_("这是法律规定必须送达的提醒，不能全部关闭。"))
    return "\n".join(lines)


def wechat_thing(waiting: Outgoing) -> str:
    """The one field of the template that speaks."""
    if waiting.pace is not Pace.now:
        return shortened(
            ngettext("您有 %(num)s 条新消息", "您有 %(num)s 条新消息", len(waiting.items))
            % {"num": len(waiting.items)},
            THING_LONGEST,
        )
    return sentence(waiting.items[0], THING_LONGEST)


def leads_to(waiting: Outgoing) -> str:
    """Where the message leads: to its thing, a digest to the inbox."""
    return waiting.items[0].link if waiting.pace is Pace.now else "/desk/inbox"


def topic_of(waiting: Outgoing) -> Kind | None:
    """What an unsubscribing link would end: the one kind's group; None for a digest."""
    return waiting.items[0].kind if waiting.pace is Pace.now else None
