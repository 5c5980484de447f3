"""The boxes of each step's form, as data: a phone shows one step at a time."""

from collections.abc import Iterable

from match.contracts import wording
from match.contracts.queries import desk
from match.contracts.queries.desk import ContractFile
from match.contracts.states import (
    ChangeReason,
    IndicatorKind,
    ReportKind,
    Source,
    StandardKind,
    UserKind,
)
from match.foundation.language import _
from match.site.boxes import Box, Options


def terms(*, award: bool, third: Options = ()) -> list[Box]:
    """The clauses (102号令23)."""
    boxes = [
        Box("title", _("合同名称") if award else _("项目名称")),
        Box("content", _("服务内容"), "words", _("不要写孩子的姓名和家庭情况。")),
        Box("quantity", _("数量"), "words"),
        Box("quality", _("质量要求"), "words"),
        Box("starts_on", _("开始日期"), "date"),
        Box(
            "ends_on", _("结束日期"), "date", _("一般不超过 1 年。") if award else _("最长 3 年。")
        ),
        Box("settlement", _("结算方式") if award else _("经费安排"), "words"),
        Box("duties", _("双方权利义务") if award else _("各方权利义务"), "words"),
        Box("breach", _("违约责任"), "words"),
        Box(
            "engages_directors",
            _("由儿童主任确认每一场服务"),
            "tick",
            _("勾选后，没有确认的场次不能验收。"),
            required=False,
        ),
    ]
    if award:
        boxes += [
            Box(
                "recurrent",
                _("服务稳定、经常，预算有保障（最长可以 3 年）"),
                "tick",
                required=False,
            ),
            Box(
                "bond_fen",
                _("履约保证金"),
                "yuan",
                _("不超过合同金额的 10%，以保函等非现金形式提交。"),
                required=False,
                unit=_("元"),
            ),
            Box(
                "third_party_id",
                _("第三方评价机构"),
                "choice",
                options=(("", _("不请第三方")), *third),
                required=False,
            ),
        ]
    return boxes


async def boxes(file: ContractFile, verb: str, of: int) -> list[Box]:
    """The boxes of one step. A step that only wants a yes has none."""
    made = _SIMPLE.get(verb)
    if made is not None:
        return made(file)
    if verb == "save_terms":
        award = file.view.source is Source.award
        return terms(award=award, third=_texts(await desk.verified_names()) if award else ())
    if verb == "add_partner":
        return [_choice("organisation_id", _("合作方"), _texts(await desk.verified_names()))]
    if verb == "add_line":
        open_lines = await desk.lines_open(file.view.id)
        return [
            _choice("milestone_id", _("由哪个阶段带来"), _milestones(file)),
            _choice("line_id", _("需求"), _texts(open_lines)),
            Box("units", _("数量"), "whole"),
        ]
    if verb == "record_session":
        return [
            _choice("home_id", _("儿童之家"), _texts(await desk.homes_served(file.view.id))),
            Box("held_on", _("日期"), "date"),
            Box("what", _("内容"), hint=_("例如：团体辅导，两课时。")),
        ]
    if verb == "conclude":
        return _conclude(file)
    if verb.startswith(("evaluate_", "appraise_")):
        return _sheet(file)
    del of
    return []


def _conclude(file: ContractFile) -> list[Box]:
    yes_no = (("true", _("达到")), ("false", _("没有达到")))
    made: list[Box] = []
    for one in file.view.standards:
        label = f"{wording.standard_word(one.kind)}{_('：')}{one.words}"
        made.append(Box(f"met_{one.id}", label, "pills", options=yes_no))
        made.append(Box(f"note_{one.id}", _("说明"), required=False))
    return [
        *made,
        Box("words", _("验收结论"), "words"),
        Box(
            "accepted",
            _("结果"),
            "pills",
            options=(("true", _("验收合格")), ("false", _("退回整改"))),
        ),
    ]


def _sheet(file: ContractFile) -> list[Box]:
    made: list[Box] = []
    for one in file.view.indicators:
        label = f"{wording.indicator_word(one.kind)}{_('：')}{one.title}"
        hint = _("目标：%(target)s，权重 %(weight)s") % {"target": one.target, "weight": one.weight}
        made += [
            Box(f"actual_{one.id}", label, hint=hint),
            Box(f"points_{one.id}", _("得分（0 到 100）"), "whole"),
            Box(f"evidence_{one.id}", _("依据")),
        ]
    return [*made, Box("words", _("总体评价"), "words", required=False)]


def _report(file: ContractFile) -> list[Box]:
    spent = [
        Box(
            f"spent_{one.id}",
            _("“%(title)s”这次支出") % {"title": one.title},
            "yuan",
            _("预算 %(amount)s 元，已报告支出 %(spent)s 元。")
            % {"amount": one.amount_fen // 100, "spent": one.spent_fen // 100},
            required=False,
            unit=_("元"),
        )
        for one in file.view.budgets
    ]
    kinds = tuple((str(kind), wording.report_word(kind)) for kind in ReportKind)
    return [
        Box("kind", _("报告"), "pills", _("结项报告提交后，项目结束。"), kinds),
        Box("words", _("做了什么，有什么效果"), "words", _("只写事和物，不写孩子。")),
        *spent,
        _files(),
    ]


def _change(file: ContractFile) -> list[Box]:
    reasons = tuple((str(one), wording.reason_word(one)) for one in ChangeReason)
    money = [
        Box(
            "delta_fen",
            _("增加的金额"),
            "yuan",
            _("减少请填负数，例如 -1000。累计追加不超过原金额的 10%。"),
            required=False,
            unit=_("元"),
        ),
        Box(
            "milestone_id",
            _("金额变更到哪个阶段"),
            "choice",
            options=(("", _("不变更金额")), *_milestones(file)),
            required=False,
        ),
    ]
    return [
        _choice("reason", _("变更原因"), reasons),
        Box("words", _("变更内容"), "words"),
        *(money if file.view.source is Source.award else []),
        Box("new_ends_on", _("新的结束日期"), "date", required=False),
    ]


def _opinion(file: ContractFile) -> list[Box]:
    kinds = tuple((str(one), wording.user_word(one)) for one in UserKind)
    levels = tuple((str(one), wording.satisfaction_word(one)) for one in (5, 4, 3, 2, 1))
    return [
        _choice("home_id", _("儿童之家"), _texts(file.homes)),
        Box("kind", _("谁的意见"), "pills", _("孩子的意见不记名字。"), kinds),
        Box("heard", _("听取了多少人"), "whole", _("不足 5 人时公开页面不显示人数。")),
        Box("satisfaction", _("满意程度"), "pills", options=levels),
        Box("words", _("意见"), "words", _("会公开。请不要写姓名和家庭情况。"), required=False),
    ]


def _answer(label: str, yes: str, no: str) -> list[Box]:
    return [
        Box("consent", label, "pills", options=(("true", yes), ("false", no))),
        Box("words", _("说明"), "words", _("不同意时必须写明理由。"), required=False),
    ]


def _files() -> Box:
    hint = _("PDF 或照片，最多 10 个。只拍物品和场地，不要拍孩子。")
    return Box("files", _("证明材料"), "files", hint, required=False)


def _choice(name: str, label: str, options: Options) -> Box:
    return Box(name, label, "choice", options=options)


def _texts(pairs: Iterable[tuple[int, str]]) -> Options:
    return tuple((str(key), name) for key, name in pairs)


def _milestones(file: ContractFile) -> Options:
    return tuple((str(one.id), one.title) for one in file.view.milestones)


def _parties(file: ContractFile) -> Options:
    return tuple((str(one.organisation_id), one.name) for one in file.view.parties)


def _reason() -> list[Box]:
    return [Box("reason", _("原因"), "words", _("会公开。"))]


_SIMPLE = {
    "sign": lambda file: [
        Box("version", "", "hidden"),
        Box("reason", _("逾期签订的原因"), "words", _("没有逾期就留空。"), required=False),
    ],
    "record_signed": lambda file: [Box("signed_on", _("签订日期"), "date")],
    "add_milestone": lambda file: [
        Box("title", _("阶段名称")),
        Box("deliverable", _("交付什么"), "words"),
        Box("due_on", _("完成日期"), "date"),
        *(
            [Box("amount_fen", _("验收后付款"), "yuan", required=False, unit=_("元"))]
            if file.view.source is Source.award
            else []
        ),
    ],
    "add_standard": lambda file: [
        Box(
            "kind",
            _("类别"),
            "pills",
            options=tuple((str(one), wording.standard_word(one)) for one in StandardKind),
        ),
        Box("words", _("标准"), hint=_("写得能看出达到没有，例如：每月至少两次。")),
    ],
    "add_indicator": lambda file: [
        _choice(
            "kind",
            _("类别"),
            tuple((str(one), wording.indicator_word(one)) for one in IndicatorKind),
        ),
        Box("title", _("指标名称")),
        Box("target", _("目标值")),
        Box("weight", _("权重"), "whole", _("全部指标合计 100。")),
    ],
    "add_budget": lambda file: [
        Box("title", _("用途")),
        _choice("organisation_id", _("由谁支出"), _parties(file)),
        Box("amount_fen", _("金额"), "yuan", unit=_("元")),
    ],
    "answer_session": lambda file: [
        Box(
            "confirmed",
            _("这一场服务"),
            "pills",
            options=(("true", _("已经开展")), ("false", _("没有开展"))),
        ),
        Box("note", _("说明"), "words", _("没有开展时写明情况。"), required=False),
    ],
    "deliver": lambda file: [Box("note", _("完成情况"), "words"), _files()],
    "give_opinion": _opinion,
    "request_payment": lambda file: [Box("invoice", _("供应商发票号码"))],
    "refuse_payment": lambda file: _reason(),
    "record_payment": lambda file: [
        Box("paid_on", _("支付日期"), "date"),
        Box("voucher", _("支付凭证号"), hint=_("本平台不收付款项，只登记国库支付的结果。")),
    ],
    "ask_change": _change,
    "answer_change": lambda file: _answer(_("您这一方"), _("同意"), _("不同意")),
    "approve_change": lambda file: _answer(_("审核意见"), _("批准"), _("不批准")),
    "ask_subcontract": lambda file: [
        Box("name", _("分包给谁")),
        Box("part", _("分包的内容"), "words"),
        Box("amount_fen", _("分包金额"), "yuan", _("不能转包全部服务。"), unit=_("元")),
    ],
    "answer_subcontract": lambda file: _answer(_("您的答复"), _("同意"), _("不同意")),
    "report_breach": lambda file: [
        _choice("against", _("违约的一方"), _parties(file)),
        Box("words", _("事实和证据"), "words", _("对方有 7 个工作日答辩。")),
    ],
    "reply_to_breach": lambda file: [Box("words", _("答辩意见"), "words")],
    "decide_breach": lambda file: [
        Box(
            "upheld",
            _("处理结果"),
            "pills",
            options=(("true", _("认定违约")), ("false", _("未认定违约"))),
        ),
        Box("words", _("理由"), "words", _("会公开。")),
    ],
    "report": _report,
    "file_with_finance": lambda file: [Box("filing_number", _("备案号"))],
    "terminate": lambda file: _reason(),
    "cancel_draft": lambda file: _reason(),
}
