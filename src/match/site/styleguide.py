"""Sample figures for the style guide. Everything here is plainly invented, and says so."""

from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.language import _
from match.site.maps import county_codes, county_map

TONES = ("qing", "rong", "dao", "zhu", "ji")


def samples() -> dict[str, Any]:
    """What `site/styleguide.html` shows: one of each card, a map, bars, a queue, a procedure."""
    return {
        "needs": [_need(tone, at) for at, tone in enumerate(TONES)],
        "offer": _offer(),
        "purchase": _purchase(),
        "home": _home(),
        "organisation": {
            "url": "/organisations",
            "title": _("示例社会工作服务中心"),
            "kind": _("社会服务机构"),
            "place": _("示例市"),
            "skills": [_("心理辅导"), _("课业辅导")],
            "charity": True,
        },
        "chart": county_map(
            {code: (at * 7) % 40 for at, code in enumerate(county_codes()) if at % 11},
            title=_("示例：各县市区需求数"),
            measure=_("需求数"),
            unit=_(" 条"),
            breaks=(10, 20, 30, 36),
            zero="gap",
            url=lambda code: f"/needs?county={code}",
        ),
        "bars": [(_("冬衣被褥"), 120, 84), (_("图书文具"), 96, 90), (_("心理陪伴"), 64, 12)],
        "facets": _facets(),
    }


def _need(tone: str, at: int) -> dict[str, Any]:
    return {
        "url": f"/needs?page={at + 1}",
        "title": _("示例：儿童之家过冬棉被与保暖校服"),
        "place": _("示例市 · 示例县"),
        "category": _("冬衣被褥"),
        "icon": ("shirt", "heart-handshake", "building-community", "apple", "book")[at],
        "tone": tone,
        "children": _("43 名儿童"),
        "done": (17, 0, 43, 30, 5)[at],
        "asked": 43,
        "unit": _("床"),
        "urgency": ("urgent", "soon", "usual", "usual", "urgent")[at],
        "days_left": 9,
        "verified": _("乡镇已核实"),
    }


def _offer() -> dict[str, Any]:
    return {
        "url": "/offers",
        "title": _("示例：加厚棉被 200 床，可分批送达"),
        "giver": _("示例基金会"),
        "category": _("冬衣被褥"),
        "icon": "gift",
        "tone": "qing",
        "area": _("示例市全域"),
        "left": 200,
        "unit": _("床"),
        "until": clock.today() + timedelta(days=40),
        "verified": _("组织已核验"),
    }


def _purchase() -> dict[str, Any]:
    return {
        "url": "/purchases",
        "title": _("示例：留守儿童心理健康服务采购"),
        "buyer": _("示例县民政局"),
        "place": _("示例县"),
        "category": _("服务采购"),
        "icon": "gavel",
        "tone": "ji",
        "stage": _("公告中"),
        "closes_at": clock.today() + timedelta(days=6),
        "documents": 3,
    }


def _home() -> dict[str, Any]:
    return {
        "url": "/homes",
        "title": _("示例村儿童之家"),
        "place": _("示例市 · 示例县"),
        "status": _("开放中"),
        "tone": "zhu",
        "facts": [_("活动室 60 平方米"), _("每周开放 5 天")],
        "waiting": 2,
    }


def _facets() -> list[dict[str, Any]]:
    options = [("warm", _("冬衣被褥"), 31, True), ("book", _("图书文具"), 24, False)]
    return [
        {
            "name": "category",
            "label": _("类别"),
            "options": [
                {"value": value, "label": label, "count": count, "checked": checked}
                for value, label, count, checked in options
            ],
        }
    ]
