"""What a need may say, how many a home may have, and what is refused with the reason."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.homes.commands import change_status
from match.needs import commands, wording
from match.needs.commands.writing import LikelyDuplicate
from match.needs.forms import DeliveryStep, KindStep, Line, LinesStep, PeopleStep
from match.needs.states import Delivery
from tests.homes import make as homes
from tests.needs import make

PRIVATE = [
    ("purpose", "请联系孩子的奶奶，电话 13812345678，谢谢大家。"),
    ("purpose", "孩子的身份证号是 11010519491231002X，请帮忙登记。"),
    ("purpose", "请加微信 wxid_abc123456 联系家长，谢谢大家的关心。"),
    ("title", "电话13812345678联系"),
]


@pytest.mark.parametrize(("field", "words"), PRIVATE)
async def test_what_tells_who_a_child_is_is_refused_on_save(
    db: None, field: str, words: str
) -> None:
    scene = await make.draft()
    told = {"title": "过冬棉被四十床", "purpose": "给午休的孩子准备加厚棉被。", field: words}

    with pytest.raises(Invalid) as refusal:
        await commands.save_kind(scene.director, scene.need, KindStep("MAT-BED", **told))

    assert set(refusal.value.fields) == {field}
    assert "请删去" in refusal.value.fields[field]
    assert await value(f"SELECT {field} FROM need WHERE id = $1", scene.need) != words


@pytest.mark.parametrize(("field", "words"), PRIVATE)
async def test_the_same_words_would_be_kept_without_screening(
    db: None, monkeypatch: pytest.MonkeyPatch, field: str, words: str
) -> None:
    """The check of the check: a twin that does not screen keeps them."""
    monkeypatch.setattr(wording, "refuse_personal_data", lambda _texts: None)
    scene = await make.draft()
    told = {"title": "过冬棉被四十床", "purpose": "给午休的孩子准备加厚棉被。", field: words}

    await commands.save_kind(scene.director, scene.need, KindStep("MAT-BED", **told))

    assert await value(f"SELECT {field} FROM need WHERE id = $1", scene.need) == words


async def test_names_of_lines_and_answers_are_screened_like_any_text(db: None) -> None:
    scene = await make.waiting()
    await commands.ask_about_need(scene.supervisor, scene.need, "要什么尺寸的？")

    with pytest.raises(Invalid) as refusal:
        await commands.save_lines(
            scene.director,
            scene.need,
            LinesStep([Line("棉被", 3, "床"), Line("送到 13812345678", 1, "床")]),
        )
    assert set(refusal.value.fields) == {"lines 2"}
    with pytest.raises(Invalid):
        await commands.answer_question(scene.director, scene.need, "打电话 13812345678 问家长。")
    with pytest.raises(Invalid):
        await commands.ask_about_need(scene.supervisor, scene.need, "是 13812345678 家的孩子吗？")


@pytest.mark.parametrize(
    "words",
    ["坪朗村的孩子需要棉被", "送到坪朗社区活动室", "坪朗村儿童之家要棉被"],
)
async def test_a_small_group_may_not_be_found_by_the_name_of_its_village(
    db: None, words: str
) -> None:
    scene = await make.draft(bands={"6-8": 3}, title=words)
    await value("UPDATE division SET name = '坪朗村委会' WHERE code = $1", make.VILLAGE)
    await value("UPDATE home SET name = '坪朗村儿童之家' WHERE id = $1", scene.home)

    with pytest.raises(Invalid, match="修改") as refusal:
        await commands.submit_need(scene.director, scene.need)
    assert "不足 5 人" in refusal.value.fields["title"]

    await commands.save_people(scene.director, scene.need, PeopleStep({"6-8": 5}))
    await commands.submit_need(scene.director, scene.need)
    assert await make.status(scene.need) == "township"


async def test_the_name_is_looked_for_on_publishing_as_well(db: None) -> None:
    scene = await make.checked(bands={"6-8": 3})
    await value("UPDATE need SET purpose = '坪朗村的孩子冬天很冷。' WHERE id = $1", scene.need)
    await value("UPDATE division SET name = '坪朗村' WHERE code = $1", make.VILLAGE)

    with pytest.raises(Invalid):
        await commands.approve_need(scene.county, scene.need)


async def test_an_unfinished_draft_says_which_steps_are_missing(db: None) -> None:
    home_id, director = await homes.working()
    need = await commands.draft_need(director, home_id)

    with pytest.raises(Invalid) as refusal:
        await commands.submit_need(director, need)

    assert set(refusal.value.fields) == {"kind", "people", "lines"}


async def test_a_home_has_so_many_needs_at_a_time_and_no_more(db: None) -> None:
    scene = await make.draft()
    titles = [
        "绘本",
        "篮球",
        "护眼灯",
        "雨伞",
        "水杯",
        "跳绳",
        "课桌",
        "窗帘",
        "彩笔",
        "书柜",
        "毛巾",
    ]
    for number, thing in enumerate(titles):
        another = await make.another(scene, title=f"{thing}一批{number}号", category="MAT-OTH")
        await commands.submit_need(
            scene.director, another.need, duplicate_reason="东西不一样，不是重复。"
        )
    await commands.submit_need(scene.director, scene.need)
    over = await make.another(scene, title="电风扇六台", category="MAT-APPL")

    with pytest.raises(Conflict, match="12 条"):
        await commands.submit_need(scene.director, over.need)
    await commands.withdraw_need(scene.director, scene.need, "暂时不需要了。")
    await commands.submit_need(scene.director, over.need)

    assert await make.status(over.need) == "township"


async def test_a_likely_duplicate_wants_a_reason_and_keeps_it(db: None) -> None:
    first = await make.published()
    again = await make.another(first, title="过冬棉被四十五床")

    with pytest.raises(LikelyDuplicate) as refusal:
        await commands.submit_need(first.director, again.need)
    assert refusal.value.facts["duplicates"] == [first.need]
    await commands.submit_need(
        first.director, again.need, duplicate_reason="上次给幼儿，这次给小学生。"
    )

    kept = await value("SELECT duplicate_reason FROM need WHERE id = $1", again.need)
    assert kept == "上次给幼儿，这次给小学生。"


async def test_an_old_or_another_homes_need_is_no_duplicate(db: None) -> None:
    first = await make.published()
    other = await make.draft("433101001202")
    await commands.submit_need(other.director, other.need)
    with clock.freeze(clock.now() + timedelta(days=61)):
        again = await make.another(first, due_on=clock.today() + timedelta(days=30))
        await commands.submit_need(first.director, again.need)

    assert await make.status(other.need) == await make.status(again.need) == "township"


async def test_what_is_handed_in_cannot_be_written_any_more(db: None) -> None:
    scene = await make.waiting()
    step = KindStep("MAT-BED", "过冬棉被五十床", "冬天午休室太冷，给午休的孩子准备棉被。")

    with pytest.raises(Conflict):
        await commands.save_kind(scene.director, scene.need, step)
    with pytest.raises(Conflict):
        await commands.save_people(scene.director, scene.need, PeopleStep({"6-8": 9}))
    with pytest.raises(Conflict):
        await commands.discard_draft(scene.director, scene.need)


async def test_a_small_groups_things_go_to_the_township(db: None) -> None:
    scene = await make.draft(bands={"3-5": 4})

    with pytest.raises(Invalid) as refusal:
        await commands.save_delivery(scene.director, scene.need, DeliveryStep(Delivery.home))

    assert "乡镇" in refusal.value.fields["delivery"]


async def test_lines_follow_the_category_they_were_entered_under(db: None) -> None:
    scene = await make.draft(lines=[Line("棉被", 2, "床"), Line("绘本", 9, "册", "MAT-BOOK")])
    step = KindStep("MAT-CLOTH", "过冬衣物和绘本", "冬天太冷，给孩子准备厚衣服和绘本。")

    await commands.save_kind(scene.director, scene.need, step)

    assert [line["category"] for line in await make.lines(scene.need)] == ["MAT-CLOTH", "MAT-BOOK"]


@pytest.mark.parametrize("state", ["suspend", "close"])
async def test_a_home_that_does_not_work_asks_for_nothing(db: None, state: str) -> None:
    home_id, director = await homes.working()
    await change_status(SYSTEM, home_id, state, "场地要修，先停一停。")

    with pytest.raises(Conflict, match="还没有开放"):
        await commands.draft_need(director, home_id)


async def test_only_its_people_take_a_need_back_and_not_from_under_an_agreement(db: None) -> None:
    from match.needs.commands.units import Place, move_units

    scene = await make.published()
    _home, stranger = await homes.working("433101001202")

    with pytest.raises(Denied):
        await commands.withdraw_need(stranger, scene.need, "我觉得不需要。")
    await move_units(SYSTEM, scene.line, 3, source=Place.open, target=Place.committed)
    with pytest.raises(Conflict, match="协商"):
        await commands.withdraw_need(scene.director, scene.need, "不需要了。")
    await move_units(SYSTEM, scene.line, 3, source=Place.committed, target=Place.open)
    await commands.withdraw_need(scene.county, scene.need, "村里说不需要了。")

    assert await make.status(scene.need) == "withdrawn"
    told = await rows("SELECT topic FROM outbox WHERE topic = 'need.withdrawn'")
    assert len(told) == 1
