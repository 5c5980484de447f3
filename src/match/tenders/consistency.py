"""Whether the terms of a purchase fit together and the law: judged before anybody reads them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from match.foundation import clock
from match.foundation.calendar import settle
from match.foundation.language import _
from match.foundation.parameters import periods
from match.tenders import fairness, methods, timetable
from match.tenders.facts import TenderFacts
from match.tenders.states import CriterionKind, Method, Mode, Scheme

WHOLE = 10_000
"""100.00 points, in hundredths."""
_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十百两]")
_OFFICIAL = re.compile(r"https://([a-z0-9-]+\.)*gov\.cn(:\d+)?(/\S*)?")

Complaint = tuple[str, str]


def plan_complaints(facts: TenderFacts) -> dict[str, str]:
    """What must be right as soon as it is written: the way of buying, the criteria, the caps."""
    return _first(
        *methods.refusals(facts),
        *_criteria(facts),
        *_caps(facts),
        *_term(facts),
        *_fair(facts),
        *_link(facts),
    )


def notice_complaints(facts: TenderFacts, today: date) -> dict[str, str]:
    """All of it, and what only matters when the notice goes out: survey, review, intent, days."""
    return plan_complaints(facts) | _first(*_prepared(facts), *days_complaints(facts, today))


def _first(*found: Complaint) -> dict[str, str]:
    """One complaint a field, the first."""
    held: dict[str, str] = {}
    for field, said in found:
        held.setdefault(field, said)
    return held


def _criteria(facts: TenderFacts) -> Iterator[Complaint]:
    scoring = [each for each in facts.criteria if each.kind is not CriterionKind.passing]
    if facts.scheme is Scheme.lowest:
        if scoring:
            yield "criteria", _("最低价法只比较价格，不能设评分项；要求请写成符合性条件。")
        return
    if not scoring:
        if facts.mode is Mode.full:
            yield "criteria", _("综合评分法请写明评分项和分值，合计 100 分。")
        return
    total = sum(each.points for each in scoring)
    if total != WHOLE:
        yield (
            "criteria",
            _("评分项合计 %(total)s 分，应为 100 分。") % {"total": f"{total / 100:.2f}"},
        )
    prices = [each for each in scoring if each.kind is CriterionKind.price]
    if len(prices) != 1:
        yield "criteria", _("评分项里应有且只有一个价格分。")
    else:
        yield from _price_weight(facts, prices[0].points)
    for each in scoring:
        if each.kind is not CriterionKind.price and not _NUMBER.search(each.indicator):
            yield (
                "criteria",
                _("“%(title)s”没有量化的评分标准，请写明分档和分值（实施条例第三十四条）。")
                % {"title": each.title},
            )


def _price_weight(facts: TenderFacts, points: int) -> Iterator[Complaint]:
    """The share of the price, as parameters in parts of 1 ("0.10" or "0.10-0.30")."""
    if facts.mode is Mode.light:
        return
    consult = facts.method is Method.consult
    key = "proc.consult.price_weight.service" if consult else "proc.price_weight_min.service"
    low, _dash, high = facts.limits.held[key].text.partition("-")
    least, most = _hundredths(low), _hundredths(high or "1.00")
    if not least <= points <= most:
        yield (
            "criteria",
            _("价格分应占总分的 %(least)s%% 至 %(most)s%%（%(source)s）。")
            % {"least": least // 100, "most": most // 100, "source": facts.limits.source(key)},
        )


def _hundredths(share: str) -> int:
    """ "0.10" of the total as hundredths of points: 1000. Exact: two decimals at most count."""
    whole, _point, rest = share.strip().partition(".")
    return int(whole) * WHOLE + int((rest + "0000")[:4])


def _caps(facts: TenderFacts) -> Iterator[Complaint]:
    share = _hundredths(facts.limits.held["proc.bid_bond_max"].text)
    if facts.bond_fen * WHOLE > facts.budget_fen * share:
        yield (
            "bond_fen",
            _("投标保证金不得超过预算的 %(share)s%%（实施条例第三十三条）。")
            % {"share": share // 100},
        )
    most = facts.limits.whole("proc.reference_contracts_max")
    if facts.reference_contracts > most:
        yield (
            "reference_contracts",
            _("要求的业绩合同不得超过 %(most)s 个（财库〔2021〕22号第十八条）。") % {"most": most},
        )


def _term(facts: TenderFacts) -> Iterator[Complaint]:
    key = timetable.term_key(facts)
    start = facts.decides_on
    years = periods()[key].whole
    if start + timedelta(days=facts.service_days) > _same_day(start, years):
        yield (
            "service_days",
            _(
                "合同期限一般不超过 1 年；内容固定、连续性强、经费有保障的，"
                "不超过 3 年（102号令第二十四条）。"
            )
            if facts.method is not Method.frame
            else _("服务类框架协议一般不超过 %(years)s 年（110号令）。") % {"years": years},
        )


def _same_day(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February
        return date(start.year + years, 3, 1)


def _fair(facts: TenderFacts) -> Iterator[Complaint]:
    for field, text in (("requirements", facts.requirements), ("acceptance", facts.acceptance)):
        said = fairness.complaint(text, strict=False)
        if said:
            yield field, said
    for each in facts.criteria:
        said = fairness.complaint(f"{each.title} {each.indicator}", strict=True)
        if said:
            yield "criteria", said


def _link(facts: TenderFacts) -> Iterator[Complaint]:
    if facts.official_notice_url and not is_official(facts.official_notice_url):
        yield "official_notice_url", official_words()


def is_official(url: str) -> bool:
    """Whether an address is of a government site, by which the official medium is known."""
    return _OFFICIAL.fullmatch(url) is not None


def official_words() -> str:
    """What is wrong with another address."""
    return _("请填写官方媒体公告的网址，以 https:// 开头，域名以 gov.cn 结尾。")


def _prepared(facts: TenderFacts) -> Iterator[Complaint]:
    if facts.mode is not Mode.full:
        return
    yield from _surveyed(facts)
    if not facts.legal_adviser.strip():
        yield (
            "legal_adviser",
            _("公共服务项目的合同要经法律顾问审查，请写明审查人（财库〔2021〕22号）。"),
        )
    if facts.budget_fen >= facts.limits.limit_fen and not facts.official_notice_url:
        yield "official_notice_url", official_words()
    if not timetable.needs_intent(facts):
        return
    earliest = timetable.earliest_publication(facts)
    if earliest is None:
        yield "intent", _("请先公开采购意向，30 天后才能发布采购公告（财库〔2020〕10号）。")
    elif clock.today() < earliest:
        yield (
            "intent",
            _("采购意向公开满 30 天才能发布，最早 %(day)s（财库〔2020〕10号）。")
            % {"day": earliest.isoformat()},
        )


def _surveyed(facts: TenderFacts) -> Iterator[Complaint]:
    least = facts.limits.whole("proc.need_survey.subjects_min")
    survey = facts.survey
    if survey is None or len(survey.respondents) < least:
        yield (
            "survey",
            _(
                "公共服务项目必须先做需求调查，对象不少于 %(least)s 个"
                "（财库〔2021〕22号第十条、第十一条）。"
            )
            % {"least": least},
        )
        return
    drafted = facts.created_at.astimezone(clock.HERE).date()
    oldest = timetable.due("PROC.NEED_SURVEY.VALID", drafted, facts.calendar).on
    if survey.held_on < oldest:
        yield (
            "survey",
            _("需求调查超过 1 年，不能再用，请重新调查（最早可用 %(day)s 以后的）。")
            % {"day": oldest.isoformat()},
        )


def days_complaints(facts: TenderFacts, today: date) -> Iterator[Complaint]:
    """Time enough to answer, and a decision afterwards. The official system has set its own."""
    earliest = earliest_close(facts, today)
    if facts.closes_on < earliest and facts.mode is not Mode.mirror:
        key = timetable.RESPONSE[facts.method]
        period = periods()[key]
        yield (
            "closes_on",
            _("截止日期太早：从公告到截止至少 %(length)s（%(source)s），最早 %(day)s。")
            % {
                "length": timetable.length(period),
                "source": period.source,
                "day": earliest.isoformat(),
            },
        )
    if facts.decides_on <= facts.closes_on:
        yield "decides_on", _("确定结果的日期要晚于截止日期。")


def earliest_close(facts: TenderFacts, today: date) -> date:
    """The first day on which answers may end if the notice goes out today."""
    return timetable.due(timetable.RESPONSE[facts.method], today, facts.calendar).on


def after_edit(facts: TenderFacts, wanted: date, today: date) -> date:
    """
    When answers close after an edit today: as *wanted* or as it was, but never so soon that
    suppliers have less than the method's time to rework them (实施条例31, 财库〔2014〕214号,
    74号令).
    """
    key = timetable.CLARIFY[facts.method]
    latest = settle(max(wanted, facts.closes_on), facts.calendar).on
    return max(latest, timetable.first_day_for(key, today, facts.calendar))
