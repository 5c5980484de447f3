"""The fake server does what WeChat's pages say: each test names the page and holds its numbers."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.publicity.wechat.fake import FakeWeChat, serving

pytestmark = [pytest.mark.openness]
NOON = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)  # 12:00 in China
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 200
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 200


class Caller:
    """Somebody who talks to the server as the pages show it."""

    def __init__(self, fake: FakeWeChat, http: httpx.AsyncClient) -> None:
        self.fake, self.http, self.moment = fake, http, NOON
        fake.now = lambda: self.moment

    async def token(self, **more: Any) -> dict[str, Any]:
        body = {
            "grant_type": "client_credential",
            "appid": self.fake.appid,
            "secret": self.fake.secret,
            **more,
        }
        return (await self.http.post("/cgi-bin/stable_token", json=body)).json()

    async def post(self, method: str, body: Any = None, token: str = "", **sent: Any) -> Any:
        token = token or (await self.token())["access_token"]
        query = {"access_token": token, **sent.pop("query", {})}
        if body is not None:
            sent["json"] = body
        return (await self.http.post(f"/cgi-bin/{method}", params=query, **sent)).json()

    async def thumb(self) -> str:
        sent = {"media": ("c.jpg", JPEG)}
        answer = await self.post("material/add_material", query={"type": "image"}, files=sent)
        return answer["media_id"]

    async def add(self, **article: Any) -> Any:
        given = {"title": "题", "content": "<p>文</p>", "thumb_media_id": await self.thumb()}
        return await self.post("draft/add", {"articles": [given | article]})


@asynccontextmanager
async def calling(**given: Any) -> AsyncIterator[Caller]:
    async with (
        serving(FakeWeChat(**given)) as fake,
        httpx.AsyncClient(base_url=fake.url) as http,
    ):
        yield Caller(fake, http)


async def test_a_token_lives_two_hours_and_is_the_same_until_five_minutes_before_its_end():
    """获取稳定版接口调用凭据."""
    async with calling() as wx:
        first = await wx.token()
        wx.moment += timedelta(minutes=114)
        again = await wx.token()
        wx.moment += timedelta(minutes=2)
        new = await wx.token()
        old_works = await wx.post("draft/batchget", {"count": 1}, first["access_token"])
        wx.moment += timedelta(minutes=5)
        late = await wx.post("draft/batchget", {"count": 1}, first["access_token"])

    assert first["expires_in"] == 7200
    assert again == {"access_token": first["access_token"], "expires_in": 360}
    assert new["access_token"] != first["access_token"]
    assert old_works["total_count"] == 0
    assert late["errcode"] == 42001


async def test_forced_renewals_are_twenty_a_day_thirty_seconds_apart_and_kill_the_old_token():
    """获取稳定版接口调用凭据: 强制刷新模式."""
    async with calling() as wx:
        first = (await wx.token())["access_token"]
        second = (await wx.token(force_refresh=True))["access_token"]
        wx.moment += timedelta(seconds=29)
        hasty = (await wx.token(force_refresh=True))["access_token"]
        refused = await wx.post("draft/batchget", {"count": 1}, first)
        for _ in range(19):
            wx.moment += timedelta(seconds=30)
            assert "access_token" in await wx.token(force_refresh=True)
        wx.moment += timedelta(seconds=30)
        spent = await wx.token(force_refresh=True)

    assert len({first, second}) == 2
    assert hasty == second
    assert refused["errcode"] == 40001
    assert spent["errcode"] == 45009


async def test_credentials_address_rights_and_quota_have_their_codes():
    """全局返回码."""
    async with calling(listed=set()) as wx:
        unlisted = await wx.token()
        wx.fake.listed = {"127.0.0.1"}
        assert (await wx.token(appid="wx0"))["errcode"] == 40013
        assert (await wx.token(secret="no"))["errcode"] == 40125
        assert (await wx.token(grant_type="code"))["errcode"] == 40002
        nobody = (await wx.http.post("/cgi-bin/draft/add", json={})).json()
        getting = (await wx.http.get("/cgi-bin/draft/add")).json()
        assert (nobody["errcode"], getting["errcode"]) == (41001, 43002)
        wx.fake.unauthorised = {"freepublish/submit"}
        assert (await wx.post("freepublish/submit", {"media_id": "x"}))["errcode"] == 48001
        wx.fake.quotas = {"draft/batchget": 2}
        codes = [
            (await wx.post("draft/batchget", {"count": 1})).get("errcode", 0) for _ in range(3)
        ]
        wx.moment += timedelta(hours=12, seconds=1)  # past midnight in China
        tomorrow = await wx.post("draft/batchget", {"count": 1})

    assert unlisted["errcode"] == 40164
    assert re.search(r"invalid ip 127\.0\.0\.1 .*not in whitelist", unlisted["errmsg"])
    assert codes == [0, 0, 45009]
    assert "errcode" not in tomorrow


async def test_pictures_are_looked_at_not_believed():
    """上传图文消息图片: jpg/png below 1 MB. 新增永久素材: image to 10 MB, thumb jpg to 64 KB."""
    async with calling() as wx:

        async def sent(data: bytes, name: str = "a.jpg") -> Any:
            return await wx.post("media/uploadimg", files={"media": (name, data, "image/jpeg")})

        assert (await sent(JPEG))["url"].startswith("http://mmbiz.qpic.cn/")
        assert (await sent(PNG, "a.png"))["errcode"] == 0
        assert (await sent(b"GIF89a" + b"x" * 99))["errcode"] == 40005
        assert (await sent(b"\xff\xd8\xff" + b"x" * (1024 * 1024 - 4)))["errcode"] == 0
        assert (await sent(b"\xff\xd8\xff" + b"x" * (1024 * 1024 - 3)))["errcode"] == 40009
        assert (await wx.post("media/uploadimg", files={"other": ("a", JPEG)}))["errcode"] == 41005
        big = {"media": ("c.jpg", JPEG + b"x" * 70_000)}
        thumb = await wx.post("material/add_material", query={"type": "thumb"}, files=big)
        odd = await wx.post("material/add_material", query={"type": "news"}, files=big)

    assert (thumb["errcode"], odd["errcode"]) == (40009, 40004)


@pytest.mark.parametrize(
    ("field", "fits", "too_long", "code"),
    [
        ("title", "字" * 32, "字" * 33, 45003),
        ("author", "字" * 16, "字" * 17, 45110),
        ("digest", "字" * 128, "字" * 129, 45004),
        ("content", "字" * 19_999, "字" * 20_000, 45002),
        ("content_source_url", "u" * 1024, "u" * 1025, 40039),
    ],
)
async def test_fields_of_a_draft_have_limits(field: str, fits: str, too_long: str, code: int):
    """新增草稿."""
    async with calling() as wx:
        assert "media_id" in await wx.add(**{field: fits})
        assert (await wx.add(**{field: too_long}))["errcode"] == code
        assert (await wx.add(thumb_media_id="MATERIAL-0"))["errcode"] == 40007


async def test_script_goes_and_foreign_pictures_are_filtered():
    """新增草稿: 此处会去除 JS; 外部图片 url 将被过滤; 摘要默认抓取正文前 54 个字."""
    async with calling() as wx:
        sent = {"media": ("a.jpg", JPEG)}
        own = (await wx.post("media/uploadimg", files=sent))["url"]
        content = (
            f'<p onclick="x()">{"字" * 60}</p><script>alert(1)</script>'
            f'<img src="{own}"><img src="https://elsewhere.example/a.jpg">'
        )
        media_id = (await wx.add(content=content))["media_id"]
        held = (await wx.post("draft/get", {"media_id": media_id}))["news_item"][0]

    assert held["content"] == f'<p>{"字" * 60}</p><img src="{own}">'
    assert held["digest"] == "字" * 54


async def test_escapes_are_shown_as_they_stand():
    """新增草稿: 不要使用 Unicode 转义格式."""
    async with calling() as wx:
        thumb = await wx.thumb()
        token = (await wx.token())["access_token"]
        body = '{"articles":[{"title":"\\u4f5c","content":"x","thumb_media_id":"?"}]}'
        body = body.replace("?", thumb)
        answer = await wx.http.post(f"/cgi-bin/draft/add?access_token={token}", content=body)
        media_id = answer.json()["media_id"]

        assert wx.fake.drafts[media_id][0]["title"] == "\\u4f5c"


async def test_a_submitted_draft_is_queued_and_leaves_the_box_when_it_is_published():
    """发布草稿, 发布状态查询, 删除发布文章, 获取草稿列表."""
    async with calling() as wx:
        kept, gone = [(await wx.add(content_source_url=f"u{n}"))["media_id"] for n in (1, 2)]
        listed = await wx.post("draft/batchget", {"offset": 0, "count": 20, "no_content": 1})
        bad = await wx.post("draft/batchget", {"offset": 0, "count": 21})
        queued = await wx.post("freepublish/submit", {"media_id": gone})
        waiting = await wx.post("freepublish/get", {"publish_id": queued["publish_id"]})
        wx.fake.finish(queued["publish_id"])
        done = await wx.post("freepublish/get", {"publish_id": queued["publish_id"]})
        left = await wx.post("draft/batchget", {"offset": 0, "count": 20})
        news = await wx.post("freepublish/batchget", {"offset": 0, "count": 20})
        deleted = await wx.post("freepublish/delete", {"article_id": done["article_id"]})
        again = await wx.post("freepublish/delete", {"article_id": done["article_id"]})

    assert [item["media_id"] for item in listed["item"]] == [gone, kept]
    assert "content" not in listed["item"][0]["content"]["news_item"][0]
    assert bad["errcode"] == 40035
    assert (queued["errcode"], waiting["publish_status"], done["publish_status"]) == (0, 1, 0)
    assert done["article_detail"]["item"][0]["article_url"].startswith("http://mp.weixin.qq.com/s?")
    assert [item["media_id"] for item in left["item"]] == [kept]
    assert news["item"][0]["content"]["news_item"][0]["content_source_url"] == "u2"
    assert (deleted["errcode"], again["errcode"]) == (0, 53600)


async def test_a_publication_that_fails_says_which_article():
    """发布状态查询: 2 原创失败, fail_idx; the draft stays."""
    async with calling() as wx:
        media_id = (await wx.add())["media_id"]
        job = (await wx.post("freepublish/submit", {"media_id": media_id}))["publish_id"]
        wx.fake.finish(job, status=2)
        told = await wx.post("freepublish/get", {"publish_id": job})

    assert (told["publish_status"], told["fail_idx"]) == (2, [1])
    assert media_id in wx.fake.drafts


async def test_a_template_message_goes_to_followers_once_per_key():
    """发送模板消息: 43004, 40037, client_msg_id."""
    async with calling(followers={"o1"}, templates={"T"}) as wx:
        body = {"touser": "o1", "template_id": "T", "data": {}, "client_msg_id": "k1"}
        first = await wx.post("message/template/send", body)
        again = await wx.post("message/template/send", body)
        other = await wx.post("message/template/send", body | {"touser": "o2"})
        odd = await wx.post("message/template/send", body | {"template_id": "X"})
        wx.fake.followers.add("o2")
        another = await wx.post("message/template/send", body | {"touser": "o2"})
        later = wx.fake.now() + timedelta(minutes=10)
        wx.fake.now = lambda: later
        late = await wx.post("message/template/send", body)

    assert first["msgid"] == again["msgid"]
    assert len({first["msgid"], another["msgid"], late["msgid"]}) == 3
    assert (other["errcode"], odd["errcode"]) == (43004, 40037)
