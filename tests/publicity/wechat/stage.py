"""
The whole product in a process of its own, beside WeChat's server (`fake.py`), ten minutes before
midnight in China: `python -m tests.publicity.wechat.stage`.

It says one line of JSON when it is ready, a session for each person. Then each line on its input is
something that happens: `work` (the outbox and the sweep), `quota 0`, `midnight`, `expire` (WeChat's
tokens run out), `finish URL` (the queue publishes and WeChat tells the house at URL), `seen` (what
WeChat has and was asked).
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from jobs.consumer import deliver
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.foundation.settings import changed, settings, use
from match.publicity.wechat.commands import sweep_wechat
from tests.people import make as people
from tests.playing import main, session
from tests.publicity import make
from tests.publicity.wechat.fake import FakeWeChat, serving
from tests.publicity.wechat.fake_push import Pusher, finished
from tests.publicity.wechat.world import AES_KEY, TOKEN

TONIGHT = datetime.now(UTC).astimezone(clock.HERE).replace(hour=23, minute=50, second=0)
FAKE = FakeWeChat()
_moment = [TONIGHT.astimezone(UTC)]
_serving: list[asyncio.Task[None]] = []


@contextmanager
def house_time() -> Iterator[None]:
    """The house and WeChat have one time."""
    FAKE.now = lambda: _moment[0]
    with clock.freeze(_moment[0]):
        yield


async def _serve(ready: asyncio.Event) -> None:
    async with serving(FAKE):
        ready.set()
        await asyncio.Event().wait()


async def scene() -> dict[str, Any]:
    """Three who work on an article, an administrator, an account at WeChat."""
    ready = asyncio.Event()
    _serving.append(asyncio.create_task(_serve(ready)))
    await ready.wait()
    account = {
        "wechat_appid": FAKE.appid,
        "wechat_secret": FAKE.secret,
        "wechat_api_url": FAKE.url,
        "wechat_token": TOKEN,
        "wechat_aes_key": AES_KEY,
    }
    use(changed(settings(), **account))
    with house_time():
        return {
            "author": await session(await make.writer()),
            "editor": await session(await make.writer()),
            "reader": await session(await make.writer()),
            "administrator": await session(await people.account("administrator", "43")),
        }


async def obey(line: str) -> Any:
    """One thing that happens."""
    word, _, rest = line.partition(" ")
    with house_time():
        return await _DEEDS[word](rest)


async def _work(rest: str) -> int:
    """The workers' part: facts of articles and of WeChat, and what is due."""
    del rest
    await sweep_wechat(SYSTEM)
    done = 0
    while facts := await rows(
        "SELECT id FROM outbox WHERE done_at IS NULL AND (topic LIKE 'article.%'"
        " OR topic LIKE 'wechat.%') ORDER BY id"
    ):
        for fact in facts:
            assert await deliver(fact["id"])
            done += 1
    return done


async def _quota(rest: str) -> bool:
    FAKE.quotas["draft/add"] = int(rest)
    return True


async def _midnight(rest: str) -> bool:
    del rest
    _moment[0] += timedelta(minutes=15)
    FAKE.quotas.clear()
    return True


async def _later(rest: str) -> bool:
    _moment[0] += timedelta(minutes=int(rest))
    return True


async def _expire(rest: str) -> bool:
    del rest
    FAKE.expire_tokens()
    return True


async def _finish(rest: str) -> int:
    job = FAKE.finish(next(iter(FAKE.queue)))
    async with httpx.AsyncClient(base_url=rest) as http:
        answer = await Pusher(TOKEN, FAKE.appid, AES_KEY).push(http, finished(job))
    return answer.status_code


async def _seen(rest: str) -> dict[str, Any]:
    del rest
    return {
        "drafts": [each["title"] for held in FAKE.drafts.values() for each in held],
        "articles": [each["title"] for held in FAKE.articles.values() for each in held],
        "contents": [each["content"] for held in FAKE.drafts.values() for each in held],
        "images": list(FAKE.images),
        "calls": Counter(FAKE.calls),
        "secrets": [FAKE.secret, *(token.text for token in FAKE.tokens)],
    }


_DEEDS = {
    "work": _work,
    "quota": _quota,
    "midnight": _midnight,
    "later": _later,
    "expire": _expire,
    "finish": _finish,
    "seen": _seen,
}

if __name__ == "__main__":
    main(scene, obey, at=house_time)
