"""The engine's facts in words: short, with their number, in the reader's language."""

from collections.abc import Mapping

from match.allocation.answers import Facts, Unserved
from match.allocation.scores import TIES
from match.foundation.language import _, pgettext
from match.matching.explaining import OfferStanding, points_of, points_within
from match.matching.queries import ProposalFile


def part_name(part: str) -> str:
    """The name of one part of the score."""
    return {
        "category": pgettext("score", "类别"),
        "text": pgettext("score", "内容"),
        "distance": pgettext("score", "距离"),
        "quantity": pgettext("score", "数量"),
        "time": pgettext("score", "时间"),
        "priority": pgettext("score", "重点群体"),
        "waiting": pgettext("score", "等待"),
        "reliability": pgettext("score", "履约"),
    }[part]


def part_reason(part: str, facts: Facts) -> str:
    """Why a part has its points, with the number it comes from."""
    match part:
        case "category":
            return _("类别完全一致") if facts.category_exact else _("供给面向上一级大类，可以覆盖")
        case "text":
            return _("双方说明有 %(n)s 个相同或同义的词") % {"n": facts.words_shared}
        case "distance":
            if facts.kilometres < 0:
                return _("有一方没有位置，未计距离")
            if facts.kilometres == 0:
                return _("在同一个县市区")
            return _("两地县城相距约 %(km)s 公里") % {"km": facts.kilometres}
        case "quantity":
            return _("需要 %(need)s，可提供 %(offer)s") % {
                "need": facts.quantity,
                "offer": facts.capacity,
            }
        case "time":
            return _("时间重合 %(days)s 天") % {"days": facts.overlap_days}
        case "priority":
            return _("属于重点群体") if facts.priority else _("不属于重点群体")
        case "waiting":
            return _("已等待 %(days)s 天") % {"days": facts.waiting_days}
        case _:
            return _("过去履约评分 %(score)s（满分 100，50 为尚无记录）") % {
                "score": facts.reliability
            }


def runner_up_reason(file: ProposalFile) -> str:
    """How close the next best offer was to the proposed one."""
    second = file.runner_up
    if file.by_hand:
        return ""
    if second is None:
        if file.beside:
            return _("其他可行的供给也都用在这项需求上了。")
        return _("没有其他可行的供给。")
    if second.margin < TIES:
        return _("备选供给同样合适，请重点核对。")
    if second.score >= file.line.score:
        return _(
            "备选单看有 %(second)s 分，不低于推荐的 %(first)s 分；但别的需求更需要它，"
            "这样分配整体更好。"
        ) % {"second": second.score, "first": file.line.score}
    return _("备选有 %(second)s 分，低于推荐的 %(first)s 分。") % {
        "second": second.score,
        "first": file.line.score,
    }


def price_reason(file: ProposalFile) -> str:
    """How contested the offer is."""
    if not file.used_up:
        return _("这份供给还有余量。")
    if file.offer_price == 0:
        return _("这份供给正好分完，没有别的需求和它竞争。")
    return _("这份供给已全部分完；再多一个单位，全部方案最多还能多值 %(price)s（影子价格）。") % {
        "price": f"{file.offer_price:,}"
    }


def limit_words(limits: Mapping[str, int]) -> str:
    """The side constraints of a run that are on."""
    said = {
        "min_lot": _("每次至少送 %(n)s 个单位"),
        "min_lot_percent": _("每次至少送需要数量的 %(n)s%%"),
        "max_suppliers": _("每项需求最多 %(n)s 个供给方"),
        "delivery_cost": _("每次送达计成本 %(n)s"),
        "whole": _("供给不得拆分"),
    }
    return _("、").join(
        words % {"n": limits[name]} for name, words in said.items() if name in limits
    )


def standing_reason(standing: int) -> str:
    """Why a unit counts more or less at this home (percent); "" where it counts as anywhere."""
    if standing > 100:
        return _("这个儿童之家还没有得到过任何支持，每单位按 %(percent)s%% 计。") % {
            "percent": standing
        }
    if standing < 100:
        return _("这个儿童之家近一年已得到不少支持，每单位按 %(percent)s%% 计。") % {
            "percent": standing
        }
    return ""


def change_reason(file: ProposalFile) -> str:
    """
    What would have changed the proposal, as far as the prices prove it: until the pair's worth has
    fallen by the runner-up's margin, or by what a unit is worth to the need, nothing changes.
    """
    second = file.runner_up
    if file.swapped:
        return _("这一对由工作人员对调而来，没有备选比较。")
    if file.by_day:
        return _("这一对由工作人员在白天提出，没有备选比较。")
    if file.beside:
        return _("这项需求同时由 %(n)s 份供给满足；得分变了，各给多少可能会变。") % {
            "n": file.beside + 1
        }
    pair = (file.beneficiaries, file.asked, file.facts.standing)
    if second is None or (file.used_up and file.need_price < second.margin):
        return _without_rival(file, 1 + points_within(file.need_price, *pair), only=second is None)
    if second.margin < TIES:
        return _("两者相当：任何一项再差一点，就会改为备选。")
    points = points_of(second.margin, *pair)
    if points >= file.line.score:
        return _("备选差得很多，单靠得分变化不会改变结果。")
    return _("这一对的得分再低约 %(points)s 分，就会改为备选。") % {"points": points}


def _without_rival(file: ProposalFile, points: int, *, only: bool) -> str:
    """Where not another offer but another need would be next; fewer points less change nothing."""
    if not file.used_up:
        return _("只有这一份供给可行，它还有余量；得分变化不会改变结果。")
    if points > file.line.score:
        return _("这份供给已全部分完，但单靠这一对的得分变化不会改变结果。")
    if only:
        return _(
            "只有这一份供给可行，它已全部分完：这一对的得分再低 %(points)s 分以上，"
            "就可能改给别的需求。"
        ) % {"points": points}
    return _("这份供给已全部分完：这一对的得分再低 %(points)s 分以上，就可能改给别的需求。") % {
        "points": points
    }


def contested_reason(standing: OfferStanding) -> str:
    """How contested an offer is."""
    if not standing.used_up:
        if standing.waiting:
            return _("这份供给还有余量。")
        return _("这份供给够用，没有需求因为它被别人占用而落空。")
    if standing.waiting:
        return _("这份供给很抢手：还有 %(count)s 项需求最接近它，但没有分够。") % {
            "count": standing.waiting
        }
    return _("这份供给已经全部分完。")


def next_reason(standing: OfferStanding) -> str:
    """Where a unit more would do most, of the needs that came nearest to it."""
    if standing.next_place is None:
        return ""
    return _("最接近它的需求里，用在%(county)s的“%(title)s”最值（还差 %(units)s）。") % {
        "county": standing.next_place.county,
        "title": standing.next_place.title,
        "units": standing.next_place.units,
    }


def constraint_reason(constraint: str) -> str:
    """The first condition after which no offer was left."""
    return {
        "category": _("目前没有这个类别的供给。"),
        "area": _("有这个类别的供给，但都不覆盖本县。"),
        "period": _("有覆盖本县的供给，但时间不重合。"),
        "skills": _("供给方的资质或计量单位不符合要求。"),
        "check": _("需要接触儿童，但供给方没有有效的从业背景核查。"),
        "group": _("供给限定了其他儿童群体。"),
        "recipient": _("资金只能经慈善组织签约拨付，不能由系统直接匹配。"),
        "direct": _("相关供给是专门给其他需求的。"),
        "conflict": _("相关供给与填报人有利益关系，需要回避。"),
        "quantity": _("相关供给的数量已经用完。"),
    }[constraint]


def unserved_reason(facts: Unserved) -> str:
    """Why a need went without."""
    if facts.reason == "infeasible":
        return constraint_reason(facts.constraint)
    ours = facts.unit_value + facts.tier_price
    if facts.offer_price <= ours:
        return _(
            "合适的供给不够分；再有多的，这里在最先考虑之列。下次匹配会继续参加，不用重新申请。"
        )
    return _(
        "合适的供给给了更需要的地方（那里每单位至少值 %(theirs)s，这里值 %(ours)s）。"
        "下次匹配会继续参加，不用重新申请。"
    ) % {"theirs": f"{facts.offer_price:,}", "ours": f"{ours:,}"}


__all__ = [
    "change_reason",
    "constraint_reason",
    "contested_reason",
    "limit_words",
    "next_reason",
    "part_name",
    "part_reason",
    "price_reason",
    "runner_up_reason",
    "standing_reason",
    "unserved_reason",
]
