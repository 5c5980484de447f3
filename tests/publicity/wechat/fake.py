"""
WeChat's server, as its official documents describe it (developers.weixin.qq.com, 服务号/公众号,
服务端接口, read 2026-11): tokens that die, an address list, daily quotas, limits of every field, a
draft box, a publish queue. A real HTTP server on loopback; `fake_push.py` is how it calls back.

Each rule below names the page it is from; `test_fake.py` holds it against facts of those pages.
What the pages do not say (the number of a quota) the test sets.
"""

import asyncio
import json
import re
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import uvicorn
from litestar import Litestar, Request, Response, route
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from match.foundation import clock

CHINA = ZoneInfo("Asia/Shanghai")
LIFE = 7200  # 获取稳定版接口调用凭据: expires_in at most
OVERLAP = 300  # the same: renewed five minutes early, both valid meanwhile
ONCE = timedelta(minutes=10)  # 发送模板消息: client_msg_id
MEGABYTE = 1024 * 1024
JPEG, PNG, GIF, BMP = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM"
HANG, LOSE = "hang", "lose"


class Fault(Exception):
    """An errcode with its errmsg."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said)
        self.code, self.said = code, said


@dataclass
class Token:
    """One access token and when it ends."""

    text: str
    ends: datetime


@dataclass
class Publication:
    """One job of the publish queue. Status as in 发布状态查询: 0 done, 1 at work, 2–6 failed."""

    publish_id: str
    media_id: str
    status: int = 1
    article_id: str = ""
    urls: list[str] = field(default_factory=list)


@dataclass
class FakeWeChat:
    """
    The account and everything that is kept of it. *troubles* are what goes wrong with the next
    calls of a method: an HTTP status or errcode, HANG, or LOSE (the work is done, the answer lost);
    *delay* is how many seconds every answer takes.
    """

    appid: str = "wx0123456789abcdef"
    secret: str = "0123456789abcdef0123456789abcdef"  # nobody's
    url: str = ""
    listed: set[str] | None = None
    unauthorised: set[str] = field(default_factory=set)
    quotas: dict[str, int] = field(default_factory=dict)
    troubles: dict[str, deque[int | str]] = field(default_factory=dict)
    now: Callable[[], datetime] = clock.now
    delay: float = 0
    calls: list[str] = field(default_factory=list)
    used: Counter[tuple[str, str]] = field(default_factory=Counter)
    tokens: list[Token] = field(default_factory=list)
    forced: list[datetime] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    materials: dict[str, bytes] = field(default_factory=dict)
    drafts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    queue: dict[str, Publication] = field(default_factory=dict)
    articles: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    followers: set[str] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)
    sent: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    made: int = 0

    def today(self) -> str:
        return self.now().astimezone(CHINA).date().isoformat()

    def number(self) -> int:
        """A number nobody had before."""
        self.made += 1
        return self.made

    def expire_tokens(self) -> None:
        """As if two hours had passed."""
        for token in self.tokens:
            token.ends = self.now() - timedelta(seconds=1)

    def revoke_tokens(self) -> None:
        """Somebody else forced a refresh: what we hold is refused (40001)."""
        self.tokens = [self._new_token()]

    def _new_token(self) -> Token:
        # 512 characters of storage are asked for: ours are long, so a short column shows.
        text = f"{self.number()}_" + sha256(str(self.made).encode()).hexdigest() * 4
        return Token(text, self.now() + timedelta(seconds=LIFE))

    # --- 获取稳定版接口调用凭据 ---------------------------------------------------------------

    def stable_token(self, body: dict[str, Any]) -> dict[str, Any]:
        if body.get("grant_type") != "client_credential":
            raise Fault(40002, "invalid grant_type")
        if body.get("appid") != self.appid:
            raise Fault(40013, "invalid appid")
        if body.get("secret") != self.secret:
            raise Fault(40125, "invalid appsecret")
        if body.get("force_refresh"):
            self._force()
        left = (self.tokens[-1].ends - self.now()).total_seconds() if self.tokens else 0
        if left <= OVERLAP:
            self.tokens.append(self._new_token())
        newest = self.tokens[-1]
        seconds = int((newest.ends - self.now()).total_seconds())
        return {"access_token": newest.text, "expires_in": seconds}

    def _force(self) -> None:
        if len([at for at in self.forced if self.now() - at < timedelta(days=1)]) >= 20:
            raise Fault(45009, "reach max api daily quota limit")
        if self.forced and self.now() - self.forced[-1] < timedelta(seconds=30):
            return  # 间隔至少为 30s，否则不会刷新
        self.forced.append(self.now())
        self.tokens = [self._new_token()]

    def check_token(self, given: str | None) -> None:
        if not given:
            raise Fault(41001, "access_token missing")
        held = next((token for token in self.tokens if token.text == given), None)
        if held is None:
            raise Fault(40001, "invalid credential, access_token is invalid or not latest")
        if held.ends <= self.now():
            raise Fault(42001, "access_token expired")

    def check_quota(self, method: str) -> None:
        """Every call counts, the refused too; 0 o'clock in China begins anew."""
        self.used[method, self.today()] += 1
        if self.used[method, self.today()] > self.quotas.get(method, 1_000_000):
            raise Fault(45009, f"reach max api daily quota limit rid: {self.number()}")

    # --- 素材: uploadimg, add_material --------------------------------------------------------

    def uploadimg(self, data: bytes) -> dict[str, Any]:
        """上传图文消息图片: jpg/png only, under 1 MB."""
        if not data.startswith((JPEG, PNG)):
            raise Fault(40005, "invalid file type")
        if len(data) >= MEGABYTE:
            raise Fault(40009, "invalid image size")
        url = f"http://mmbiz.qpic.cn/mmbiz_jpg/{self.number()}/0"
        self.images[url] = data
        return {"url": url, "errcode": 0, "errmsg": "ok"}

    def add_material(self, kind: str, data: bytes) -> dict[str, Any]:
        """新增永久素材: image bmp/png/jpeg/jpg/gif to 10 MB, thumb jpg to 64 KB."""
        if kind not in ("image", "thumb"):
            raise Fault(40004, "invalid media type")
        if not data.startswith((JPEG,) if kind == "thumb" else (JPEG, PNG, GIF, BMP)):
            raise Fault(40005, "invalid file type")
        if len(data) > (64 * 1024 if kind == "thumb" else 10 * MEGABYTE):
            raise Fault(40009, "invalid image size")
        media_id = f"MATERIAL-{self.number()}"
        self.materials[media_id] = data
        return {"media_id": media_id, "url": f"http://mmbiz.qpic.cn/mmbiz_jpg/{self.made}/0"}

    # --- 草稿箱 -------------------------------------------------------------------------------

    def draft_add(self, body: dict[str, Any]) -> dict[str, Any]:
        articles = body.get("articles") or []
        if not 1 <= len(articles) <= 8:
            raise Fault(45008, "article size out of limit")
        media_id = f"DRAFT-{self.number()}"
        self.drafts[media_id] = [self._article(each) for each in articles]
        return {"media_id": media_id, "item": []}

    def draft_update(self, body: dict[str, Any]) -> dict[str, Any]:
        held = self._draft(body)
        held[int(body.get("index", 0))] = self._article(body["articles"])
        return {"errcode": 0, "errmsg": "ok"}

    def draft_get(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"news_item": self._draft(body)}

    def draft_delete(self, body: dict[str, Any]) -> dict[str, Any]:
        self._draft(body)
        del self.drafts[body["media_id"]]
        return {"errcode": 0, "errmsg": "ok"}

    def draft_batchget(self, body: dict[str, Any]) -> dict[str, Any]:
        """获取草稿列表: newest first, count from 1 to 20."""
        offset, count = int(body.get("offset", 0)), int(body.get("count", 0))
        if not 1 <= count <= 20 or offset < 0:
            raise Fault(40035, "invalid parameter")
        newest = list(reversed(self.drafts.items()))
        hidden = {"content"} if body.get("no_content") else set[str]()
        item = [
            {
                "media_id": media_id,
                "content": {
                    "news_item": [
                        {name: value for name, value in each.items() if name not in hidden}
                        for each in articles
                    ]
                },
                "update_time": int(self.now().timestamp()),
            }
            for media_id, articles in newest[offset : offset + count]
        ]
        return {"total_count": len(newest), "item_count": len(item), "item": item}

    def _draft(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        if body.get("media_id") not in self.drafts:
            raise Fault(40007, "invalid media_id")
        return self.drafts[body["media_id"]]

    def _article(self, given: dict[str, Any]) -> dict[str, Any]:
        """新增草稿: the limits of every field; JS is taken out, foreign pictures are filtered."""
        title, content = given.get("title", ""), given.get("content", "")
        if not title or len(title) > 32:
            raise Fault(45003, "title size out of limit")
        if len(given.get("author", "")) > 16:
            raise Fault(45110, "author size out of limit")
        if len(given.get("digest", "")) > 128:
            raise Fault(45004, "description size out of limit")
        if not content:
            raise Fault(44003, "empty news data")
        if len(content) >= 20_000 or len(content.encode()) >= MEGABYTE:
            raise Fault(45002, "content size out of limit")
        if len(given.get("content_source_url", "").encode()) > 1024:
            raise Fault(40039, "invalid url size")
        if given.get("thumb_media_id") not in self.materials:
            raise Fault(40007, "invalid media_id")
        kept = re.sub(r"(?is)<script.*?</script>|\son\w+\s*=\s*(\"[^\"]*\"|'[^']*')", "", content)
        kept = re.sub(r"(?i)<img\b[^>]*>", self._own_picture, kept)
        plain = re.sub(r"<[^>]+>", "", kept)
        return given | {"content": kept, "digest": given.get("digest") or plain[:54]}

    def _own_picture(self, found: re.Match[str]) -> str:
        source = re.search(r"""src\s*=\s*["']([^"']*)""", found[0])
        return found[0] if source and source[1] in self.images else ""

    # --- 发布能力 -----------------------------------------------------------------------------

    def freepublish_submit(self, body: dict[str, Any]) -> dict[str, Any]:
        """发布草稿: errcode 0 means queued, no more."""
        self._draft(body)
        publish_id = str(2247483647 + self.number())
        self.queue[publish_id] = Publication(publish_id, body["media_id"])
        return {"errcode": 0, "errmsg": "ok", "publish_id": publish_id, "msg_data_id": "1"}

    def freepublish_get(self, body: dict[str, Any]) -> dict[str, Any]:
        job = self.queue.get(str(body.get("publish_id")))
        if job is None:
            raise Fault(40035, "invalid parameter")
        answer: dict[str, Any] = {"publish_id": job.publish_id, "publish_status": job.status}
        if job.status == 0:
            item = [{"idx": at, "article_url": url} for at, url in enumerate(job.urls, 1)]
            answer |= {"article_id": job.article_id}
            answer |= {"article_detail": {"count": len(item), "item": item}}
        return answer | {"fail_idx": [1] if job.status in (2, 3, 4) else []}

    def freepublish_batchget(self, body: dict[str, Any]) -> dict[str, Any]:
        """获取已发布的消息列表: like the draft box, each article with its address."""
        offset, count = int(body.get("offset", 0)), int(body.get("count", 0))
        if not 1 <= count <= 20 or offset < 0:
            raise Fault(40035, "invalid parameter")
        urls = {job.article_id: job.urls for job in self.queue.values()}
        newest = list(reversed(self.articles.items()))
        item = [
            {
                "article_id": article_id,
                "content": {
                    "news_item": [
                        each | {"url": url}
                        for each, url in zip(articles, urls[article_id], strict=True)
                    ]
                },
                "update_time": int(self.now().timestamp()),
            }
            for article_id, articles in newest[offset : offset + count]
        ]
        return {"total_count": len(newest), "item_count": len(item), "item": item}

    def freepublish_delete(self, body: dict[str, Any]) -> dict[str, Any]:
        if body.get("article_id") not in self.articles:
            raise Fault(53600, "invalid article_id")
        del self.articles[body["article_id"]]
        return {"errcode": 0, "errmsg": "ok"}

    def finish(self, publish_id: str, status: int = 0) -> Publication:
        """The queue's turn: a draft that is published leaves the box."""
        job = self.queue[publish_id]
        job.status = status
        if status == 0:
            job.article_id = f"ARTICLE-{self.number()}"
            self.articles[job.article_id] = self.drafts.pop(job.media_id)
            job.urls = [
                f"http://mp.weixin.qq.com/s?__biz=MzA5&mid={job.publish_id}&idx={at}"
                for at, _ in enumerate(self.articles[job.article_id], 1)
            ]
        return job

    # --- 模板消息 -----------------------------------------------------------------------------

    def template_send(self, body: dict[str, Any]) -> dict[str, Any]:
        """
        发送模板消息: to followers. 防重入id: for the same openid and client_msg_id one message is
        sent, for ten minutes; without one, or later, it is another message.
        """
        if body.get("touser") not in self.followers:
            raise Fault(43004, "require subscribe")
        if body.get("template_id") not in self.templates:
            raise Fault(40037, "invalid template_id")
        key = (body["touser"], str(body.get("client_msg_id") or self.number()))
        held = self.sent.get(key)
        if held is None or self.now() - held["at"] >= ONCE:
            held = self.sent[key] = body | {"msgid": self.number(), "at": self.now()}
        return {"errcode": 0, "errmsg": "ok", "msgid": held["msgid"]}


Answer = dict[str, Any]


async def _answer(fake: FakeWeChat, method: str, request: Request[Any, Any, Any]) -> Answer:
    if request.method != "POST":
        raise Fault(43002, "require POST method")
    address = request.client.host if request.client else ""
    if fake.listed is not None and address not in fake.listed:
        said = f"invalid ip {address} ipv6 ::ffff:{address}, not in whitelist rid: {fake.number()}"
        raise Fault(40164, said)
    if method != "stable_token":
        fake.check_token(request.query_params.get("access_token"))
        if method in fake.unauthorised:
            raise Fault(48001, "api unauthorized")
    fake.check_quota(method)
    if method in ("media/uploadimg", "material/add_material"):
        media = (await request.form()).get("media")
        if not isinstance(media, UploadFile):
            raise Fault(41005, "media data missing")
        data = await media.read()
        if method == "media/uploadimg":
            return fake.uploadimg(data)
        return fake.add_material(str(request.query_params.get("type")), data)
    # 新增草稿: escapes are not resolved but shown, so they must not be sent.
    body = json.loads((await request.body()).replace(b"\\u", b"\\\\u"))
    handlers: dict[str, Callable[[Answer], Answer]] = {
        "stable_token": fake.stable_token,
        "draft/add": fake.draft_add,
        "draft/update": fake.draft_update,
        "draft/get": fake.draft_get,
        "draft/delete": fake.draft_delete,
        "draft/batchget": fake.draft_batchget,
        "freepublish/submit": fake.freepublish_submit,
        "freepublish/get": fake.freepublish_get,
        "freepublish/batchget": fake.freepublish_batchget,
        "freepublish/delete": fake.freepublish_delete,
        "message/template/send": fake.template_send,
    }
    return handlers[method](body)


def _said(answer: Answer, status: int = 200) -> Response[bytes]:
    """As WeChat does it: JSON called text/plain, UTF-8 as it is."""
    content = json.dumps(answer, ensure_ascii=False).encode()
    return Response(content, status_code=status, media_type="text/plain")


def _app(fake: FakeWeChat) -> Litestar:
    @route("/cgi-bin/{method:path}", http_method=["GET", "POST"])
    async def everything(request: Request[Any, Any, Any], method: FromPath[str]) -> Response[bytes]:
        name = method.strip("/")
        fake.calls.append(name)
        waiting = fake.troubles.get(name)
        trouble = waiting.popleft() if waiting else None
        await asyncio.sleep(5 if trouble == HANG else fake.delay)
        if isinstance(trouble, int) and trouble >= 500 and trouble < 600:
            return _said({}, trouble)
        if isinstance(trouble, int):
            return _said({"errcode": trouble, "errmsg": "system error"})
        try:
            answer = await _answer(fake, name, request)
        except Fault as fault:
            answer = {"errcode": fault.code, "errmsg": fault.said}
        return _said({}, 502) if trouble == LOSE else _said(answer)

    return Litestar([everything], request_max_body_size=20 * MEGABYTE, openapi_config=None)


@asynccontextmanager
async def serving(fake: FakeWeChat) -> AsyncIterator[FakeWeChat]:
    """*fake* on a free port of this machine."""
    config = uvicorn.Config(
        _app(fake), host="127.0.0.1", port=0, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    ready, startup = asyncio.Event(), server.startup

    async def started(sockets: Any = None) -> None:
        await startup(sockets)
        ready.set()

    server.startup = started
    running = asyncio.create_task(server.serve())
    await ready.wait()
    fake.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield fake
    finally:
        server.should_exit = True
        server.force_exit = True
        await running
