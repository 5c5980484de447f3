"""
A poster for each home: name, hours, that it is free, what is there, whom to call, the way to its
page. Of the director the post, never a name or a telephone: a poster hangs where everybody passes.
"""

from pathlib import Path

from match.activities.queries import opening_rule
from match.activities.words import spans_words
from match.catalogue import codes
from match.foundation import clock
from match.foundation.db import rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.paper import print_kept, print_paper, qr_svg
from match.foundation.paper.printing import Fact
from match.foundation.settings import settings
from match.homes.pages.common import weekdays
from match.homes.queries import HomeCard, home_card
from match.homes.states import HomeStatus
from match.places.queries import division
from match.places.rules import Level

PAPERS = ("a4", "a3")
MOST = 80
"""Homes of one print sheet: the largest township of the province has fewer villages."""
OFFERED_MOST = 8

_TEMPLATE = Path(__file__).with_name("papers") / "poster.typ"


async def home_poster(home_id: int, paper: str) -> bytes:
    """
    One home's poster, A4 or A3, in Chinese. Raises NotFound for a home that is not open and not
    idle (nobody should be sent to a closed door), FontMissing.
    """
    card = await home_card(home_id)
    if card.status not in (HomeStatus.open, HomeStatus.idle):
        raise NotFound(_("这个儿童之家没有开放，不能打印海报。"))
    return await print_kept(_TEMPLATE, _facts([await _home(card)], paper), on=clock.today())


async def township_posters(code: str, paper: str) -> bytes:
    """The posters of all open homes of a township, a page each. Raises NotFound without any."""
    place = await division(code)
    if place.level is not Level.TOWNSHIP:
        raise NotFound(_("海报按乡镇（街道）打印。请选择一个乡镇。"))
    found = await rows(
        "SELECT id FROM home WHERE starts_with(division, $1) AND status IN ('open', 'idle')"
        " ORDER BY division, id LIMIT $2",
        place.scope,
        MOST,
    )
    if not found:
        raise NotFound(_("这个乡镇还没有开放的儿童之家。"))
    homes = [await _home(await home_card(row["id"])) for row in found]
    return await print_paper(_TEMPLATE, _facts(homes, paper), on=clock.today())


def _facts(homes: list[dict[str, Fact]], paper: str) -> dict[str, Fact]:
    return {
        "title": _("儿童之家海报"),
        "paper": paper if paper in PAPERS else PAPERS[0],
        "homes": homes,
        "hotlines": [
            [_("未成年人保护"), "12345"],
            [_("妇女儿童维权"), "12338"],
            [_("青少年心理"), "12355"],
            [_("紧急情况"), "110"],
        ],
        "words": {
            "free": _("对孩子和家长免费开放，所有活动不收费"),
            "hours": _("开放时间"),
            "offered": _("这里有"),
            "director": _("负责人"),
            "scan": _("扫码看活动和最新时间"),
            "help": _("需要帮助，请拨打"),
            "printed": _("打印日期：%(day)s，时间有变化以扫码页面为准")
            % {"day": clock.today().isoformat()},
        },
    }


async def _home(card: HomeCard) -> dict[str, Fact]:
    rule = await opening_rule(card.id)
    address = f"{settings().base_url}/homes/{card.id}"
    post = await value(
        "SELECT kind FROM post WHERE home_id = $1 AND office = 'director' AND status = 'active'"
        " AND NOT deputy LIMIT 1",
        card.id,
    )
    return {
        "name": card.name,
        "place": " ".join(card.place.split("/")[1:]),
        "hours": [
            [word, spans_words(rule.week.get(weekday, ())) or _("不开放")]
            for weekday, word in weekdays()
        ],
        "offered": [codes.label(code) for code in card.facilities][:OFFERED_MOST],
        "director": _("儿童主任（%(post)s）") % {"post": codes.label(post)} if post else "",
        "address": address,
        "qr": qr_svg(address),
    }
