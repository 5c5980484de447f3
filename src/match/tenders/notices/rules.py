"""
From facts to the text of a notice, and its hash. Nothing here awaits.

A notice is a Chinese document of its department whatever the reader speaks, so its words are no
messages of the interface: they are set here once and stay as they were published.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from match.foundation.money import yuan
from match.tenders.notices import forms
from match.tenders.notices.states import NoticeKind

K = NoticeKind
Pair = tuple[str, str]

NOT_OFFICIAL = (
    "本平台不是法定的政府采购信息发布媒体。"
    "依法应当公告的，以中国政府采购网及其湖南分网发布的内容为准。"
)
# Its readers keep one copy for everybody.
FEED_TITLE = "湘童汇 · 政府购买服务公告"
KIND_TITLES: dict[K, str] = {
    K.intent: "政府采购意向公告",
    K.tender: "采购公告",
    K.change: "变更公告",
    K.correction: "更正公告",
    K.single_source: "单一来源采购公示",
    K.result: "采购结果公告",
    K.termination: "终止公告",
    K.contract: "合同公告",
    K.acceptance: "履约验收公告",
    K.complaint_result: "投诉处理结果公告",
}


class Grid(msgspec.Struct, frozen=True):
    """A table: its heads, and rows of as many cells."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(msgspec.Struct, frozen=True):
    """One part of a notice: pairs of a name and what is said, prose, a table; any may be empty."""

    heading: str
    pairs: tuple[Pair, ...] = ()
    text: str = ""
    grid: Grid | None = None


class Head(msgspec.Struct, frozen=True):
    """
    What the purchase itself knows, in words: its row, read once when the notice is composed.

    ``budget_fen`` in fen; ``closes`` and ``opens`` are moments in Hunan as text; ``criteria`` are
    (title, what kind, points as text, indicator).
    """

    number: str
    title: str
    purchaser: str
    place: str
    method: str
    budget_fen: int
    item: str
    requirements: str
    acceptance: str
    service_days: int
    area: str
    closes: str
    opens: str = ""
    scheme: str = ""
    criteria: tuple[tuple[str, str, str, str], ...] = ()
    document_version: int = 1
    document_hash: str = ""


def title_of(kind: K, head: Head) -> str:
    """“吉首市…服务采购结果公告”; a long name is cut, for the number follows it in the text."""
    name, word = head.title[:140], KIND_TITLES[kind]
    return f"{name.removesuffix('采购') if word.startswith('采购') else name}{word}"


def compose(kind: K, head: Head, facts: forms.Facts) -> tuple[Section, ...]:
    """The whole text: the purchase first, then what this kind of notice has to say."""
    basics = Section(
        "一、项目基本情况",
        (
            ("项目编号", head.number),
            ("项目名称", head.title),
            ("采购人", head.purchaser),
            ("采购人所在地", head.place),
            ("采购方式", head.method),
            ("采购品目", head.item),
            ("预算金额", money(head.budget_fen)),
        ),
    )
    parts = (basics, *_PARTS[kind](head, facts))
    return (*parts, Section("说明", text=NOT_OFFICIAL))


def in_one_line(section: Section) -> str:
    """What a section says, for a list or a feed."""
    said = section.text or "；".join(f"{name}：{told}" for name, told in section.pairs)
    return " ".join(said.split())


def canonical(title: str, published: datetime, sections: Sequence[Section]) -> bytes:
    """
    The text as canonical JSON (sorted keys, no spaces, UTF-8): title, moment in whole seconds of
    UTC, sections. Its SHA-256 is the notice's hash, so that anybody recomputes it from one file.
    """
    moment = published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    held = {"title": title, "published_at": moment, "sections": msgspec.to_builtins(sections)}
    return msgspec.json.encode(held, order="sorted")


def digest(title: str, published: datetime, sections: Sequence[Section]) -> str:
    """SHA-256 of the canonical text, as 64 hex digits."""
    return hashlib.sha256(canonical(title, published, sections)).hexdigest()


def prose(facts: forms.Facts) -> dict[str, str]:
    """Every text of the facts that a person wrote, to be screened for what tells who a child is."""
    return {
        name: told
        for name, told in msgspec.structs.asdict(facts).items()
        if isinstance(told, str) and name not in ("contact", "winner_address", "supplier_address")
    }


def money(fen: int) -> str:
    """Digits with the unit, as a notice writes an amount."""
    return f"人民币 {yuan(fen)} 元"


def _day(moment: date | None) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日" if moment else ""


def _told(*pairs: Pair) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if pair[1])


def _contact(head: Head, contact: str, heading: str) -> Section:
    said = contact or "通过本平台本项目页面的“答疑”栏目联系采购人"
    return Section(heading, (("采购人", head.purchaser), ("联系方式", said)))


def _items(items: Sequence[forms.Item]) -> Grid:
    return Grid(
        ("标的名称", "规格", "数量", "单价（元）", "服务要求"),
        tuple(
            (
                each.name,
                each.spec,
                f"{each.units}{each.unit}",
                yuan(each.unit_price_fen),
                each.service,
            )
            for each in items
        ),
    )


def _changes(changes: Sequence[forms.Change]) -> Grid:
    return Grid(
        ("事项", "原内容", "现内容"),
        tuple((each.item, each.before, each.after) for each in changes),
    )


def _intent(head: Head, facts: Any) -> tuple[Section, ...]:
    return (
        Section("二、采购需求概况", text=facts.overview or head.requirements),
        Section(
            "三、预计采购时间",
            _told(
                ("预计采购月份", f"{facts.expected_on.year}年{facts.expected_on.month}月"),
                ("备注", facts.note),
            ),
            "本次公开的采购意向是本单位采购工作的初步安排，具体采购项目情况以正式发布的采购公告和采购文件为准。",
        ),
    )


def _tender(head: Head, facts: Any) -> tuple[Section, ...]:
    grid = Grid(("评审因素", "类型", "分值", "指标"), head.criteria) if head.criteria else None
    return (
        Section("二、采购需求", text=head.requirements),
        Section(
            "三、履约要求",
            (
                ("服务地区", head.area),
                ("服务期限", f"{head.service_days}天"),
                ("验收办法", head.acceptance),
            ),
        ),
        Section(
            "四、供应商资格条件",
            text="符合《中华人民共和国政府采购法》第二十二条规定的条件；单位负责人为同一人或者存在直接控股、管理关系的"
            "不同供应商，不得参加本项目同一合同项下的采购活动。",
        ),
        Section("五、评审办法", _told(("评审方法", head.scheme)), grid=grid),
        Section(
            "六、采购文件和响应",
            _told(
                ("采购文件的获取", facts.documents_how or "在本平台本项目页面免费下载"),
                ("采购文件版本", f"第{head.document_version}版"),
                ("采购文件校验值", head.document_hash),
                ("响应截止时间", head.closes),
                ("开启时间", head.opens),
            ),
        ),
        Section(
            "七、询问和质疑",
            text="供应商对采购活动事项有疑问的，可以向采购人提出询问；认为采购文件、采购过程、成交结果使自己的权益受到损害的，"
            "可以在知道或者应知其权益受到损害之日起七个工作日内，以书面形式向采购人提出质疑。",
        ),
        _contact(head, facts.contact, "八、联系方式"),
    )


def _change(head: Head, facts: Any) -> tuple[Section, ...]:
    return (
        Section("二、变更内容", grid=_changes(facts.changes)),
        Section(
            "三、影响",
            _told(
                ("变更原因", facts.reason),
                ("采购文件版本", f"第{head.document_version}版"),
                ("采购文件校验值", head.document_hash),
                ("响应截止时间", facts.new_closes_at or head.closes),
            ),
            "变更前已经密封提交的响应须由供应商重新确认或者替换，未重新确认的不予开启。",
        ),
    )


def _correction(head: Head, facts: Any) -> tuple[Section, ...]:
    return (
        Section("二、更正内容", _told(("更正原因", facts.reason)), grid=_changes(facts.changes)),
    )


def _single_source(head: Head, facts: Any) -> tuple[Section, ...]:
    opinions = Grid(
        ("专业人员", "职称或单位", "论证意见"),
        tuple((each.name, each.post, each.opinion) for each in facts.opinions),
    )
    return (
        Section("二、采购需求", text=head.requirements),
        Section(
            "三、拟定的唯一供应商",
            (("供应商名称", facts.supplier), ("供应商地址", facts.supplier_address)),
        ),
        Section("四、采用单一来源采购方式的原因", text=facts.reason),
        Section("五、专业人员论证意见", grid=opinions if facts.opinions else None),
        _contact(head, facts.contact, "六、提出异议的联系方式"),
    )


def _result(head: Head, facts: Any) -> tuple[Section, ...]:
    return (
        Section(
            "二、成交信息",
            _told(
                ("供应商名称", facts.winner),
                ("供应商地址", facts.winner_address),
                ("成交金额", money(facts.amount_fen)),
                ("供应商类型", facts.small_firm),
            ),
        ),
        Section("三、主要标的信息", grid=_items(facts.items)),
        Section(
            "四、评审专家名单",
            text="、".join(facts.experts) or "本项目按规定未组成评审小组。",
        ),
        *((Section("五、评审结果排序", text="\n".join(facts.ranking)),) if facts.ranking else ()),
        Section(
            "公告期限",
            _told(
                ("其他补充事宜", facts.note), ("采购代理机构", facts.agent or "无，采购人自行组织")
            ),
            "自本公告发布之日起一个工作日。",
        ),
        _contact(head, facts.contact, "联系方式"),
    )


def _termination(head: Head, facts: Any) -> tuple[Section, ...]:
    what = "本项目废标，采购活动终止。" if facts.failed else "本项目采购活动终止。"
    return (
        Section("二、终止原因", text=f"{what}\n{facts.reason}"),
        _contact(head, facts.contact, "三、联系方式"),
    )


def _contract(head: Head, facts: Any) -> tuple[Section, ...]:
    return (
        Section(
            "二、合同主体",
            _told(
                ("合同编号", facts.number),
                ("采购人（甲方）", head.purchaser),
                ("供应商（乙方）", facts.supplier),
                ("乙方地址", facts.supplier_address),
                ("联系方式", facts.contact),
            ),
        ),
        Section("三、主要标的", grid=_items(facts.items)),
        Section(
            "四、合同金额和履约",
            _told(
                ("合同金额", money(facts.amount_fen)),
                ("履约开始", _day(facts.starts_on)),
                ("履约结束", _day(facts.ends_on)),
                ("履约地点", facts.place or head.area),
                ("签订日期", _day(facts.signed_on)),
            ),
        ),
    )


def _acceptance(head: Head, facts: Any) -> tuple[Section, ...]:
    return (
        Section(
            "二、合同",
            _told(
                ("合同编号", facts.contract_number),
                ("供应商", facts.supplier),
                ("合同金额", money(facts.amount_fen) if facts.amount_fen is not None else ""),
                ("验收日期", _day(facts.accepted_on)),
            ),
        ),
        Section(
            "三、逐项验收情况",
            grid=Grid(
                ("技术、服务、安全标准", "履约情况"),
                tuple((each.name, each.result) for each in facts.standards),
            ),
        ),
        Section("四、服务对象参与和意见", text=facts.users),
        Section("五、验收结论", text=facts.conclusion),
    )


def _complaint_result(head: Head, facts: Any) -> tuple[Section, ...]:
    return (
        Section(
            "二、当事人",
            (("投诉人", facts.complainant), ("被投诉人", facts.respondent)),
        ),
        Section("三、投诉事项", text=facts.matter),
        Section("四、调查认定", text=facts.found),
        Section(
            "五、处理决定",
            (
                ("处理依据", facts.basis),
                ("作出机关", facts.organ),
                ("作出日期", _day(facts.decided_on)),
            ),
            facts.decision,
        ),
    )


_PARTS: dict[K, Callable[[Head, Any], tuple[Section, ...]]] = {
    K.intent: _intent,
    K.tender: _tender,
    K.change: _change,
    K.correction: _correction,
    K.single_source: _single_source,
    K.result: _result,
    K.termination: _termination,
    K.contract: _contract,
    K.acceptance: _acceptance,
    K.complaint_result: _complaint_result,
}
