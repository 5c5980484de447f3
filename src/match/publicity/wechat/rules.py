"""Pure decisions: what fits into WeChat's fields, when to ask again, what a failure leads to."""

from datetime import datetime, timedelta

import msgspec

from match.foundation import clock
from match.foundation.language import _
from match.foundation.wechat import (
    BadCredentials,
    Later,
    NotAllowed,
    NotListed,
    QuotaSpent,
    WeChatError,
)
from match.foundation.wechat.errors import NO_ANSWER
from match.publicity.wechat.states import WechatStatus as W

# 新增草稿 (draft/add): characters, but for the megabyte.
TITLE_MOST = 32
AUTHOR_MOST = 16
DIGEST_MOST = 128
CONTENT_BELOW = 20_000
CONTENT_BYTES_BELOW = 1024 * 1024
SOURCE_URL_BYTES_MOST = 1024
# 上传图文消息图片 (media/uploadimg), and a cover as permanent material.
PICTURE_BYTES_BELOW = 1024 * 1024

# Our own code for what does not fit: nothing was asked of WeChat.
UNFIT = -2000
FIRST_AGAIN = timedelta(minutes=1)
LAST_AGAIN = timedelta(hours=1)
# A job whose answer was lost may stand in WeChat's queue: it is given time to come out published.
QUEUE_AGAIN = timedelta(minutes=10)
ATTEMPTS_MOST = 24
"""About twenty hours of asking; then a person looks."""


class Letter(msgspec.Struct, frozen=True):
    """What draft/add takes, but for the cover. ``source_url`` is our page of the article."""

    title: str
    author: str
    digest: str
    content: str
    source_url: str


class Length(msgspec.Struct, frozen=True):
    """One field held against its limit, as the desk shows it."""

    name: str
    length: int
    most: int

    @property
    def fits(self) -> bool:
        return self.length <= self.most


def lengths(letter: Letter) -> list[Length]:
    """Every field with its limit, in characters (code points)."""
    return [
        Length(_("标题"), len(letter.title), TITLE_MOST),
        Length(_("作者"), len(letter.author), AUTHOR_MOST),
        Length(_("摘要"), len(letter.digest), DIGEST_MOST),
        Length(_("正文（含排版代码）"), len(letter.content), CONTENT_BELOW - 1),
    ]


def misfits(letter: Letter) -> list[str]:
    """What is too long, each with what to do; empty: it may be sent."""
    found = [
        _("%(field)s有 %(length)s 个字，微信最多 %(most)s 个。")
        % {"field": each.name, "length": each.length, "most": each.most}
        for each in lengths(letter)
        if not each.fits
    ]
    if len(letter.content.encode()) >= CONTENT_BYTES_BELOW:
        found.append(_("正文超过 1 MB，请分成几篇。"))
    if len(letter.source_url.encode()) > SOURCE_URL_BYTES_MOST:
        found.append(_("原文链接太长。"))
    return found


def again_at(attempts: int) -> datetime:
    """When to ask again after so many attempts: a minute, two, four, at most an hour."""
    wait = min(FIRST_AGAIN * 2 ** min(attempts - 1, 10), LAST_AGAIN) if attempts else FIRST_AGAIN
    return clock.now() + wait


class Outcome(msgspec.Struct, frozen=True):
    """Where a failure leads: a verb of the machine, or none and when to ask again."""

    verb: str
    again: datetime | None = None


def after_failure(status: W, error: WeChatError, attempts: int) -> Outcome:
    """
    Later and a spent quota wait; a right that the account lacks leaves the rest to a person; every
    other failure is a person's to put right. What waits for too long is too. A job in WeChat's
    queue comes out whether we may ask or not: given up here, it would be published a second time.
    """
    if isinstance(error, QuotaSpent):
        return Outcome("", error.until)
    if isinstance(error, Later) and (attempts < ATTEMPTS_MOST or status is W.publishing):
        # A job in WeChat's queue is asked for as long as it takes.
        again = again_at(attempts)
        if status is W.submitting and error.code == NO_ANSWER:
            again = max(again, clock.now() + QUEUE_AGAIN)
        return Outcome("", again)
    if status is W.publishing and isinstance(error, BadCredentials | NotListed):
        return Outcome("", clock.now() + LAST_AGAIN)
    if status is W.submitting:
        return Outcome("draft")  # the draft is there: publish it in WeChat's own office page
    if status is W.removing or (status is W.waiting and isinstance(error, NotAllowed)):
        return Outcome("leave")
    return Outcome("fail")


def publish_words(status: int) -> str:
    """Why WeChat did not publish (发布状态查询: publish_status)."""
    return {
        2: _("微信没有发布：原创校验没有通过。请在公众号后台处理后重试。"),
        3: _("微信没有发布：常规失败。请重试，或在公众号后台发布草稿。"),
        4: _("微信没有发布：平台审核没有通过。请修改内容后重试。"),
        5: _("文章在公众号后台被删除了。"),
        6: _("文章被微信平台封禁了。"),
    }.get(status, _("微信没有发布（状态 %(status)s）。") % {"status": status})


# `last_code` of a publication that failed: -3000 and WeChat's publish_status.
PUBLISH_FAILED = -3000
