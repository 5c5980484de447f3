"""When children can be used: web servers that answer on a port of their own, workers that beat."""

import contextlib
import http.client
import socket
from collections.abc import Callable
from typing import Any

import redis

from match.foundation.embedded.failure import StartFailed


def refuse_taken_port(host: str, port: int) -> None:
    """For `Child.prepare`: raises StartFailed if another program listens there already.

    Without it, that program's answers would pass for ours, and a browser would be sent to it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as failure:
            raise StartFailed(
                f"Cannot listen on {host}:{port} ({failure.strerror}). Set MATCH_PORT to another."
            ) from failure


def answers_http(host: str, port: int, path: str = "/healthz") -> Callable[[int], bool]:
    """For `Child.ready`: whether the web server answers 200 at `path`."""

    def ready(_pid: int) -> bool:
        link = http.client.HTTPConnection(host, port, timeout=2)
        with contextlib.closing(link), contextlib.suppress(OSError, http.client.HTTPException):
            link.request("GET", path)
            return link.getresponse().status == http.HTTPStatus.OK
        return False

    return ready


def beats(redis_url: str, key: str) -> Callable[[int], bool]:
    """For `Child.ready`: whether a worker renews its sign of life, `key`, in Redis."""

    def ready(_pid: int) -> bool:
        client: Any = redis.Redis.from_url(  # pyright: ignore[reportUnknownMemberType] # a bare **kwargs
            redis_url, socket_timeout=2, socket_connect_timeout=2
        )
        with contextlib.closing(client), contextlib.suppress(redis.RedisError, OSError):
            return bool(client.exists(key))
        return False

    return ready
