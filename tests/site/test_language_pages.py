"""Pages asked for in English, as visitors and as staff: all Chinese left is somebody's content."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

import match.site
from match.catalogue import lists
from match.foundation.db import rows
from match.foundation.parameters import periods
from match.foundation.permissions import Role
from tests.architecture.scene import Scene
from tests.architecture.test_routes import table
from tests.people import make as people

CHINESE = re.compile("[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]+")
SPOKEN = ("aria-label", "alt", "placeholder", "title", "content", "label")
EMPTY = {"meta", "input", "img", "br", "link", "hr", "path", "rect", "circle", "use", "line"}
# On every page where it stands it is the name of a thing, not a word of the interface.
# A document's number is its name; it falls apart at its digits.
NAMES = {
    "国发〔",
    "中国政府采购网",
    "腾讯身份验证器",
    "中文",
    "慈善中国",
    "公益事业捐赠票据",
    "湘童汇",
}
# Content of the scene that lies sealed or in the room of the children's files: out of reach here.
SEALED = {
    "负责人",
    "吉首市人民北路",
    "湘西某理事会",
    "日常照护和关爱服务需要",
    "请检查身体",
    "退休教师，每周能来一次，会讲故事和下棋",
    "提供课后看护、阅读、文体活动和心理关爱。",
    "每周一至周五下午四点到六点，周六全天。",
    "监护人按时接送，儿童之家保证场地和活动安全。",
    "先协商，协商不成由乡镇人民政府调解。",
}


class Words(HTMLParser):
    """Texts and spoken attributes of a page, except what is marked as Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        apart = tag == "script" or (given.get("lang") or "").startswith("zh")
        if self._skipped or apart:
            if tag not in EMPTY:
                self._skipped.append(tag)
            return
        self.found += [given[name] or "" for name in SPOKEN if name in given]

    def handle_endtag(self, tag: str) -> None:
        if self._skipped and self._skipped[-1] == tag:
            self._skipped.pop()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.found.append(data)


def chinese_on(page: str) -> set[str]:
    parser = Words()
    parser.feed(page)
    return {word for text in parser.found for word in CHINESE.findall(text)} - NAMES


def of_the_map() -> str:
    """The counties and prefectures drawn on the map, which have Chinese names only."""
    drawn = json.loads((Path(match.site.__file__).parent / "hunan_map.json").read_text("utf-8"))
    return json.dumps([drawn["counties"], drawn["prefs"]], ensure_ascii=False)


def of_the_law() -> str:
    """Where each period stands: laws are cited by their Chinese names, so that they are found."""
    return "\n".join(period.source for period in periods().values())


async def written_by_people() -> str:
    """Whatever stands in the database."""
    tables = await rows(
        "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'"
    )
    said: list[str] = []
    for one in tables:
        said += [
            line["said"] for line in await rows(f"SELECT t::text AS said FROM {one['name']} t")
        ]
    return "\n".join(said)


def of_the_lists() -> set[str]:
    """Chinese names of units, categories and so on: kept in rows as codes, never to be shown."""
    return {
        entry.name_zh
        for entries in (lists.units, lists.categories, lists.modes, lists.organisation_kinds)
        for entry in entries().values()
    }


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/needs",
        "/needs/new",
        "/offers",
        "/purchases",
        "/homes",
        "/coverage",
        "/search?q=quilt",
        "/places",
        "/organisations",
        "/sign-in",
        "/sign-in/password",
        "/privacy",
        "/accessibility",
        "/styleguide",
        "/no-such-page",
        "/needs/1",
        "/desk",
    ],
)
async def test_a_page_in_english_is_english(client: httpx.AsyncClient, address: str):
    content = of_the_map() + await written_by_people()

    answer = await client.get(
        httpx.URL(address).copy_merge_params({"lang": "en"}), follow_redirects=True
    )

    assert '<html lang="en"' in answer.text
    assert {word for word in chinese_on(answer.text) if word not in content} == set()


@pytest.mark.parametrize(
    ("path", "status"), [("/", 405), ("/sign-in/code", 403), ("/me/erasure", 403)]
)
async def test_a_refusal_in_english_is_english(client: httpx.AsyncClient, path: str, status: int):
    await client.get("/sign-in?lang=en")

    answer = await client.post(path, data={}, headers={"accept": "text/html"})

    assert answer.status_code == status
    assert '<html lang="en"' in answer.text
    assert chinese_on(answer.text) == set()


async def test_what_the_signed_in_see_is_english_but_for_what_people_wrote(
    client: httpx.AsyncClient,
):
    scene = Scene()
    await scene.set_up()
    content = of_the_map() + of_the_law() + await written_by_people()
    paths = sorted({scene.paths.get(route, route) for method, route in table() if method == "GET"})
    await client.get("/sign-in?lang=en")
    left: set[tuple[str, str]] = set()
    seen: set[str] = set()
    for role in (Role.director, Role.county, Role.manager):
        person = scene.people[role, "own"]
        assert person is not None
        await people.sign_in(client, person)
        for path in paths:
            answer = await client.get(path)
            if answer.status_code != 200 or "html" not in answer.headers["content-type"]:
                continue
            seen.add(path)
            left |= {
                (path, word)
                for word in chinese_on(answer.text)
                if word in of_the_lists() or word not in content
                if word not in SEALED
            }

    assert len(seen) > 60, "most pages must be among those looked at"
    assert left == set()


def test_chinese_on_a_page_is_seen():
    assert chinese_on('<p>Needs</p><a aria-label="首页">Home</a>') == {"首页"}
    assert chinese_on('<p lang="zh-CN">首页<br>首页</p><p>Home</p>') == set()
