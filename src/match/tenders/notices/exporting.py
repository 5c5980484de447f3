"""Published notices as a file: all of them, or all of a kind, with the fingerprint of each."""

from collections.abc import Sequence

from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.site.exporting import Export, each_before, telling
from match.site.exporting import columns as the
from match.tenders.notices.queries import Notice, newest_notices
from match.tenders.notices.states import NoticeKind, kind_word

A_READ = 200


def notices_export(kinds: Sequence[NoticeKind]) -> Export:
    """The newest first."""
    sheet = Sheet(
        _("采购公告公示"),
        (
            the.number("id", _("公告编号")),
            the.coded("kind", _("公告种类"), {str(one): kind_word(one) for one in NoticeKind}),
            the.text("title", _("标题")),
            the.number("tender_id", _("采购编号")),
            the.text("purchaser", _("采购单位")),
            the.text("division", _("区划代码")),
            the.moment("published_at", _("发布时间")),
            the.day("posted_until", _("公告期限至")),
            the.number("corrects", _("更正的公告")),
            the.text("sha256", _("文本指纹")),
            the.text("official_url", _("法定媒体公告")),
            the.text("url", _("网址")),
        ),
    )
    row = telling(sheet, url=lambda notice: f"{settings().base_url}{notice.url}")

    async def fetch(before: int | None) -> Sequence[Notice]:
        return await newest_notices(kinds=kinds, before=before, limit=A_READ)

    chosen = [("", kind_word(one)) for one in kinds]
    return Export("notices", sheet, each_before(fetch, row), chosen, public=True)
