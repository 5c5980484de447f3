"""What the pages of the staff door share."""

from typing import Any

from litestar import Request, Response

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
