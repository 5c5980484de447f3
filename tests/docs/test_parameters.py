"""What the code asks of the shipped lists is in them, with where it comes from."""

import csv
import re

from match.foundation.parameters import DATA, periods, shipped
from tests.docs.house import short, tracked

ASKED = re.compile(r"""\b(?:whole|number|parameter)\(\s*"([a-z_]+(?:\.[a-z_0-9]+)+)"\s*\)""")


def asked() -> dict[str, str]:
    """Every key that the code asks for by name, and a file that does."""
    return {
        key: short(path)
        for path in tracked()
        if path.suffix == ".py" and short(path).startswith(("src/", "admin/", "jobs/"))
        for key in ASKED.findall(path.read_text("utf-8"))
    }


def test_every_key_the_code_asks_for_is_in_the_shipped_lists() -> None:
    keys = asked()

    assert len(keys) > 10
    assert {key: where for key, where in keys.items() if key not in shipped()} == {}


def test_every_shipped_value_names_its_source() -> None:
    assert [value.key for value in shipped().values() if not value.source.strip()] == []
    assert [period.key for period in periods().values() if not period.source.strip()] == []


def test_every_own_value_is_used() -> None:
    """A value that steers nothing would be a promise that nobody keeps."""
    code = "\n".join(
        path.read_text("utf-8")
        for path in tracked()
        if path.suffix == ".py" and short(path).startswith(("src/", "admin/", "jobs/"))
    )
    with (DATA / "platform.csv").open(encoding="utf-8", newline="") as file:
        keys = [row["key"] for row in csv.DictReader(file)]
    by_prefix = ("match.weight.", "need_score.weight.")

    assert [key for key in keys if f'"{key}"' not in code and not key.startswith(by_prefix)] == []
