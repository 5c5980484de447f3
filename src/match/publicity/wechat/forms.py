"""Shapes at the door of the WeChat pages."""

import re
from typing import Annotated

import msgspec

from match.foundation.errors import Invalid
from match.foundation.language import _
from match.publicity.wechat.rules import AUTHOR_MOST, TITLE_MOST

Title = Annotated[str, msgspec.Meta(max_length=TITLE_MOST)]
Author = Annotated[str, msgspec.Meta(max_length=AUTHOR_MOST)]
LINK = re.compile(r"https?://mp\.weixin\.qq\.com/[^\s\"'<>]{1,460}\Z")


class TrialForm(msgspec.Struct, frozen=True):
    """Another try, with a title and an author for WeChat; empty: the article's own."""

    title: Title = ""
    author: Author = ""


class LinkForm(msgspec.Struct, frozen=True):
    """The address of an article that a person published at WeChat."""

    url: str

    def checked(self) -> str:
        """The address. Raises Invalid for one that is not WeChat's."""
        if not LINK.match(self.url):
            raise Invalid({"url": _("请粘贴公众号文章的链接，以 https://mp.weixin.qq.com/ 开头。")})
        return self.url
