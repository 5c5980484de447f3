"""What one run of the bank is: its length, its workers, its kills, its seed; and how it is told."""

from pathlib import Path

import msgspec


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """
    One run. It ends when *transactions* were acknowledged and *postgres_kills* and *worker_kills*
    happened, or after *seconds*. Kills come about so many seconds apart, 0 meaning none; where
    their number is given, they come spread over the transactions instead, so that a slow machine
    is killed as often, and not before it has done anything.
    """

    seed: int
    seconds: float
    transactions: int = 0
    workers: int = 3
    connections: int = 4
    accounts: int = 60
    postgres_every: float = 5.0
    worker_every: float = 2.0
    postgres_kills: int = 0
    worker_kills: int = 0
    naive: bool = False


class Purse(msgspec.Struct, frozen=True):
    """An account the workers use."""

    id: int
    floor: int | None


class Orders(msgspec.Struct, frozen=True):
    """What a worker is told: where the database is, which accounts, where to write its log."""

    dsn: str
    folder: str
    connections: int
    units: dict[str, list[Purse]]


class Attempt(msgspec.Struct, frozen=True):
    """One line of a log: what was meant (intent), or what came of it, by key."""

    what: str  # I intent, A acknowledged, R refused, U given up, X a reuse was accepted, W wrong id
    key: str
    tx: int = 0
    lines: tuple[tuple[int, int], ...] = ()


def logs(folder: Path) -> list[Path]:
    """Every worker's log, those of killed ones too."""
    return sorted(folder.glob("worker-*.jsonl"))


def attempts(path: Path):
    """Lines as they were written; a kill may have cut off the last one."""
    decoder = msgspec.json.Decoder(Attempt)
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield decoder.decode(line)
