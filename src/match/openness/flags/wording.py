"""Flags in words: what was seen, how it is counted, and that it proves nothing."""

import msgspec

from match.foundation.language import _
from match.foundation.money import yuan
from match.foundation.parameters import parameter
from match.openness.flags.rules import Flag, Sign

SHARES = frozenset({Sign.close_price, Sign.lost_bids, Sign.void_share, Sign.discount})
"""Measured in basis points."""


class Explained(msgspec.Struct, frozen=True):
    """One sign as the public page tells it."""

    code: str
    name: str
    formula: str


def name(sign: Sign) -> str:
    """The sign in a few words, without judging."""
    return {
        Sign.short_window: _("公告期短"),
        Sign.single_bid: _("只有一家应标"),
        Sign.close_price: _("中标价与次低价接近"),
        Sign.lost_bids: _("多次投标很少中标"),
        Sign.same_price: _("报价相同"),
        Sign.late_winner: _("中标文件晚于截止时间"),
        Sign.others_void: _("其他投标全部无效"),
        Sign.lowest_void: _("最低报价被判无效"),
        Sign.void_share: _("无效投标比例高"),
        Sign.many_classes: _("中标领域分散"),
        Sign.discount: _("中标价明显偏低"),
        Sign.splitting: _("疑似拆分采购"),
    }[sign]


async def formula(sign: Sign) -> str:
    """How it is counted, with today's thresholds."""

    async def limit(key: str) -> str:
        return (await parameter(key)).text

    async def percent(key: str) -> str:
        return share(int((await parameter(key)).text))

    match sign:
        case Sign.short_window:
            return _("公告到截止不足 %(long)s 天（招标）或 %(short)s 天（其他竞争方式）。") % {
                "long": await limit("flag.short_days_tender"),
                "short": await limit("flag.short_days_other"),
            }
        case Sign.single_bid:
            return _("竞争性采购中，开启的投标只来自一家。")
        case Sign.close_price:
            return _("（次低有效报价－中标价）÷中标价，小于 %(share)s。") % {
                "share": await percent("flag.close_price_bp")
            }
        case Sign.lost_bids:
            return _("一年内投标不少于 %(count)s 次，中标不超过其中的 %(share)s。") % {
                "count": await limit("flag.lost_bids"),
                "share": await percent("flag.lost_won_bp"),
            }
        case Sign.same_price:
            return _("两家以上报价完全相同。")
        case Sign.late_winner:
            return _("中标方提交时间不早于截止时间。")
        case Sign.others_void:
            return _("除中标方外，其他投标全部无效。")
        case Sign.lowest_void:
            return _("最低价评审中，报价最低的投标被判无效。")
        case Sign.void_share:
            return _("采购单位一年内开启投标不少于 %(count)s 份，其中无效的达到 %(share)s。") % {
                "count": await limit("flag.void_bids"),
                "share": await percent("flag.void_bp"),
            }
        case Sign.many_classes:
            return _("供应商一年内在 %(count)s 个以上品目大类中标。") % {
                "count": await limit("flag.classes")
            }
        case Sign.discount:
            return _("（次低有效报价－中标价）÷次低有效报价，达到 %(share)s。") % {
                "share": await percent("flag.discount_bp")
            }
        case Sign.splitting:
            return _("同一预算项目同类采购合计达到限额，却分几次在限额以下采购。")


async def flags_explained() -> list[Explained]:
    """Every sign, for everybody to recount."""
    return [Explained(sign.value, name(sign), await formula(sign)) for sign in Sign]


def measured(flag: Flag) -> str:
    """What was measured against what."""
    if flag.sign in SHARES:
        return _("%(value)s，界限 %(limit)s") % {
            "value": share(flag.measured),
            "limit": share(flag.threshold),
        }
    if flag.sign is Sign.splitting:
        return _("%(value)s，界限 %(limit)s") % {
            "value": yuan(flag.measured),
            "limit": yuan(flag.threshold),
        }
    return _("%(value)s，界限 %(limit)s") % {"value": flag.measured, "limit": flag.threshold}


def share(basis_points: int) -> str:
    """250 → 2.5%."""
    return f"{basis_points / 100:g}%"
