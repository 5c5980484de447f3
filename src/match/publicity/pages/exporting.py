"""The policy library as a file."""

from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.publicity.queries import PolicyView
from match.publicity.states import level_words, validity_words
from match.publicity.topics import topic_word
from match.site.browsing import Told
from match.site.exporting import columns as the
from match.site.exporting import telling


def policies_told() -> Told[PolicyView]:
    """Listed documents, one a row."""
    sheet = Sheet(
        _("政策文件"),
        (
            the.number("id", _("编号")),
            the.text("number", _("文号")),
            the.text("title", _("标题")),
            the.text("issuers", _("发文机关")),
            the.coded("level", _("级别"), {str(k): word for k, word in level_words().items()}),
            the.coded(
                "validity", _("效力"), {str(k): word for k, word in validity_words().items()}
            ),
            the.text("topics", _("主题")),
            the.day("issued_on", _("印发日期")),
            the.day("valid_from", _("施行日期")),
            the.day("valid_until", _("失效日期")),
            the.text("summary", _("摘要")),
            the.text("original_url", _("原文网址")),
            the.text("url", _("网址")),
        ),
    )
    row = telling(
        sheet,
        number=lambda view: view.number or "",
        issuers=lambda view: list(view.issuers),
        topics=lambda view: [topic_word(topic) for topic in view.topics],
        url=lambda view: f"{settings().base_url}/policies/{view.id}",
    )
    return Told("policies", sheet, row)
