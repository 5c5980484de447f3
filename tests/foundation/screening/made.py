"""Thousands of sentences from hand-written parts: frames × names, frames × numbers × disguises."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from stdnum.cn import ric


class Made(NamedTuple):
    """A sentence and the span of what must be found in it."""

    group: str
    text: str
    start: int
    end: int


NAMES = (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").split()

NAME_FRAMES = (
    "留守儿童{}今年9岁。",
    "孩子{}想要一套绘本。",
    "女孩{}，10岁，喜欢画画。",
    "我校学生{}家境不好。",
    "{}（男，8岁）缺少冬衣。",
    "困境儿童{}由外婆照看。",
    "{}的妈妈在浙江打工。",
    "希望资助小朋友{}，让她安心上学。",
    "孙女{}每天自己做饭。",
    "爸爸{}在外务工。",
    "监护人：{}，关系：祖父。",
    "小姑娘叫{}，很懂事。",
    "姓名：{}；年龄：11。",
    "孩子名叫{}。",
    "帮扶对象{}，家住山上。",
    "孤儿{}没有过冬的衣服。",
    "想给{}同学买一双运动鞋。",
    "儿子{}才五岁。",
    "走访时看到{}的奶奶在砍柴，孩子没有书桌。",
    "村里有个孩子，{}，12岁，成绩很好。",
)

PHONE_FRAMES = (
    "联系电话{}。",
    "手机{}，随时可打",
    "需要棉被20床，{}找我",
    "请打{}",
    "有意者联系{}（石主任）",
    "{}",
    "书包30个，送到后打 {} 通知。",
)
ID_FRAMES = ("身份证{}。", "证件号：{}，请核对", "孩子的号码是{}", "附：{}", "{}")

HAN = str.maketrans("0123456789", "零一二三四五六七八九")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
WIDE = str.maketrans("0123456789Xx-", "０１２３４５６７８９Ｘｘ－")
CAPITAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")

PHONE_DISGUISES: tuple[Callable[[str], str], ...] = (
    lambda n: n,
    lambda n: f"{n[:3]}-{n[3:7]}-{n[7:]}",
    lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
    lambda n: f"{n[:3]}.{n[3:7]}.{n[7:]}",
    lambda n: f"{n[:4]} {n[4:7]} {n[7:]}",
    lambda n: f"{n[:3]}—{n[3:7]}—{n[7:]}",
    lambda n: " ".join(n),
    lambda n: "-".join(n),
    lambda n: "、".join(n),
    lambda n: "\u200b".join(n),
    lambda n: "\u2060".join(n),
    lambda n: n.translate(WIDE),
    lambda n: n.translate(HAN),
    lambda n: n.translate(CAPITAL),
    lambda n: n.translate(CIRCLED),
    lambda n: n[:3] + n[3:7].translate(HAN) + n[7:],
    lambda n: n.replace("1", "幺", 1).translate(HAN),
    lambda n: n.replace("0", "O"),
    lambda n: f"+86 {n}",
    lambda n: f"（{n[:3]}）{n[3:7]}-{n[7:]}",
    lambda n: f"{n[:3]}❤{n[3:7]}❤{n[7:]}",
    lambda n: f"{n[:3]}\n{n[3:7]}\n{n[7:]}",
)
ID_DISGUISES: tuple[Callable[[str], str], ...] = (
    lambda n: n,
    str.lower,
    lambda n: n.translate(WIDE),
    lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
    lambda n: f"{n[:6]}-{n[6:14]}-{n[14:]}",
    lambda n: f"{n[:4]} {n[4:8]} {n[8:12]} {n[12:16]} {n[16:]}",
    lambda n: "\u200c".join(n),
    lambda n: " ".join(n),
    lambda n: n.translate(HAN),
)


def made_names() -> Iterator[Made]:
    """Every name in every frame."""
    for name in NAMES:
        for frame in NAME_FRAMES:
            start = frame.index("{}")
            yield Made("name", frame.format(name), start, start + len(name))


def made_phones() -> Iterator[Made]:
    """Random mobiles and landlines in every disguise and frame."""
    rng = random.Random(41)
    for disguise in PHONE_DISGUISES:
        for frame in PHONE_FRAMES:
            for _ in range(3):
                number = f"1{rng.choice('3456789')}{rng.randrange(10**9):09d}"
                yield _framed("phone", frame, disguise(number))
    for frame in PHONE_FRAMES:
        for area in ("0743", "0731", "010"):
            number = f"{area}-{rng.randrange(2, 9)}{rng.randrange(10**6):06d}"
            for spelled in (number, number.translate(WIDE), number.replace("-", "")):
                yield _framed("phone", frame, spelled)


def made_ids() -> Iterator[Made]:
    """Valid and mistyped citizen IDs in every disguise and frame."""
    rng = random.Random(42)
    for disguise in ID_DISGUISES:
        for frame in ID_FRAMES:
            for wrong in (False, True):
                born = f"{rng.randrange(1950, 2024)}0{rng.randrange(1, 10)}{rng.randrange(10, 29)}"
                body = f"4331{rng.choice(['01', '22', '24', '30'])}{born}{rng.randrange(1000):03d}"
                check = ric.calc_check_digit(body)
                last = (
                    rng.choice([digit for digit in "0123456789X" if digit != check])
                    if wrong
                    else check
                )
                yield _framed("id", frame, disguise(body + last))


def _framed(group: str, frame: str, hidden: str) -> Made:
    start = frame.index("{}")
    return Made(group, frame.format(hidden), start, start + len(hidden))
