"""The engine's facts in words: short, with their number, in the reader's language."""

from collections.abc import Mapping

from match.allocation.answers import Facts, RunnerUp, Unserved
from match.foundation.language import _, pgettext
from match.matching.explaining import OfferStanding, points_of


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


def runner_up_reason(second: RunnerUp | None, score: int) -> str:
    """How close the next best offer was to the proposed one, which has *score* points."""
    if second is None:
        return _("没有其他可行的供给。")
    if second.margin == 0:
        return _("备选供给同样合适，请重点核对。")
    if second.score >= score:
        return _(
            "备选单看有 %(second)s 分，不低于推荐的 %(first)s 分；但别的需求更需要它，"
            "这样分配整体更好。"
        ) % {"second": second.score, "first": score}
    return _("备选有 %(second)s 分，低于推荐的 %(first)s 分。") % {
        "second": second.score,
        "first": score,
    }


def price_reason(proposal_price: int) -> str:
    """How contested the offer is."""
    if proposal_price == 0:
        return _("这份供给还有余量，没有别的需求和它竞争。")
    return _("这份供给很抢手，还有别的需求在等（影子价格 %(price)s）。") % {
        "price": f"{proposal_price:,}"
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


def change_reason(
    second: RunnerUp | None, beneficiaries: int, asked: int, standing: int = 100
) -> str:
    """What would have changed the proposal: by how many points the runner-up lost."""
    if second is None:
        return _("只有这一份供给可行；除非它撤回，结果不会变。")
    if second.margin == 0:
        return _("两者相当：任何一项再差一点，就会改为备选。")
    points = points_of(second.margin, beneficiaries, asked, standing)
    if points > 100:
        return _("备选差得很多，单靠得分变化不会改变结果。")
    return _("这一对的得分再低约 %(points)s 分，就会改为备选。") % {"points": points}


def contested_reason(standing: OfferStanding) -> str:
    """How contested an offer is."""
    if standing.price == 0 and not standing.waiting:
        return _("这份供给够用，没有需求因为它被别人占用而落空。")
    if standing.price == 0:
        return _("这份供给还有余量。")
    return _("这份供给很抢手：还有 %(count)s 项需求最接近它，但没有分到。") % {
        "count": standing.waiting
    }


def next_reason(standing: OfferStanding) -> str:
    """Where one more unit would do most."""
    if standing.next_place is None:
        return ""
    return _("如果能再多提供一些，会先给%(county)s的“%(title)s”（还差 %(units)s）。") % {
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
        return _("合适的供给不够分，这里只差一点。下次匹配会继续参加，不用重新申请。")
    return _(
        "合适的供给给了更需要的地方（那里每单位值 %(theirs)s，这里值 %(ours)s）。"
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
