"""The wizard as a village chair uses it: a phone, no script, one step after the other."""

from io import BytesIO

import httpx
import pytest
from PIL import Image

from match.foundation.db import one, rows, value
from match.needs.commands import ask_about_need
from tests.homes import make as homes
from tests.needs import make
from tests.needs.browsing import follow, links, post, words
from tests.people import make as people

KIND = {
    "category": "MAT-BED",
    "title": "过冬棉被四十床",
    "purpose": "冬天午休室太冷，给来午休的孩子准备加厚棉被。",
    "urgency": "soon",
    "wanted_from": "",
    "due_on": "",
}
PEOPLE = {"band-6-8": "１５", "band-9-11": "10", "groups": "LBC"}
LINES = {
    "name-1": "加厚棉被",
    "quantity-1": "４０",
    "unit-1": "床",
    "price-1": "120.5",
    "name-2": "床单",
    "quantity-2": "40",
    "unit-2": "条",
    "price-2": "",
    "act": "save",
}


@pytest.mark.walk
async def test_a_director_posts_a_need_from_the_first_page_to_its_number(
    client: httpx.AsyncClient,
) -> None:
    home_id, director = await homes.working()
    await people.sign_in(client, director)

    shown = await client.get("/needs/new", follow_redirects=True)
    assert "和平村儿童之家" in words(shown)
    tasks = await follow(client, await post(client, "/desk/needs", {"home_id": str(home_id)}))
    need_id = await value("SELECT max(id) FROM need WHERE home_id = $1", home_id)
    desk = f"/desk/needs/{need_id}"
    assert f"{desk}/kind" in links(tasks)
    assert f"{desk}/check" not in links(tasks)

    for step, form in (("kind", KIND), ("people", PEOPLE), ("lines", LINES)):
        page = await client.get(f"{desk}/{step}")
        assert f'data-draft="need-{need_id}-{step}"' in page.text
        tasks = await follow(client, await post(client, f"{desk}/{step}", form))
        assert f'data-draft-done="need-{need_id}-{step}"' in tasks.text
    tasks = await follow(client, await post(client, f"{desk}/delivery", {"delivery": "home"}))
    assert f"{desk}/check" in links(tasks)

    check = words(await client.get(f"{desk}/check"))
    assert "过冬棉被四十床" in check
    assert "6-8 岁 15 人" in check
    assert "120.50 元" in check
    receipt = await follow(client, await post(client, f"{desk}/submission", {"declared": "true"}))
    assert f"XQ-{need_id:06d}" in words(receipt)
    assert "乡镇儿童督导员核实" in words(receipt)

    need = await one("SELECT * FROM need WHERE id = $1", need_id)
    assert need is not None
    assert (need["status"], need["beneficiaries"], need["delivery"]) == ("township", 25, "home")
    listed = await rows(
        "SELECT name, quantity, reference_price_fen FROM need_line WHERE need_id = $1"
        " ORDER BY position",
        need_id,
    )
    assert [tuple(line.values()) for line in listed] == [
        ("加厚棉被", 40, 12050),
        ("床单", 40, None),
    ]
    assert "过冬棉被四十床" in words(await client.get("/desk/needs"))


async def test_rows_are_added_and_removed_without_script(client: httpx.AsyncClient) -> None:
    scene = await make.draft()
    await people.sign_in(client, scene.director)
    path = f"/desk/needs/{scene.need}/lines"

    more = await post(client, path, {**LINES, "act": "add"})
    fewer = await post(client, path, {**LINES, "act": "remove-1"})

    assert more.status_code == fewer.status_code == 200
    assert 'name="name-3"' in more.text
    assert 'value="加厚棉被"' in more.text
    assert 'name="name-2"' not in fewer.text
    assert 'value="床单"' in fewer.text
    assert "加厚棉被" not in fewer.text
    assert [line["name"] for line in await make.lines(scene.need)] == ["加厚棉被", "床单"]


@pytest.mark.parametrize(
    ("step", "form", "field", "complaint"),
    [
        ("kind", {**KIND, "title": "被"}, "title", "内容太短"),
        ("kind", {**KIND, "category": "MAT"}, "category", "具体的类别"),
        ("kind", {**KIND, "due_on": "2020-01-01"}, "due_on", "已经过去"),
        ("people", {"band-6-8": "0"}, "band-0-2", "至少一个年龄段"),
        ("people", {"band-6-8": "三个"}, "band-6-8", "整数"),
        ("lines", {**LINES, "quantity-2": "很多"}, "quantity-2", "整数"),
        ("lines", {**LINES, "price-1": "一百"}, "price-1", "看不懂这个金额"),
        ("lines", {**LINES, "unit-1": "斗"}, "name-1", "计量单位"),
        ("delivery", {"delivery": "my house"}, "delivery", "选项"),
    ],
)
async def test_a_refused_step_says_what_is_wrong_at_the_top_and_at_the_box(
    client: httpx.AsyncClient, step: str, form: dict[str, str], field: str, complaint: str
) -> None:
    scene = await make.draft()
    await people.sign_in(client, scene.director)

    answer = await post(client, f"/desk/needs/{scene.need}/{step}", form)

    assert answer.status_code == 422
    assert "data-error-summary" in answer.text
    assert f'href="#field-{field}"' in answer.text
    assert f'id="field-{field}"' in answer.text
    assert complaint in words(answer)
    assert answer.text.count("<title>错误：") == 1


async def test_a_refused_step_keeps_what_was_typed(client: httpx.AsyncClient) -> None:
    scene = await make.draft()
    await people.sign_in(client, scene.director)

    answer = await post(
        client, f"/desk/needs/{scene.need}/kind", {**KIND, "title": "短", "urgency": "urgent"}
    )

    assert KIND["purpose"] in words(answer)
    assert 'value="urgent" id="field-urgency" checked' in answer.text


async def test_the_writer_is_told_which_words_to_remove(client: httpx.AsyncClient) -> None:
    scene = await make.draft()
    await people.sign_in(client, scene.director)
    told = {**KIND, "purpose": "请联系孩子的奶奶，电话 13812345678，谢谢大家的帮助。"}

    answer = await post(client, f"/desk/needs/{scene.need}/kind", told)

    assert answer.status_code == 422
    assert "“13812345678”" in words(answer)
    assert "请删去" in words(answer)
    kept = await value("SELECT purpose FROM need WHERE id = $1", scene.need)
    assert "13812345678" not in kept


async def test_nothing_is_handed_in_without_the_declaration(client: httpx.AsyncClient) -> None:
    scene = await make.draft()
    await people.sign_in(client, scene.director)

    answer = await post(client, f"/desk/needs/{scene.need}/submission", {})

    assert answer.status_code == 422
    assert "请先确认声明" in words(answer)
    assert await make.status(scene.need) == "draft"


async def test_a_likely_duplicate_wants_a_reason_on_the_page(client: httpx.AsyncClient) -> None:
    first = await make.published()
    scene = await make.another(first, title="过冬棉被四十五床")
    await people.sign_in(client, scene.director)
    path = f"/desk/needs/{scene.need}/submission"

    warned = await client.get(f"/desk/needs/{scene.need}/check")
    refused = await post(client, path, {"declared": "true"})
    taken = await post(
        client, path, {"declared": "true", "duplicate_reason": "上次的给了幼儿班，这次给小学生。"}
    )

    assert "近期有相似的需求" in words(warned)
    assert refused.status_code == 422
    assert 'href="#field-duplicate_reason"' in refused.text
    assert taken.status_code == 303
    assert await make.status(scene.need) == "township"


async def test_a_photo_is_kept_without_its_place_and_goes_with_the_need(
    client: httpx.AsyncClient,
) -> None:
    scene = await make.draft()
    await people.sign_in(client, scene.director)
    path = f"/desk/needs/{scene.need}/photos"

    await follow(
        client, await post(client, path, files={"photos": ("a.jpg", _snapshot(), "image/jpeg")})
    )
    page = await client.get(path)
    photo = (await value("SELECT photos FROM need WHERE id = $1", scene.need))[0]
    fetched = await client.get(f"/files/{photo}")

    assert f"/files/{photo}" in page.text
    assert fetched.status_code == 200
    assert b"CANARY" not in fetched.content
    await follow(client, await post(client, path, {"remove": str(photo)}))
    assert await value("SELECT photos FROM need WHERE id = $1", scene.need) == []


async def test_strangers_and_other_directors_see_no_draft(client: httpx.AsyncClient) -> None:
    scene = await make.draft()
    _other_home, other = await homes.working("433101001202")

    unsigned = await client.get(f"/desk/needs/{scene.need}")
    await people.sign_in(client, other)
    foreign = await client.get(f"/desk/needs/{scene.need}")
    written = await post(client, f"/desk/needs/{scene.need}/kind", KIND)

    assert unsigned.status_code == 303
    assert unsigned.headers["location"].startswith("/sign-in")
    assert foreign.status_code == written.status_code == 404


async def test_a_clerk_finds_the_homes_of_her_area_only(client: httpx.AsyncClient) -> None:
    await homes.working(name="坪朗村儿童之家")
    await homes.working("433122001201", name="白羊溪儿童之家")
    clerk = await people.account("station", "433101001")
    await people.sign_in(client, clerk)

    page = words(await client.get("/desk/needs/new"))
    nothing = words(await client.get("/desk/needs/new?q=白羊溪"))

    assert "坪朗村儿童之家" in page
    assert "代填" in page
    assert "白羊溪儿童之家" not in page
    assert "没有找到" in nothing


async def test_a_need_that_came_back_is_answered_and_handed_in_again(
    client: httpx.AsyncClient,
) -> None:
    scene = await make.waiting()
    await ask_about_need(scene.supervisor, scene.need, "四十床够不够两个班轮流午休？")
    await people.sign_in(client, scene.director)
    desk = f"/desk/needs/{scene.need}"

    shown = await client.get(desk)
    short = await post(client, f"{desk}/answer", {"answer": "够"})
    receipt = await follow(
        client, await post(client, f"{desk}/answer", {"answer": "够，两个班分上下午来。"})
    )

    assert "四十床够不够" in words(shown)
    assert f"{desk}/kind" in links(shown)
    assert short.status_code == 422
    assert "已提交" in words(receipt)
    assert await make.status(scene.need) == "township"


async def test_withdrawing_wants_a_reason(client: httpx.AsyncClient) -> None:
    scene = await make.published()
    await people.sign_in(client, scene.director)
    path = f"/desk/needs/{scene.need}/withdrawal"

    refused = await post(client, path, {"reason": ""})
    taken = await post(client, path, {"reason": "已经从别处得到了。"})

    assert refused.status_code == 422
    assert 'href="#field-reason"' in refused.text
    assert taken.status_code == 303
    assert await make.status(scene.need) == "withdrawn"
    assert (await client.get(f"/needs/{scene.need}")).status_code == 404


async def test_a_draft_can_be_thrown_away(client: httpx.AsyncClient) -> None:
    scene = await make.draft()
    await people.sign_in(client, scene.director)

    answer = await post(client, f"/desk/needs/{scene.need}/removal")

    assert answer.headers["location"] == "/desk/needs"
    assert await one("SELECT id FROM need WHERE id = $1", scene.need) is None


def _snapshot() -> bytes:
    """A phone's picture that says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "CANARY-PHONE"
    exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 18.0, 52.0), 3: "E", 4: (109.0, 44.0, 20.0)})
    written = BytesIO()
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(written, "JPEG", exif=exif)
    assert b"CANARY-PHONE" in written.getvalue()
    return written.getvalue()
