"""The embedded Valkey keeps what it acknowledged, and cleans up after its own crash."""

import socket
from pathlib import Path

import redis

from match.foundation.embedded.ready import beats
from match.foundation.embedded.services import Services
from tests.foundation.embedded.conftest import Furnish, kill


def test_keys_survive_kill_9(services: Services) -> None:
    client = redis.Redis.from_url(services.redis_url)
    with client.pipeline(transaction=False) as pipe:
        for number in range(500):
            pipe.set(f"key:{number}", number)
        # It answers before it writes to disk; this waits until it has.
        pipe.execute_command("WAITAOF", 1, 0, 5000)
        assert pipe.execute()[-1][0] == 1
    client.close()

    kill(services, "valkey")

    again = redis.Redis.from_url(services.redis_url)
    assert again.dbsize() == 500
    assert again.get("key:499") == b"499"
    again.flushall()
    again.close()


def test_it_is_reached_by_its_private_socket_only(services: Services) -> None:
    assert services.valkey
    client = redis.Redis.from_url(services.redis_url)

    assert client.config_get("port") == {"port": "0"}
    assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    assert services.valkey.socket.parent.stat().st_mode & 0o777 == 0o700
    assert services.valkey.data.stat().st_mode & 0o777 == 0o700
    client.close()


def test_a_worker_is_ready_when_it_beats(services: Services) -> None:
    ready = beats(services.redis_url, "queue:health")
    client = redis.Redis.from_url(services.redis_url)
    assert not ready(1)
    client.set("queue:health", "j_complete=0", px=10_000)

    assert ready(1)
    assert not beats("unix:///nowhere.sock", "queue:health")(1)
    client.flushall()
    client.close()


def test_a_dead_socket_and_a_foreign_pid_do_not_stop_it(folder: Path, furnish: Furnish) -> None:
    settings = furnish(folder / "dead")
    with Services(settings, fast=True) as first:
        assert first.valkey
        left = first.valkey
    left.prepare()
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(left.socket))
    left.pid_file.write_text("1\n")

    with Services(settings, fast=True) as second:
        assert second.valkey
        assert second.valkey.answers()
        assert second.supervisor.keeper("valkey").starts == 1
