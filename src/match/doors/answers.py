"""What a refusal or a fault looks like: a page, problem+json under /api/, words for an outbox."""

from typing import Any
from urllib.parse import quote

import asyncpg
import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect, Template

from match.doors.gate import actor_of
from match.foundation.db import SERVER_TROUBLE
from match.foundation.decisions import not_yet
from match.foundation.errors import Denied, Invalid, MatchError, SignInNeeded, TooMany, Unavailable
from match.foundation.forms import complaint
from match.foundation.language import _
from match.site.api import PROBLEM_TYPE, WAITING_PHONE, Problem
from match.site.htmx import page

LOG = structlog.get_logger()
CODES = {
    400: "bad_request",
    401: "sign_in",
    403: "denied",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "too_many",
    500: "error",
    503: "unavailable",
}


def sentence(status: int) -> str:
    """What happened and what to do now, for faults that carry no message of their own."""
    match status:
        case 400:
            return _("请求的格式不对，请返回上一页重新提交。")
        case 401:
            return _("请先登录，再继续刚才的操作。")
        case 403:
            return _("这个请求没有通过安全检查，请刷新页面后再试一次。")
        case 404:
            return _("没有找到这个页面，可能已经下线或地址有误。")
        case 405:
            return _("这个地址不支持这种操作。")
        case 413:
            return _("提交的内容太大，请压缩图片或分几次提交。")
        case 415:
            return _("不支持这种内容类型，请用表单或 JSON 提交。")
        case 422:
            return _("有几处需要修改后再提交。")
        case 429:
            return _("操作太频繁，请稍等片刻再试。")
        case 503:
            return _("系统正忙或正在恢复，请几秒后再试，已填写的内容不会丢失。")
        case _:
            return _("系统出了问题，我们已经记录下来。请稍后再试，或拨打页面下方的电话。")


def problem(
    path: str, status: int, code: str, title: str, fields: dict[str, str] | None
) -> Response[bytes]:
    """One problem+json answer."""
    body = Problem(f"/problems/{code}", title, status, code, path, fields)
    return Response(msgspec.json.encode(body), status_code=status, media_type=PROBLEM_TYPE)


def _answer(
    request: Request[Any, Any, Any],
    status: int,
    code: str,
    message: str,
    fields: dict[str, str] | None = None,
    retry_after: int | None = None,
) -> Response[Any] | Template:
    answer: Response[Any] | Template
    if request.scope["path"].startswith("/api/"):
        answer = problem(request.scope["path"], status, code, message, fields)
    elif request.headers.get(WAITING_PHONE):
        told = _("、").join(fields.values()) if fields else message
        answer = Response({"message": told}, status_code=status)
    else:
        answer = page(
            "site/error.html",
            request=request,
            status=status,
            code=code,
            message=message,
            fields=fields or {},
        )
    if retry_after is not None:
        answer.headers["Retry-After"] = str(retry_after)
    return answer


def refused(
    request: Request[Any, Any, Any], error: MatchError
) -> Response[Any] | Template | Redirect:
    """One of the refusals that rooms raise."""
    message = error.message
    if isinstance(error, Denied) and actor_of(request).waiting and not_yet() not in message:
        # Else a named director reads only that she is not the director, and not what to do.
        message = f"{message}{not_yet()}"
    LOG.info("refused", code=error.code, path=request.scope["path"], status=error.status)
    wants_page = not request.scope["path"].startswith("/api/")
    if isinstance(error, SignInNeeded) and wants_page and request.method == "GET":
        return Redirect(_sign_in(request, error), status_code=303)
    fields = error.fields if isinstance(error, Invalid) else None
    retry: int | None = None
    if isinstance(error, TooMany):
        retry = int(error.facts.get("retry_after", 30))
    elif isinstance(error, Unavailable):
        retry = 5
    answer = _answer(request, error.status, error.code, message, fields, retry)
    answer.headers.update(error.facts.get("headers", {}))
    return answer


def _sign_in(request: Request[Any, Any, Any], error: SignInNeeded) -> str:
    back = quote(request.scope["path"], safe="/")
    return f"/sign-in?next={back}" + ("&step_up=1" if error.facts.get("step_up") else "")


def http_fault(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any] | Template:
    """What the framework refuses: unknown paths, bad bodies, failed validation."""
    status = error.status_code
    if status >= 500:
        # A dependency that cannot be had, a wrong configuration: ours to know of, like any fault.
        LOG.error("fault", path=request.scope["path"], kind=type(error).__name__, exc_info=error)
    fields = None
    if status == 400 and isinstance(error.extra, list):
        fields = {
            str(item.get("key", "body")): complaint(str(item.get("message", "")))
            for item in error.extra
            if isinstance(item, dict)
        } or None
    return _answer(request, status, CODES.get(status, "error"), sentence(status), fields)


def fault(request: Request[Any, Any, Any], error: Exception) -> Response[Any] | Template:
    """Everything else: a part that is down is a 503, the rest is our mistake and is logged."""
    if isinstance(error, asyncpg.DataError):
        # A NUL in a text, a number beyond 64 bits: the client's mistake, found by the driver.
        return _answer(request, 400, "bad_request", sentence(400))
    if isinstance(error, SERVER_TROUBLE):
        LOG.warning("part_down", path=request.scope["path"], kind=type(error).__name__)
        return _answer(request, 503, "unavailable", sentence(503), retry_after=5)
    LOG.error("fault", path=request.scope["path"], kind=type(error).__name__, exc_info=error)
    return _answer(request, 500, "error", sentence(500))
