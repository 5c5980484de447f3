"""Which way each line was closed: told to everybody in sums, source by source to who may look."""

from collections.abc import Mapping, Sequence

import httpx
import pytest

from match.foundation.actor import SYSTEM, Actor
from match.needs import closing
from match.needs.commands import Closure, move_units
from match.needs.commands.units import Place
from match.needs.states import ClosureKind
from tests.needs import make
from tests.needs.browsing import links, words
from tests.people import make as people

ADDRESS = "/desk/agreements/71"


async def _closed_both_ways() -> make.Scene:
    scene = await make.published(lines=[make.Line("绘本", 20, "本")])
    for units, kind, source in (
        (12, ClosureKind.gift, 71),
        (5, ClosureKind.contract, 3),
        (3, ClosureKind.contract, 4),
    ):
        by = Closure(kind, source)
        await move_units(SYSTEM, scene.line, units, source=Place.open, target=Place.received, by=by)
    return scene


async def test_the_page_says_which_way_each_line_was_closed(client: httpx.AsyncClient) -> None:
    scene = await _closed_both_ways()

    public = words(await client.get(f"/needs/{scene.need}"))
    await people.sign_in(client, scene.director)
    home = words(await client.get(f"/desk/needs/{scene.need}"))

    assert "20 本：赠与 12、采购 8" in public
    assert "20 本：赠与 12、采购 8" in home


async def test_json_says_it_too_and_it_sums_to_what_was_received(client: httpx.AsyncClient) -> None:
    scene = await _closed_both_ways()

    line = (await client.get(f"/api/v1/needs/{scene.need}")).json()["lines"][0]

    assert line["closed_by"] == {"gift": 12, "shift": 0, "contract": 8}
    assert line["received"] == 20


async def test_what_was_corrected_away_is_not_told(client: httpx.AsyncClient) -> None:
    scene = await make.published(lines=[make.Line("绘本", 20, "本")])
    shift = Closure(ClosureKind.shift, 5)
    await move_units(SYSTEM, scene.line, 2, source=Place.open, target=Place.received, by=shift)
    await move_units(
        SYSTEM,
        scene.line,
        2,
        source=Place.received,
        target=Place.open,
        by=shift,
        reason="没有到场",
    )

    line = (await client.get(f"/api/v1/needs/{scene.need}")).json()["lines"][0]

    assert line["closed_by"] == {"gift": 0, "shift": 0, "contract": 0}
    assert "志愿服务" not in words(await client.get(f"/needs/{scene.need}"))


async def test_only_who_may_look_at_a_source_gets_its_address(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await _closed_both_ways()
    asked: list[tuple[int | None, Sequence[int]]] = []

    async def finder(actor: Actor, sources: Sequence[int]) -> Mapping[int, tuple[str, str]]:
        asked.append((actor.id, sources))
        return {71: ("协议 71", ADDRESS)} if actor.id == scene.director.id else {}

    monkeypatch.setitem(closing._FINDERS, ClosureKind.gift, finder)

    stranger = await client.get(f"/needs/{scene.need}")
    await people.sign_in(client, scene.director)
    director = await client.get(f"/needs/{scene.need}")

    assert asked == [(None, [71]), (scene.director.id, [71])]
    assert ADDRESS not in links(stranger)
    assert ADDRESS in links(director)
