"""What the charity's pages share."""

from typing import Any

from litestar import Request, Response

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/statements"
