"""A clerk without script at the desk of imports: sends a list, reads the check, confirms."""

import re

import httpx

from tests.needs.browsing import follow, post, words


async def send(
    client: httpx.AsyncClient, kind: str, data: bytes, name: str = "list.xlsx", **about: str
) -> httpx.Response:
    """Upload a file; the page of its check, or the form with what is wrong."""
    answer = await post(client, f"/desk/imports/{kind}", about, files={"list": (name, data)})
    return await follow(client, answer) if answer.status_code == 303 else answer


async def paste(client: httpx.AsyncClient, kind: str, text: str, **about: str) -> httpx.Response:
    """Paste a table; as `send`."""
    answer = await post(client, f"/desk/imports/{kind}", {**about, "pasted": text})
    return await follow(client, answer) if answer.status_code == 303 else answer


async def apply(client: httpx.AsyncClient, tried: httpx.Response) -> httpx.Response:
    """Press the button of the check; the page of the result."""
    found = re.search(r'action="(/desk/imported/[0-9]+/application)"', tried.text)
    assert found is not None, words(tried)
    return await follow(client, await post(client, found[1]))


def figures(answer: httpx.Response) -> list[int]:
    """新增, 更新, 没有变化, 不能导入."""
    found = re.findall(r"(?:新增|更新|没有变化|不能导入) ([0-9,]+) ", words(answer))
    return [int(one.replace(",", "")) for one in found[-4:]]
