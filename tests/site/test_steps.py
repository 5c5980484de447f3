"""A form that was sent: done and on to the next page, or shown again with what is wrong."""

from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar, Request, Response, post
from litestar.params import FromPath

from match.foundation.errors import Conflict, Denied, Invalid, MatchError
from match.site.entry import Entry
from match.site.steps import step

DONE: list[str] = []
MORE: dict[str, dict[str, Any]] = {
    "plain": {},
    "at": {"at": "amount"},
    "all": {"refusals": (MatchError,)},
}


class Reason(msgspec.Struct, frozen=True):
    """A form of two boxes."""

    reason: str
    amount: int = 0


async def again(form: Entry, status: int) -> Response[Any]:
    told = {"errors": form.errors, "typed": form.value("reason"), "amount": form.value("amount")}
    return Response(told, status_code=status)


async def act(form: Reason) -> None:
    if form.reason == "late":
        raise Conflict("已经结束。")
    if form.reason == "strange":
        raise Denied("不是您的。")
    if form.reason == "short":
        raise Invalid({"amount": "太少。"})
    DONE.append(form.reason)


@post("/{kind:str}")
async def handler(request: Request[Any, Any, Any], kind: FromPath[str]) -> Response[Any]:
    return await step(request, Reason, act, again, to="/there", **MORE[kind])


async def sent(kind: str, **fields: str) -> httpx.Response:
    transport = httpx.ASGITransport(Litestar([handler]), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
        return await client.post(f"/{kind}", data=fields)


async def test_what_is_done_is_looked_at() -> None:
    DONE.clear()
    answer = await sent("plain", reason="good", amount="3")

    assert (answer.status_code, answer.headers["location"], DONE) == (303, "/there", ["good"])


@pytest.mark.parametrize(
    ("kind", "reason", "amount", "status", "errors"),
    [
        ("plain", "late", "3", 409, {"reason": "已经结束。"}),
        ("at", "late", "3", 409, {"amount": "已经结束。"}),
        ("at", "short", "3", 422, {"amount": "太少。"}),
        ("all", "strange", "3", 403, {"reason": "不是您的。"}),
    ],
)
async def test_what_is_wrong_stands_at_its_box_with_what_was_typed(
    kind: str, reason: str, amount: str, status: int, errors: dict[str, str]
) -> None:
    DONE.clear()
    answer = await sent(kind, reason=reason, amount=amount)

    assert answer.status_code == status
    assert answer.json() == {"errors": errors, "typed": reason, "amount": amount}
    assert DONE == []


async def test_a_box_that_cannot_be_read_is_wrong_too_and_nothing_is_done() -> None:
    DONE.clear()
    answer = await sent("plain", reason="good", amount="drei")

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["amount"]
    assert DONE == []


async def test_a_refusal_that_the_page_does_not_show_is_left_to_the_door() -> None:
    assert (await sent("plain", reason="strange", amount="3")).status_code == 500
