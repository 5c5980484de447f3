"""The safeguarding course online: what it says, what it asks, what a guardian agrees to."""

import hashlib

from match.foundation.language import _

VERSION = 1
CONSENT_VERSION = 1
_RIGHT = {"q1": "b", "q2": "a", "q3": "c", "q4": "b", "q5": "a"}


def sections() -> list[tuple[str, str]]:
    """Headings and texts, in the order in which they are read."""
    return [
        (
            _("一、孩子的利益放在第一位"),
            _(
                "做任何决定先问：对这个孩子好不好。尊重孩子的感受和隐私，不给孩子贴标签，"
                "不在别的孩子面前说谁家困难、谁的父母不在身边。"
            ),
        ),
        (
            _("二、不单独相处"),
            _(
                "接触儿童时至少有两名成年人在场，门开着或有窗能看见。不单独带孩子离开儿童之家，"
                "不在网上单独联系孩子，不留私人联系方式，不送贵重礼物，不许诺做不到的事。"
            ),
        ),
        (
            _("三、身体边界"),
            _(
                "不打骂、不吓唬、不体罚。不替能自理的孩子换衣、洗澡。孩子主动拉手可以，"
                "拥抱、亲吻不可以。孩子说“不”，就停下来。"
            ),
        ),
        (
            _("四、照片和个人信息"),
            _(
                "不拍能认出孩子的照片，不发朋友圈和短视频。孩子的姓名、学校、住址、家庭情况不外传。"
                "需要影像时由儿童之家征得监护人书面同意后统一处理。"
            ),
        ),
        (
            _("五、发现伤害要报告"),
            _(
                "发现或怀疑孩子受到伤害、失去照料、处于危险时，立即打 110，并告诉儿童主任；"
                "也可以打 12345、12355。听孩子说，不追问细节，不答应保密，不自己调查，"
                "记下时间和原话。"
            ),
        ),
        (
            _("六、安全和急救"),
            _(
                "活动前看场地、门窗、电源和器材；禁烟禁酒；问清过敏和用药；知道最近的卫生院。"
                "出现意外先救人、打 120，再告诉儿童主任和监护人。"
            ),
        ),
    ]


def questions() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(name, question, choices) of every question."""
    return [
        (
            "q1",
            _("一个孩子想单独跟您去镇上买文具，您："),
            [
                ("a", _("跟孩子去，很快回来")),
                ("b", _("不单独带孩子离开，告诉儿童主任")),
                ("c", _("给孩子钱让他自己去")),
            ],
        ),
        (
            "q2",
            _("活动很感人，您想把孩子的照片发到朋友圈："),
            [
                ("a", _("不发，能认出孩子的照片不外传")),
                ("b", _("打上马赛克就发")),
                ("c", _("孩子同意就发")),
            ],
        ),
        (
            "q3",
            _("您看到孩子身上有伤，孩子说是家里人打的："),
            [
                ("a", _("先自己去家里问清楚")),
                ("b", _("答应孩子保密")),
                ("c", _("立即打 110，告诉儿童主任，记下时间和原话")),
            ],
        ),
        (
            "q4",
            _("另一名志愿者临时走了，屋里只有您和孩子们："),
            [
                ("a", _("继续活动")),
                ("b", _("请儿童主任或另一名成年人来，来之前到看得见的地方")),
                ("c", _("把门关好")),
            ],
        ),
        (
            "q5",
            _("有孩子加您的微信："),
            [
                ("a", _("不加，有事通过儿童之家联系")),
                ("b", _("加，方便辅导作业")),
                ("c", _("加，但不发朋友圈")),
            ],
        ),
    ]


def wrong(answers: dict[str, str]) -> list[str]:
    """Names of questions that were not answered rightly."""
    return [name for name, right in _RIGHT.items() if answers.get(name) != right]


def consent_text() -> str:
    """What a guardian agrees to."""
    return _(
        "我是这名未成年人的监护人，同意其参加志愿服务；每次服务由我报名同一个班次并全程陪同；"
        "我已了解风险告知，服务无偿；我可以随时撤回同意，撤回后未开始的报名自动取消。"
    )


def consent_hash(text: str) -> str:
    """What stands for the words that were agreed to."""
    return hashlib.sha256(text.encode()).hexdigest()
