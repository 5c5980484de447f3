"""
What the world may see of a need (domain.md §3.7): for fewer than five children neither village
nor home, by no door; money for verified organisations only, and in no index.

Every test shows the same need with five children beside it, where village and home are told: so
that a door which tells nothing at all does not pass.
"""

from collections.abc import Awaitable, Callable

import httpx
import msgspec
import pytest

from match.foundation.actor import ANONYMOUS
from match.foundation.db import value
from match.foundation.errors import NotFound
from match.front.portal import portal
from match.needs import commands
from match.needs.cards import need_card
from match.needs.forms import Line
from match.needs.found import need_document
from match.needs.queries import (
    count_open,
    counts_by_county,
    home_needs,
    need_view,
    needs_by_ids,
    open_needs,
    urgent_needs,
)
from tests.needs import make
from tests.needs.browsing import links, words
from tests.needs.conftest import Fill
from tests.people import make as people

pytestmark = [pytest.mark.projection, pytest.mark.usefixtures("hunan", "db")]

VILLAGE, OTHER = "433101002200", "433101002206"  # 振武营村 and 岩寨村, both in 峒河街道
NAMES = ("振武营", "岩寨")
Door = Callable[[httpx.AsyncClient, make.Scene], Awaitable[str]]


async def small(**other: object) -> make.Scene:
    """Four children of one village."""
    scene = await make.draft(VILLAGE, bands={"6-8": 3, "9-11": 1}, **other)
    await name_home(scene, "振武营村儿童之家")
    return await through(scene)


async def large(**other: object) -> make.Scene:
    """Five children of another."""
    scene = await make.draft(OTHER, bands={"6-8": 5}, **other)
    await name_home(scene, "岩寨村儿童之家")
    return await through(scene)


async def name_home(scene: make.Scene, name: str) -> None:
    await value("UPDATE home SET name = $2 WHERE id = $1", scene.home, name)


async def through(scene: make.Scene) -> make.Scene:
    await commands.submit_need(scene.director, scene.need)
    await commands.check_need(scene.supervisor, scene.need)
    await commands.approve_need(scene.county, scene.need)
    return scene


async def by_view(_client: httpx.AsyncClient, scene: make.Scene) -> str:
    return repr(await need_view(ANONYMOUS, scene.need))


async def by_ids(_client: httpx.AsyncClient, scene: make.Scene) -> str:
    return repr(await needs_by_ids([scene.need]))


async def by_list(_client: httpx.AsyncClient, scene: make.Scene) -> str:
    return repr([view for view in await open_needs() if view.id == scene.need])


async def by_urgency(_client: httpx.AsyncClient, scene: make.Scene) -> str:
    return repr([view for view in await urgent_needs(50) if view.id == scene.need])


async def by_card(_client: httpx.AsyncClient, scene: make.Scene) -> str:
    return repr(need_card(await need_view(ANONYMOUS, scene.need)))


async def by_document(_client: httpx.AsyncClient, scene: make.Scene) -> str:
    return repr(await need_document(scene.need))


async def by_page(client: httpx.AsyncClient, scene: make.Scene) -> str:
    answer = await client.get(f"/needs/{scene.need}")
    return words(answer) + repr(links(answer))


async def by_json(client: httpx.AsyncClient, scene: make.Scene) -> str:
    return (await client.get(f"/api/v1/needs/{scene.need}")).text


async def by_json_list(client: httpx.AsyncClient, scene: make.Scene) -> str:
    items = (await client.get("/api/v1/needs?limit=100")).json()["items"]
    return repr([item for item in items if item["id"] == scene.need])


DOORS = [
    by_view,
    by_ids,
    by_list,
    by_urgency,
    by_card,
    by_document,
    by_page,
    by_json,
    by_json_list,
]


@pytest.mark.parametrize("door", DOORS)
async def test_a_small_group_shows_neither_village_nor_home_nor_its_number(
    client: httpx.AsyncClient, door: Door
) -> None:
    few, many = await small(), await large()

    told, told_of_five = await door(client, few), await door(client, many)

    assert "过冬棉被四十床" in told
    assert "峒河街道" in told
    assert NAMES[0] not in told
    assert VILLAGE not in told
    assert f"/homes/{few.home}" not in told
    assert "4 名" not in told
    assert "3 人" not in told
    assert NAMES[1] in told_of_five, "the door tells villages at all"


async def test_a_small_groups_count_is_words_and_its_bands_and_photos_are_not_told() -> None:
    few, many = await small(), await large()
    await value("UPDATE need SET photos = '{7}', delivery = 'home' WHERE id = $1", few.need)
    await value("UPDATE need SET photos = '{8}', delivery = 'home' WHERE id = $1", many.need)

    hidden = await need_view(ANONYMOUS, few.need)
    open_view = await need_view(ANONYMOUS, many.need)

    assert (hidden.children, hidden.children_band) == ("不足5人", None)
    assert (hidden.home_id, hidden.home_name, hidden.bands, hidden.photos) == (None, None, (), ())
    assert hidden.delivery == "township"
    assert open_view.children_band == 5
    assert open_view.bands == (("6-8", "5"),)
    assert open_view.photos == (8,)
    assert open_view.delivery == "home"


async def test_the_list_and_the_search_say_it_alike(client: httpx.AsyncClient, fill: Fill) -> None:
    few, many = await small(), await large()
    await fill(needs=[few.need, many.need])

    hall = words(await client.get("/needs"))
    by_village = words(await client.get("/needs", params={"q": "振武营"}))
    everything = words(await client.get("/search", params={"q": "振武营"}))

    assert NAMES[1] in hall
    assert NAMES[0] not in hall
    assert "没有完全符合的需求" in by_village or "没有符合条件" in by_village
    assert NAMES[0] not in by_village.replace('value="振武营"', "")
    assert "振武营村" not in everything


async def test_asking_village_by_village_finds_no_small_group(client: httpx.AsyncClient) -> None:
    few, many = await small(), await large()

    async def ids(division: str) -> set[int]:
        answer = await client.get(f"/api/v1/needs?division={division}&limit=100")
        return {item["id"] for item in answer.json()["items"]}

    assert few.need not in await ids(VILLAGE)
    assert many.need in await ids(OTHER)
    assert {few.need, many.need} <= await ids(VILLAGE[:9])


async def test_the_homes_own_page_does_not_betray_its_small_group(
    client: httpx.AsyncClient,
) -> None:
    few, many = await small(), await large()

    betraying = await client.get(f"/homes/{few.home}")
    telling = await client.get(f"/homes/{many.home}")

    assert f"/needs/{few.need}" not in links(betraying)
    assert "过冬棉被四十床" not in words(betraying)
    assert f"/needs/{many.need}" in links(telling)
    assert await home_needs(few.home) == []


async def test_one_hidden_band_would_be_the_total_less_the_others() -> None:
    scene = await make.published(OTHER, bands={"3-5": 9, "6-8": 3})

    view = await need_view(ANONYMOUS, scene.need)

    assert view.children_band == 12
    assert view.bands == (("3-5", ""), ("6-8", ""))


async def test_labels_that_may_not_be_public_are_not() -> None:
    scene = await make.published(OTHER, groups=["LBC", "DIF-POV", "VICTIM", "ORP"])

    view = await need_view(ANONYMOUS, scene.need)
    document = await need_document(scene.need)

    assert view.groups == ("LBC",)
    assert document is not None
    assert document.groups == ("LBC",)
    assert not {"VICTIM", "ORP", "DIF-POV"} & set(repr(document).replace("'", " ").split())


MONEY = {
    "by category": {"category": "FND-STUDY", "lines": [Line("助学金", 10, "人")]},
    "by one line": {
        "category": "MAT-BED",
        "lines": [Line("加厚棉被", 4, "床"), Line("生活补助", 4, "人", "FND-LIFE")],
    },
}


@pytest.mark.parametrize("how", MONEY)
async def test_money_is_seen_by_no_stranger_and_reaches_no_index(
    client: httpx.AsyncClient, how: str
) -> None:
    before = await count_open(), await counts_by_county()
    scene = await make.published(OTHER, title="给困难学生的帮助", **MONEY[how])
    control = await make.another(scene, title="普通的一条棉被需求")
    await commands.submit_need(
        scene.director, control.need, duplicate_reason="另外一种东西，不是重复。"
    )
    await commands.check_need(scene.supervisor, control.need)
    await commands.approve_need(scene.county, control.need)

    for door in (open_needs, urgent_needs):
        seen = {view.id for view in await door(limit=50)}
        assert control.need in seen
        assert scene.need not in seen
    assert {view.id for view in await needs_by_ids([scene.need, control.need])} == {control.need}
    assert {view.id for view in await home_needs(scene.home)} == {control.need}
    assert await need_document(scene.need) is None
    assert await need_document(control.need) is not None
    with pytest.raises(NotFound):
        await need_view(ANONYMOUS, scene.need)
    assert (await client.get(f"/needs/{scene.need}")).status_code == 404
    assert (await client.get(f"/api/v1/needs/{scene.need}")).status_code == 404
    assert await count_open() == before[0] + 1
    assert (await counts_by_county())["433101"][0] == before[1].get("433101", (0, 0))[0] + 1


async def test_a_verified_organisation_sees_money_and_an_unverified_one_does_not(
    client: httpx.AsyncClient,
) -> None:
    scene = await make.published(OTHER, title="给困难学生的帮助", **MONEY["by category"])
    verified = await people.account("manager", organisation=await people.organisation())
    applicant = await people.account(
        "manager", organisation=await people.organisation(verified=False)
    )

    await people.sign_in(client, applicant)
    refused = await client.get(f"/needs/{scene.need}")
    await people.sign_in(client, verified)
    seen = await client.get(f"/needs/{scene.need}")

    assert refused.status_code == 404
    assert seen.status_code == 200
    assert "不公开募捐" in words(seen)
    assert "¥" not in words(seen)
    assert "元已" not in words(seen)


@pytest.mark.parametrize("made", [make.draft, make.waiting, make.checked])
async def test_what_is_not_published_is_seen_by_no_door(
    client: httpx.AsyncClient, made: Callable[..., Awaitable[make.Scene]]
) -> None:
    scene = await made(OTHER)

    assert await needs_by_ids([scene.need]) == []
    assert await need_document(scene.need) is None
    assert scene.need not in {view.id for view in await open_needs(limit=100)}
    assert (await client.get(f"/needs/{scene.need}")).status_code == 404
    assert (await client.get(f"/api/v1/needs/{scene.need}")).status_code == 404


async def test_the_portal_tells_no_village_of_a_small_group(client: httpx.AsyncClient) -> None:
    await small(due_on=None)
    await large(due_on=None)

    shown = await portal()
    page = words(await client.get("/"))

    assert NAMES[0] not in repr(msgspec.to_builtins(shown.urgent))
    assert NAMES[0] not in page
    assert NAMES[1] in page
