"""What hangs on a home's door and wall: the notice of hours with a QR code, the month's rota."""

from datetime import date, timedelta
from pathlib import Path

from match.activities.queries import Gathering, Rota
from match.activities.rules import OpeningRule
from match.activities.words import day_words, exception_words, kind_word, spans_words, when
from match.foundation import clock
from match.foundation.language import _
from match.foundation.paper import print_kept, print_paper, qr_svg
from match.foundation.settings import settings
from match.homes.pages.common import weekdays

_PAPERS = Path(__file__).with_name("papers")


async def notice_pdf(
    home_id: int, name: str, place: str, rule: OpeningRule, ahead: list[Gathering], on: date
) -> bytes:
    """The printable notice (5.4b): hours, exceptions of the next 120 days, activities, the page's
    QR code. Raises FontMissing."""
    address = f"{settings().base_url}/homes/{home_id}"
    soon = [
        one for one in rule.exceptions if on <= one.ends_on and one.starts_on <= on + timedelta(120)
    ]
    return await print_kept(
        _PAPERS / "notice.typ",
        {
            "title": _("%(home)s 开放公告") % {"home": name},
            "place": place,
            "hours": [
                [word, spans_words(rule.week.get(day, ())) or _("不开放")]
                for day, word in weekdays()
            ],
            "exceptions": [list(exception_words(one)) for one in soon],
            "activities": [
                [when(one.starts_at, one.ends_at), one.title, kind_word(one.kind)] for one in ahead
            ],
            "heads": [_("时间"), _("活动"), _("内容")],
            "words": {
                "hours": _("每周开放时间"),
                "exceptions": _("临时安排"),
                "activities": _("近期活动"),
                "free": _("儿童之家对孩子和家长免费开放，所有活动不收费。"),
                "scan": _("扫码看最新开放时间和活动"),
                "printed": _("打印日期：%(day)s") % {"day": on.isoformat()},
            },
            "address": address,
            "qr": qr_svg(address),
        },
        on=on,
    )


async def rota_pdf(rota: Rota) -> bytes:
    """The month's rota for the wall inside the home; open days without anybody stand out."""
    held: dict[date, list[str]] = {}
    for duty in rota.duties:
        held.setdefault(duty.day, []).append(duty.name)
    listed = sorted({*rota.open_days, *held})
    month = _("%(year)s 年 %(month)s 月") % {"year": rota.since.year, "month": rota.since.month}
    return await print_paper(
        _PAPERS / "rota.typ",
        {
            "title": _("%(home)s 值班表") % {"home": rota.home_name},
            "month": month,
            "heads": [_("日期"), _("值班人"), _("签到")],
            "rows": [
                [day_words(day), _("、").join(held.get(day, ())) or _("（空缺）"), ""]
                for day in listed
            ],
            "note": _("仅供儿童之家内部张贴，请勿拍照上网。"),
        },
        on=clock.today(),
    )
