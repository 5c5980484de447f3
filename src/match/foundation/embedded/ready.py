"""Readiness of children that speak HTTP."""

import contextlib
import http.client
from collections.abc import Callable


def answers_http(host: str, port: int, path: str = "/healthz") -> Callable[[int], bool]:
    """A readiness check for `Child.ready`: whether the web server answers 200 at `path`."""

    def ready(_pid: int) -> bool:
        link = http.client.HTTPConnection(host, port, timeout=2)
        with contextlib.closing(link), contextlib.suppress(OSError, http.client.HTTPException):
            link.request("GET", path)
            return link.getresponse().status == http.HTTPStatus.OK
        return False

    return ready
