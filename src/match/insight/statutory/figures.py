"""
The report of an area and period: seven tables, each number once, the same in every form of it.

Tables one, two and five say what stands on the last day, place by place; the others what happened
within the period. It is for officials; where fewer than five people are counted, a note says that
the number must not be published.
"""

from collections.abc import Mapping, Sequence

from match.catalogue import codes
from match.foundation import clock
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.incubation.states import Stage, stage_word
from match.insight.gauges import meaning
from match.insight.rules import percent
from match.insight.statutory import happened as facts
from match.insight.statutory.periods import Period
from match.insight.statutory.shapes import Cell, Column, Kind, Report, Table
from match.insight.statutory.standing import standing_at
from match.places.queries import Place, children_in_code_order, path
from match.places.rules import Level
from match.training.states import Audience, audience_word

_PLACE = Kind.words
Places = Sequence[tuple[str, Mapping[str, int]]]
"""Each place by name with its counts; the whole area first."""


async def report_of(code: str, period: Period) -> Report:
    """
    The report of a province, prefecture or county. Raises NotFound for a place below, and for a
    period that has not begun.
    """
    line = await path(code)
    place = line[-1]
    if place.level > Level.COUNTY:
        raise NotFound(_("统计报告由县级以上编制。请看所在的县。"))
    if period.first > clock.today():
        raise NotFound(_("这个时期还没有开始。"))
    below = await children_in_code_order(code)
    as_of, held = await standing_at(period, [code, *(one.code for one in below)])
    places = [
        (_("合计"), held.get(code, {})),
        *((one.name, held.get(one.code, {})) for one in below),
    ]
    return Report(
        place=place,
        line=tuple(line),
        period=period,
        as_of=as_of,
        ended=period.over(clock.today()),
        title=_("%(place)s村级儿童之家工作统计报告") % {"place": place.name},
        tables=(
            _homes(places),
            _people(places),
            await _training(place, period),
            await _money(place, period),
            await _organisations(place, period, places),
            await _needs(place, period),
            await _purchases(place, period),
        ),
    )


def _by_place(
    places: Places, columns: list[tuple[Column, str, str]]
) -> tuple[tuple[Cell, ...], ...]:
    """One row a place; (column, measure, measure it is divided by, or "")."""
    return tuple(
        (name, *(_figure(counts, value, of) for _column, value, of in columns))
        for name, counts in places
    )


def _figure(counts: Mapping[str, int], value: str, of: str) -> int | None:
    found = counts.get(value, 0)
    return percent(found, counts.get(of, 0)) if of else found


def _share(head: str) -> Column:
    return Column(head, Kind.percent)


def _homes(places: Places) -> Table:
    columns = [
        (Column(_("行政村")), "villages", ""),
        (Column(_("有开放儿童之家的村")), "covered", ""),
        (_share(_("覆盖率")), "covered", "villages"),
        (Column(_("有儿童之家的社区")), "communities_covered", ""),
        (Column(_("已建成")), "built", ""),
        (Column(_("开放中")), "homes_open", ""),
        (Column(_("停用")), "homes_idle", ""),
        (Column(_("有示范称号")), "titled", ""),
        (_share(_("示范占比")), "titled", "built"),
    ]
    return Table(
        "homes",
        _("表一 儿童之家建设情况"),
        (Column(_("地区"), _PLACE), *(column for column, _v, _o in columns)),
        _by_place(places, columns),
        (meaning("coverage"), meaning("idle"), meaning("demo"), meaning("communities")),
    )


def _people(places: Places) -> Table:
    columns = [
        (Column(_("儿童主任")), "directors", ""),
        (Column(_("其中当年受训")), "directors_trained", ""),
        (_share(_("主任受训率")), "directors_trained", "directors"),
        (Column(_("儿童督导员")), "supervisors", ""),
        (Column(_("督导员当年受训")), "supervisors_trained", ""),
        (Column(_("乡镇（街道）")), "townships", ""),
        (Column(_("有督导员的乡镇")), "townships_supervised", ""),
        (Column(_("有心理辅导员的乡镇")), "townships_counselled", ""),
    ]
    return Table(
        "people",
        _("表二 工作队伍情况"),
        (Column(_("地区"), _PLACE), *(column for column, _v, _o in columns)),
        _by_place(places, columns),
        (
            meaning("directors"),
            meaning("supervisors"),
            _("人数不足 5 人的，对外公布前须按公开规则处理。"),
        ),
    )


async def _training(place: Place, period: Period) -> Table:
    found = await facts.happened(facts.COURSES, place.scope, period)
    keys = ("courses", "came", "certified")
    rows = [(audience_word(Audience(row["key"])), *(row[key] for key in keys)) for row in found]
    total = (_("合计"), *(sum(row[key] for row in found) for key in keys))
    return Table(
        "training",
        _("表三 培训情况"),
        (
            Column(_("培训对象"), Kind.words),
            Column(_("期数")),
            Column(_("结业人次")),
            Column(_("发证人次")),
        ),
        (*rows, total),
        (_("按结束日期计入本期；由本地区组织的培训。"),),
    )


async def _money(place: Place, period: Period) -> Table:
    grants = (await facts.happened(facts.GRANTS, place.scope, period))[0]
    paid = (await facts.happened(facts.ALLOWANCES, place.scope, period))[0]
    running = (await facts.happened(facts.RUNNING, place.scope, period))[0]
    rows: tuple[tuple[Cell, ...], ...] = (
        (_("建设补助（批准）"), grants["grants"], _("个"), grants["total_fen"]),
        (_("其中省级安排"), None, "", grants["province_fen"]),
        (_("其中已到位"), None, "", grants["paid_fen"]),
        (_("儿童主任岗位津贴（已发）"), paid["directors"], _("人"), paid["fen"]),
        (_("运行经费（已付）"), running["homes"], _("个"), running["fen"]),
    )
    return Table(
        "money",
        _("表四 经费情况"),
        (
            Column(_("项目"), Kind.words),
            Column(_("数量")),
            Column(_("单位"), Kind.words),
            Column(_("金额（元）"), Kind.money),
        ),
        rows,
        (meaning("grant"), meaning("allowance")),
    )


async def _organisations(place: Place, period: Period, places: Places) -> Table:
    stages = await facts.happened(facts.STAGES, place.scope, period)
    columns = [
        (Column(_("服务儿童的社会组织")), "organisations", ""),
        (Column(_("有 3 家以上的县市区")), "counties_with_three", ""),
        (Column(_("县市区")), "counties", ""),
    ]
    grown = _("、").join(
        f"{stage_word(Stage(row['key']))} {row['organisations']}" for row in stages
    )
    return Table(
        "organisations",
        _("表五 社会组织情况"),
        (Column(_("地区"), _PLACE), *(column for column, _v, _o in columns)),
        _by_place(places, columns),
        (
            meaning("counties"),
            _("孵化中的社会组织（现在）：%(stages)s。") % {"stages": grown or _("无")},
        ),
    )


async def _needs(place: Place, period: Period) -> Table:
    found = await facts.happened(facts.NEEDS, place.scope, period)
    keys = ("published", "met", "asked", "received")
    rows = [(codes.label(row["key"]), *(row[key] for key in keys)) for row in found]
    total = (_("合计"), *(sum(row[key] for row in found) for key in keys))
    return Table(
        "needs",
        _("表六 需求与对接情况"),
        (
            Column(_("类别"), Kind.words),
            Column(_("发布条数")),
            Column(_("其中已满足")),
            Column(_("需要数量")),
            Column(_("收到数量")),
        ),
        (*rows, total),
        (
            _("按发布日期计入本期；满足和收到的数量截至编制时。"),
            _("不同单位的数量相加，只反映进度。"),
        ),
    )


async def _purchases(place: Place, period: Period) -> Table:
    bought = (await facts.happened(facts.PURCHASES, place.scope, period))[0]
    signed = (await facts.happened(facts.CONTRACTS, place.scope, period))[0]
    return Table(
        "purchases",
        _("表七 政府购买服务情况"),
        (
            Column(_("项目"), Kind.words),
            Column(_("个数")),
            Column(_("金额（元）"), Kind.money),
        ),
        (
            (_("发布采购公告（预算）"), bought["noticed"], bought["budget_fen"]),
            (_("确定供应商"), bought["awarded"], None),
            (_("废标"), bought["failed"], None),
            (_("签订合同（合同金额）"), signed["signed"], signed["signed_fen"]),
            (_("支付合同款"), None, signed["paid_fen"]),
        ),
        (_("本平台记录的采购，不论采购方式；以采购单位所在地区计。"),),
    )
