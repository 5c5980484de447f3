"""The boxes of grants, running costs and insurance."""

from typing import Any

from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.language import _
from match.foundation.money import yuan_short
from match.foundation.parameters import whole
from match.site.boxes import Box, Options
from match.upkeep import policy, queries, wording
from match.upkeep.pages.boxes._shared import allowed, document, kept_home, parent, reason
from match.upkeep.states import (
    CostKind,
    InsuranceKind,
    Level,
    Payer,
)


async def grant(actor: Actor, of: int, about: str) -> list[Box]:
    """5.2a: the province's share is set; the form asks for the other two."""
    del about
    await kept_home(actor, of)
    province = await whole("home.build_subsidy_province")
    total = await whole("home.build_subsidy_total")
    said = _("省级固定 %(province)s 元，市、县两级合计 %(rest)s 元，来自各级福利彩票公益金。") % {
        "province": province,
        "rest": total - province,
    }
    return [
        Box("prefecture_fen", _("市级补助"), "yuan", said, unit=_("元")),
        Box("county_fen", _("县级补助"), "yuan", unit=_("元")),
        Box("note", _("说明"), "words", required=False),
    ]


async def cost(actor: Actor, of: int, about: str) -> list[Box]:
    """5.2f: paid by the county."""
    del about
    await kept_home(actor, of)
    kinds = tuple((str(one), wording.cost_word(one)) for one in CostKind)
    return [
        Box("kind", _("用途"), "choice", options=kinds),
        Box("what", _("内容"), hint=_("例如：第四季度电费。不要写孩子的姓名。")),
        Box("amount_fen", _("金额"), "yuan", _("由县级支付，这里只登记结果。"), unit=_("元")),
        Box("paid_on", _("支付日期"), "date"),
        Box("voucher", _("支付凭证号")),
    ]


async def insurance(actor: Actor, of: int, about: str) -> list[Box]:
    """5.4d and 5.4f."""
    del about
    home = await queries.home_money(actor, of)
    require(policy.can_tend(actor, of, home.division))
    kinds = tuple((str(one), wording.insurance_word(one)) for one in InsuranceKind)
    payers = tuple((str(one), wording.payer_word(one)) for one in Payer)
    return [
        Box("kind", _("险种"), "pills", options=kinds),
        Box("insurer", _("保险公司")),
        Box("policy", _("保险单号")),
        Box("starts_on", _("生效日期"), "date"),
        Box("ends_on", _("到期日期"), "date", _("到期前会提醒主任和县级民政部门。")),
        Box("payer", _("谁付保费"), "choice", options=payers),
        Box(
            "insured",
            _("投保儿童人数"),
            "whole",
            _("只在意外险时填写，只填人数，不填姓名。"),
            required=False,
        ),
        document(_("保险单")),
    ]


async def cost_why(actor: Actor, of: int, about: str) -> list[Box]:
    """Undoing an entry."""
    del about
    await kept_home(actor, await parent("running_cost", "home_id", of))
    return reason()


async def insurance_why(actor: Actor, of: int, about: str) -> list[Box]:
    """Ending a policy."""
    del about
    home = await queries.home_money(actor, await parent("home_insurance", "home_id", of))
    require(policy.can_tend(actor, home.id, home.division))
    return reason()


async def grant_yes(actor: Actor, of: int, about: str) -> list[Box]:
    """A yes needs no words."""
    await _grant_act(actor, of, "approve", about)
    return []


async def grant_why(actor: Actor, of: int, about: str) -> list[Box]:
    """A no needs a reason."""
    await _grant_act(actor, of, "", about)
    return reason()


async def allot(actor: Actor, of: int, about: str) -> list[Box]:
    """A level's document."""
    levels = await _grant_levels(actor, of, "allot")
    return [
        Box("level", _("哪一级的资金"), "pills", options=levels),
        Box("document", _("下达文件号"), hint=_("例如：湘财社指〔2026〕12号。")),
        Box("allotted_on", _("下达日期"), "date"),
    ]


async def arrive(actor: Actor, of: int, about: str) -> list[Box]:
    """A level's voucher."""
    levels = await _grant_levels(actor, of, "arrive")
    return [
        Box("level", _("哪一级的资金"), "pills", options=levels),
        Box("voucher", _("到账凭证号"), hint=_("本平台不收付款项，只登记结果。")),
        Box("paid_on", _("到账日期"), "date"),
    ]


async def use(actor: Actor, of: int, about: str) -> list[Box]:
    """What the money went to."""
    del about
    file = await _grant_act(actor, of, "use", "")
    left = file.line.total_fen - file.line.used_fen
    return [
        Box("what", _("用在哪里"), hint=_("例如：室内装修、图书柜。")),
        Box(
            "amount_fen",
            _("金额"),
            "yuan",
            _("还可以登记 %(left)s。") % {"left": yuan_short(left)},
            unit=_("元"),
        ),
        Box("spent_on", _("支出日期"), "date"),
        document(_("发票或验收单")),
    ]


async def close(actor: Actor, of: int, about: str) -> list[Box]:
    """What is left goes back, with a reason."""
    del about
    file = await _grant_act(actor, of, "close", "")
    left = file.line.total_fen - file.line.used_fen
    hint = _("剩余 %(left)s 将退回县级福彩公益金，请写明原因。") % {"left": yuan_short(left)}
    return [Box("reason", _("办结说明"), "words", hint if left else "", required=left > 0)]


async def _grant_act(actor: Actor, of: int, verb: str, about: str) -> Any:
    del about
    file = await queries.grant_file(actor, of)
    verbs = {act for act, _level in file.acts}
    allowed(verb in verbs if verb else bool({"refuse", "withdraw"} & verbs))
    return file


async def _grant_levels(actor: Actor, of: int, verb: str) -> Options:
    file = await _grant_act(actor, of, verb, "")
    return tuple(
        (level, policy.level_word(Level(level))) for act, level in file.acts if act == verb
    )
