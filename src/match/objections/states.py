"""The way of an objection (质疑) and of a complaint (投诉), and the codes both are written in."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class Subject(StrEnum):
    """What is objected to: each has its own first day (实施条例53)."""

    document = "document"
    process = "process"
    result = "result"


class Step(StrEnum):
    """The step of the process that is meant; ``whole`` for the document and the result."""

    submission = "submission"
    opening = "opening"
    evaluation = "evaluation"
    whole = "whole"


class Ground(StrEnum):
    """Why: the cases of 采购法22, 36 and 71–77 and 实施条例18–20 that suppliers meet."""

    discriminating = "discriminating"
    unclear = "unclear"
    time_too_short = "time_too_short"
    scoring = "scoring"
    conflict = "conflict"
    unqualified_winner = "unqualified_winner"
    false_material = "false_material"
    collusion = "collusion"
    procedure = "procedure"
    notice_wrong = "notice_wrong"


class Remedy(StrEnum):
    """What is asked for."""

    correct = "correct"
    extend = "extend"
    rejudge = "rejudge"
    void = "void"
    explain = "explain"


class ObjectionStatus(StrEnum):
    """``raised`` waits to be received or refused; ``received`` waits for the reply."""

    raised = "raised"
    received = "received"
    refused = "refused"
    replied = "replied"
    withdrawn = "withdrawn"


class Refusal(StrEnum):
    """Why an objection is not taken up."""

    late = "late"
    unfit = "unfit"
    not_party = "not_party"
    repeated = "repeated"


class Outcome(StrEnum):
    """
    What a reply says (94号令16). ``correct``: document changed, the purchase goes on;
    ``rejudge``: judged again; ``fail``: run anew; ``finance``: founded, but a contract is signed.
    """

    unfounded = "unfounded"
    no_effect = "no_effect"
    correct = "correct"
    rejudge = "rejudge"
    fail = "fail"
    finance = "finance"


class ComplaintStatus(StrEnum):
    """``filed`` is checked within 5 workdays, ``accepted`` served within 8, decided within 30."""

    filed = "filed"
    accepted = "accepted"
    served = "served"
    refused = "refused"
    decided = "decided"
    withdrawn = "withdrawn"


class Decision(StrEnum):
    """What finance decides (94号令29–32)."""

    dismissed = "dismissed"
    no_effect = "no_effect"
    correct = "correct"
    rejudge = "rejudge"
    fail = "fail"
    contract = "contract"


O = ObjectionStatus  # noqa: E741 # beside Q, C, S of the other rooms
OBJECTION_MACHINE = Machine(
    {
        (O.raised, "receive"): Move(O.received, "objection.received"),
        (O.raised, "refuse"): Move(O.refused, "objection.refused"),
        (O.received, "refuse"): Move(O.refused, "objection.refused"),
        (O.raised, "reply"): Move(O.replied, "objection.replied"),
        (O.received, "reply"): Move(O.replied, "objection.replied"),
        (O.raised, "withdraw"): Move(O.withdrawn, "objection.withdrawn"),
        (O.received, "withdraw"): Move(O.withdrawn, "objection.withdrawn"),
    }
)
K = ComplaintStatus
COMPLAINT_MACHINE = Machine(
    {
        (K.filed, "accept"): Move(K.accepted, "complaint.accepted"),
        (K.filed, "refuse"): Move(K.refused, "complaint.refused"),
        (K.accepted, "serve"): Move(K.served, "complaint.served"),
        (K.served, "decide"): Move(K.decided, "complaint.decided"),
        (K.filed, "withdraw"): Move(K.withdrawn, "complaint.withdrawn"),
        (K.accepted, "withdraw"): Move(K.withdrawn, "complaint.withdrawn"),
        (K.served, "withdraw"): Move(K.withdrawn, "complaint.withdrawn"),
    }
)
WAITING = frozenset({O.raised, O.received})
UNDECIDED = frozenset({K.filed, K.accepted, K.served})


def subject_word(subject: Subject) -> str:
    """What is objected to, in words."""
    return {
        Subject.document: pgettext("objection", "采购文件"),
        Subject.process: pgettext("objection", "采购过程"),
        Subject.result: pgettext("objection", "采购结果"),
    }[subject]


def step_word(step: Step) -> str:
    """The step of the process, in words; nothing for the whole."""
    return {
        Step.submission: pgettext("objection", "响应截止"),
        Step.opening: pgettext("objection", "开标"),
        Step.evaluation: pgettext("objection", "评审"),
        Step.whole: "",
    }[step]


def ground_word(ground: Ground) -> str:
    """A ground in words."""
    return {
        Ground.discriminating: pgettext("objection", "条件歧视或指向特定供应商"),
        Ground.unclear: pgettext("objection", "需求或标准不明确、自相矛盾"),
        Ground.time_too_short: pgettext("objection", "法定时间不足"),
        Ground.scoring: pgettext("objection", "评分标准不合法或评分有误"),
        Ground.conflict: pgettext("objection", "有关人员应当回避"),
        Ground.unqualified_winner: pgettext("objection", "中选供应商不具备资格"),
        Ground.false_material: pgettext("objection", "中选供应商提供虚假材料"),
        Ground.collusion: pgettext("objection", "恶意串通"),
        Ground.procedure: pgettext("objection", "程序不符合规定"),
        Ground.notice_wrong: pgettext("objection", "公告内容错误或不完整"),
    }[ground]


def remedy_word(remedy: Remedy) -> str:
    """What is asked for, in words."""
    return {
        Remedy.correct: pgettext("remedy", "更正采购文件或公告"),
        Remedy.extend: pgettext("remedy", "延长响应时间"),
        Remedy.rejudge: pgettext("remedy", "重新评审"),
        Remedy.void: pgettext("remedy", "认定结果无效，重新采购"),
        Remedy.explain: pgettext("remedy", "说明理由和依据"),
    }[remedy]


def objection_word(status: ObjectionStatus) -> str:
    """Where an objection stands, in words."""
    return {
        O.raised: pgettext("objection", "已提出，等采购人签收"),
        O.received: pgettext("objection", "已签收，等答复"),
        O.refused: pgettext("objection", "不予受理"),
        O.replied: pgettext("objection", "已答复"),
        O.withdrawn: pgettext("objection", "已撤回"),
    }[status]


def refusal_word(refusal: Refusal) -> str:
    """Why it is not taken up, in words."""
    return {
        Refusal.late: pgettext("objection", "超过质疑期限"),
        Refusal.unfit: pgettext("objection", "缺少事实依据或请求"),
        Refusal.not_party: pgettext("objection", "不是参加本项目的供应商"),
        Refusal.repeated: pgettext("objection", "同一事项重复提出"),
    }[refusal]


def outcome_word(outcome: Outcome) -> str:
    """What a reply says, in words."""
    return {
        Outcome.unfounded: pgettext("objection", "质疑不成立"),
        Outcome.no_effect: pgettext("objection", "质疑成立，不影响结果"),
        Outcome.correct: pgettext("objection", "质疑成立，更正采购文件后继续"),
        Outcome.rejudge: pgettext("objection", "质疑成立，重新评审"),
        Outcome.fail: pgettext("objection", "质疑成立，本次废标，重新采购"),
        Outcome.finance: pgettext("objection", "质疑成立，合同已签，报财政部门处理"),
    }[outcome]


def complaint_word(status: ComplaintStatus) -> str:
    """Where a complaint stands, in words."""
    return {
        K.filed: pgettext("complaint", "已提交，等财政部门审查"),
        K.accepted: pgettext("complaint", "已受理，等送达各方"),
        K.served: pgettext("complaint", "已送达，等处理决定"),
        K.refused: pgettext("complaint", "不予受理"),
        K.decided: pgettext("complaint", "已作出处理决定"),
        K.withdrawn: pgettext("complaint", "已撤回"),
    }[status]


def decision_word(decision: Decision) -> str:
    """What finance decided, in words."""
    return {
        Decision.dismissed: pgettext("complaint", "驳回投诉"),
        Decision.no_effect: pgettext("complaint", "投诉成立，不影响采购结果"),
        Decision.correct: pgettext("complaint", "投诉成立，责令更正采购文件"),
        Decision.rejudge: pgettext("complaint", "投诉成立，责令重新评审"),
        Decision.fail: pgettext("complaint", "投诉成立，认定无效，责令重新采购"),
        Decision.contract: pgettext("complaint", "投诉成立，合同依法撤销或依法处理"),
    }[decision]
